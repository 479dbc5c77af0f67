"""The figures of practice count what matters there: harm that is missed, and harm that is seen where none is."""

from __future__ import annotations

import pytest

from bot.evaluation import figures
from bot.evaluation.moves import harmful, single_figures, talk_figures

POOR = frozenset({"judging", "rushing"})


def test_the_content_says_which_moves_are_harmful():
    assert {"false_promise", "unasked_touch", "multiple_questions"} <= harmful()
    assert not {"reflection", "small_talk_or_other"} & harmful()


def test_a_missed_harmful_move_and_a_false_alarm_are_counted_apart():
    gold = [{"judging", "rushing"}, {"judging"}, {"reflection"}, {"validation"}]
    given = [{"judging"}, {"reflection"}, {"rushing"}, {"validation"}]
    found = single_figures(gold, given, POOR)
    assert found["harmful moves found"] == pytest.approx(1 / 3)
    assert found["replies with a harmful move noticed"] == 0.5
    assert found["false alarms on good replies"] == 0.5


def test_all_right_is_one_everywhere_and_no_alarm():
    gold = [{"judging"}, {"reflection", "validation"}]
    found = single_figures(gold, gold, POOR)
    assert found["micro-F1"] == found["macro-F1"] == found["harmful moves found"] == 1.0
    assert found["false alarms on good replies"] == 0.0


def test_a_kind_of_talk_that_is_never_met_does_not_count():
    assert talk_figures(["question", "other"], ["question", "input"])["macro-F1"] == pytest.approx(0.5)


async def test_only_sets_of_practice_are_read_as_said_to_a_resident(monkeypatch):
    asked = []

    async def understand(text, practice=False):
        asked.append(practice)
        return {"moves": [{"id": "grounding"}], "talk": "other", "urgent": False, "situations": []}

    monkeypatch.setattr(figures, "MEASURED", {name: figures.MEASURED[name] for name in ("moves", "talk", "urgent")})
    found = {one.name: one for one in await figures.of_split("dev", understand)}
    assert set(found) == {"moves", "talk", "urgent"} and set(asked) == {True, False}
    assert found["moves"].figures["micro-F1"] < 0.2
