from __future__ import annotations

import pytest

from knowledge.guidance import reference
from knowledge.guidance.desk import Desk
from knowledge.kinds import Checklist, Principle, Topic
from knowledge.site import Site
from knowledge.store import UnknownItem


def test_every_principle_says_what_it_means_the_duties_and_the_dilemmas(desk):
    for item in desk.store.all(Principle):
        answer = reference.principle(desk, item.id)
        assert (answer.kind, answer.topic, answer.title) == ("principle", item.id, item.title)
        shown = [line.id for section in answer.sections for line in section.items]
        assert shown == [line.id for line in (*item.explanation, *item.duties, *item.dilemmas)]


def test_a_dilemma_tells_the_question_and_what_the_principle_decides(desk):
    dilemmas = next(one for one in reference.principle(desk, "confidentiality").sections if one.id == "dilemmas")
    assert dilemmas.items[0].text.startswith("Police ask for the file. Stay polite.")


def test_every_checklist_shows_its_steps_in_order(desk):
    for item in desk.store.all(Checklist):
        answer = reference.checklist(desk, item.id)
        assert (answer.kind, answer.topic, answer.lead) == ("checklist", item.id, item.purpose)
        steps = [section for section in answer.sections if section.id == "steps"]
        assert all(section.ordered for section in steps)
        assert [step.id for section in steps for step in section.items] == [
            line.id for part in item.sections for line in part.lines
        ]
        shown = {line.id for section in answer.sections for line in section.items}
        assert {line.id for line in (*item.do_not, *item.notes)} <= shown


def test_a_sites_own_steps_follow_the_others_and_are_named_as_its_own(store):
    desk = Desk(store, Site(local_steps={"arrival": ("Ring twice.", "Ask for Bed 4.")}))
    local = next(one for one in reference.checklist(desk, "arrival").sections if one.id == "local_steps")
    assert local.title == "At this site"
    assert [(item.id, item.text, item.sources) for item in local.items] == [
        ("SH-ARR-LOCAL1", "Ring twice.", ()),
        ("SH-ARR-LOCAL2", "Ask for Bed 4.", ()),
    ]
    assert "local_steps" not in [one.id for one in reference.checklist(desk, "travel").sections]


@pytest.mark.parametrize(
    "topic, kind",
    [
        ("retrafficking_who", "retrafficking"),
        ("monitoring", "retrafficking"),
        ("retrafficking_study", "evidence"),
        ("limits", "about"),
        ("staff_strain", "staff"),
    ],
)
def test_a_subject_is_called_by_its_group(desk, topic, kind):
    found = desk.store.get(Topic, topic)
    answer = reference.topic(desk, topic)
    assert answer.topic == topic and [one.id for one in answer.sections] == [one.id for one in found.sections]
    assert answer.kind == kind


def test_every_subject_can_be_shown(desk):
    for item in desk.store.all(Topic):
        assert reference.topic(desk, item.id).source_ids()


def test_someone_who_knows_no_name_can_choose_from_a_list(desk):
    assert [choice.id for choice in reference.list_principles(desk).choices] == [
        f"principle:{item.id}" for item in desk.store.all(Principle)
    ]
    assert len(reference.list_checklists(desk).choices) == 20
    offered = {choice.id for choice in reference.list_topics(desk, "retrafficking").choices}
    assert {"topic:retrafficking_who", "topic:retrafficking_when", "topic:retrafficking_why"} <= offered


def test_what_was_not_understood_is_met_with_the_nearest_items_and_an_honest_word(desk):
    answer = reference.found(desk, "something about the confidentiality of files")
    assert answer.kind == "not_understood" and "I may have something on this" in answer.lead
    assert any(choice.id.endswith(":confidentiality") for choice in answer.choices)


@pytest.mark.parametrize("words", ["", "qwrtz plmk", "🙂", "' OR 1=1"])
def test_where_nothing_is_near_only_the_ways_out_are_offered(desk, words):
    answer = reference.found(desk, words)
    assert [choice.id for choice in answer.choices] == ["describe", "checklists", "supervisor", "help"]
    assert "I may have something" not in answer.lead


@pytest.mark.parametrize("show", [reference.principle, reference.checklist, reference.topic])
def test_an_unknown_name_is_an_error_for_the_caller_and_not_an_empty_answer(desk, show):
    with pytest.raises(UnknownItem):
        show(desk, "nonsense")
