"""What two people agreed on the review list stays understood."""

import asyncio

import pytest

from bot.assembly import opened
from bot.engine import training
from bot.evaluation import reviewed
from bot.evaluation.sets import HeldOut
from bot.settings import Settings

BLADE = {
    "intent": {"name": "describe_behaviour"},
    "reactions": [{"id": "anger"}, {"id": "self_blame_shame"}],
    "urgent": True,
    "situations": [{"id": "suicide_self_harm"}],
    "topic": None,
}


def agreed(**labels):
    return [HeldOut("r1", "she has locked herself in with a blade", labels)]


@pytest.mark.parametrize(
    "labels",
    [
        {"intent": "describe_behaviour", "reactions": ["anger"]},
        {"urgent": True, "situations": ["suicide_self_harm"]},
    ],
)
def test_what_is_understood_as_agreed_is_no_loss(labels):
    assert reviewed.lost(agreed(**labels), [BLADE]) == []


@pytest.mark.parametrize(
    "labels, said",
    [
        ({"intent": "goodbye"}, "r1, intent: goodbye was agreed, describe_behaviour is understood"),
        ({"reactions": []}, "r1, reactions: none was agreed, anger is understood"),
        ({"urgent": False}, "r1, urgent: no was agreed, yes is understood"),
        (
            {"situations": ["missing_person"]},
            "r1, situations: missing_person was agreed, suicide_self_harm is understood",
        ),
        ({"topic": "confidentiality"}, "r1, topic: confidentiality was agreed, none is understood"),
    ],
)
def test_each_label_that_was_lost_is_told(labels, said):
    assert reviewed.lost(agreed(**labels), [BLADE]) == [said]


@pytest.mark.rasa
def test_what_was_agreed_on_the_review_list_is_understood():
    settings, messages = Settings(), reviewed.agreed()
    if not training.is_current(settings):
        training.train(settings)
    # What an export looks like, so that this is tried before anything was agreed.
    sample = agreed(urgent=True, situations=["suicide_self_harm"])
    with opened(settings, keep_records=False) as house:
        answers = [asyncio.run(house.door.understand(one.text)) for one in (*messages, *sample)]
    assert reviewed.lost([*messages, *sample], answers) == []
