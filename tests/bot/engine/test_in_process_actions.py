from __future__ import annotations

import pytest
import yaml
from rasa.utils.endpoints import ClientResponseError

import actions._desk
from bot.engine.in_process_actions import InProcessActions
from bot.settings import PROJECT


@pytest.fixture
def endpoint(desk, monkeypatch):
    monkeypatch.setattr(actions._desk, "_desk", desk)
    return InProcessActions()


def call(action: str, **message) -> dict:
    """What Rasa sends an action server: the action's name and the conversation so far."""
    tracker = {
        "sender_id": "c1",
        "slots": {},
        "latest_message": message,
        "events": [],
        "paused": False,
        "latest_event_time": 0.0,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    }
    return {"next_action": action, "sender_id": "c1", "tracker": tracker, "domain": {}, "version": "3.6.21"}


def domain_actions() -> list[str]:
    files = sorted((PROJECT / "bot" / "domain").glob("*.yml"))
    return [name for file in files for name in yaml.safe_load(file.read_text(encoding="utf-8")).get("actions", [])]


def test_every_action_of_the_domain_is_there_and_no_other(endpoint):
    assert set(endpoint._executor.actions) == set(domain_actions())


@pytest.mark.parametrize("action", domain_actions())
async def test_every_action_answers_even_when_nothing_was_understood(endpoint, action):
    reply = await endpoint.request(json=call(action))
    (message,) = reply["responses"]
    assert message["custom"]["answer"]["kind"]


async def test_a_recognised_reaction_is_explained_with_the_words_that_led_there(endpoint):
    cue = {"start": 0, "end": 9, "text": "he shouts"}
    seen = {"id": "anger", "confidence": 0.9, "cues": [cue], "manifestations": []}
    reply = await endpoint.request(json=call("action_explain_reaction", text="he shouts", reactions=[seen]))
    answer = reply["responses"][0]["custom"]["answer"]
    assert answer["reactions"] == ["anger"] and answer["sections"][0]["items"][0]["quotes"] == ["he shouts"]
    assert {event["name"] for event in reply["events"]} >= {"seen", "shown"}


async def test_a_button_wins_over_what_was_read(endpoint):
    chosen = [{"entity": "reaction", "value": "anger"}]
    reply = await endpoint.request(json=call("action_explain_reaction", text="/x", entities=chosen))
    assert reply["responses"][0]["custom"]["answer"]["reactions"] == ["anger"]


async def test_an_action_that_fails_says_so_without_the_persons_words(endpoint, desk, monkeypatch, caplog):
    monkeypatch.setattr(actions._desk, "_desk", None)
    monkeypatch.setattr(actions._desk, "open_store", lambda url: 1 / 0)
    reply = await endpoint.request(json=call("action_greet", text="my secret"))
    assert reply["responses"] == [{"custom": {"action_failed": True}}] and reply["events"] == []
    assert "action_greet failed: ZeroDivisionError" in caplog.text and "secret" not in caplog.text


async def test_an_action_that_does_not_exist_is_an_error_rasa_understands(endpoint):
    with pytest.raises(ClientResponseError) as error:
        await endpoint.request(json=call("action_dance"))
    assert error.value.status == 404
