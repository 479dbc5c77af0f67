"""One word through the house: who knows a topic's word knows its files."""

from __future__ import annotations

import pytest
import yaml

from bot.settings import PROJECT

TOPICS = sorted(path.stem for path in (PROJECT / "bot" / "domain").glob("*.yml") if not path.stem.startswith("_"))
#: Not said to the assistant: the mark of what trainees say to a played resident.
NO_INTENT = {"practice_reply"}
STORIES = sorted((PROJECT / "data" / "stories").glob("*.yml"))


def domain(topic: str) -> dict:
    return yaml.safe_load((PROJECT / "bot" / "domain" / f"{topic}.yml").read_text(encoding="utf-8"))


def intents(topic: str) -> set[str]:
    return {name for one in domain(topic).get("intents", []) for name in ([one] if isinstance(one, str) else one)}


def told(topic: str, what: str) -> set[str]:
    """The intents or actions that the rules and stories of a topic tell of."""
    file = yaml.safe_load((PROJECT / "data" / "stories" / f"{topic}.yml").read_text(encoding="utf-8"))
    parts = [*file.get("rules", []), *file.get("stories", [])]
    return {step[what] for part in parts for step in part["steps"] if what in step}


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("place", ["data/stories/{}.yml", "actions/{}.py"])
def test_a_topic_has_the_same_name_everywhere(topic, place):
    assert (PROJECT / place.format(topic)).is_file()


@pytest.mark.parametrize("place, ending", [("data/stories", "yml"), ("actions", "py")])
def test_no_file_belongs_to_a_topic_that_is_not_there(place, ending):
    found = {path.stem for path in (PROJECT / place).glob(f"*.{ending}") if not path.stem.startswith("_")}
    assert found - set(TOPICS) == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_every_intent_of_a_topic_leads_to_an_answer(topic):
    assert intents(topic) - NO_INTENT <= told(topic, "intent")


@pytest.mark.parametrize("topic", TOPICS)
def test_every_action_of_a_topic_is_used_by_its_rules_and_stands_in_its_file(topic):
    actions = set(domain(topic).get("actions", []))
    code = (PROJECT / "actions" / f"{topic}.py").read_text(encoding="utf-8")
    assert actions <= told(topic, "action")
    assert [name for name in actions if f'"{name}"' not in code] == []


def test_the_intents_that_scripts_rely_on_are_there():
    relied_on = (
        "describe_behaviour ask_principle ask_checklist ask_retrafficking_risk ask_evidence ask_alternatives "
        "ask_what_to_say what_to_avoid start_roleplay end_roleplay talk_to_supervisor staff_wellbeing greet thanks "
        "goodbye bot_challenge privacy_question help affirm deny out_of_scope"
    )
    assert set(relied_on.split()) <= set().union(*(intents(topic) for topic in TOPICS))


def test_no_guidance_stands_in_the_domain():
    for topic in (*TOPICS, "_shared"):
        assert not domain(topic).get("responses")
