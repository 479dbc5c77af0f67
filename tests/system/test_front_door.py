"""The front door under many requests: a short run of what benchmarks/many_requests.py and benchmarks/id_swaps.py do."""

from __future__ import annotations

import os

import pytest

from benchmarks import id_swaps, many_requests
from benchmarks.front import running
from bot.accounts import names, sessions

pytestmark = pytest.mark.system
REQUESTS = int(os.environ.get("STEADYHAND_REQUESTS", "400"))
SWAPS = int(os.environ.get("STEADYHAND_SWAPS", "200"))


@pytest.fixture
def front(tmp_path):
    with running(tmp_path) as running_front:
        yield running_front


def test_generated_requests_by_everybody_break_nothing(front):
    found = many_requests.send_many(front, REQUESTS)
    print(many_requests.report(found, front))
    assert found.sent >= 0.9 * REQUESTS and many_requests.is_fine(found, front), many_requests.report(found, front)


def test_a_page_that_breaks_is_found(front, monkeypatch):
    monkeypatch.setattr(names, "offered", lambda engine: 1 / 0)
    found = many_requests.send_many(front, 200)
    assert found.broken and front.faults and not many_requests.is_fine(found, front)


def test_no_swapped_id_shows_or_changes_anything_of_another_person(front):
    tried = id_swaps.try_swaps(front, SWAPS)
    assert (tried.swaps, tried.leaks, front.faults) == (SWAPS, [], [])


def test_a_service_that_believes_an_id_from_the_browser_is_found(front, monkeypatch):
    right = sessions.find
    conversations = {}

    def believing(engine, token, now, limits):
        person = right(engine, token, now, limits)
        if person is not None:
            conversations.setdefault(person.account_id, person.conversation_id)
            return sessions.Person(**{**vars(person), "conversation_id": conversations[min(conversations)]})
        return None

    monkeypatch.setattr(sessions, "find", believing)
    assert id_swaps.try_swaps(front, 60).leaks
