"""What reaches Telegram, and what breaks it: the short form of `python -m benchmarks.telegram`."""

from __future__ import annotations

import pytest

from benchmarks.telegram import holds
from benchmarks.telegram_alerts import is_fixed, send_alerts
from benchmarks.telegram_updates import send_updates

pytestmark = pytest.mark.system


async def test_of_what_staff_wrote_nothing_leaves_the_house_and_every_alert_is_delivered(tmp_path):
    figures = await send_alerts(120, tmp_path, faults=0.1, seed=7)
    print(figures)
    assert figures["other_bodies"] == [] and figures["canaries"] == 0 and figures["errors"] == []
    assert figures["delivered"] == figures["alerts"] and figures["taken_by_a_press"] > 10


async def test_broken_updates_change_nothing_for_strangers_and_stop_nobody(tmp_path):
    figures = await send_updates(1000, tmp_path, seed=7)
    print(figures)
    assert holds(figures) and figures["done_for_vera"] > 20


def test_a_body_with_a_word_more_than_a_template_is_found():
    assert is_fixed("An item needs your attention. Code K7QP. Open the usual page.")
    assert not is_fixed("An item needs your attention. Code K7QP. Open the usual page. Amina")
    assert not is_fixed("An item needs your attention. Code AMINA. Open the usual page.")
