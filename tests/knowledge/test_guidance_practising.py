"""From an answer to a resident who reacts like that, without a word of the consultation."""

import pytest

from knowledge.guidance import practising
from knowledge.guidance.plain_text import plain_text
from knowledge.kinds import Reaction, Scenario


def test_the_nearest_residents_of_a_reaction_come_first(desk):
    answer = practising.residents(desk, ["self_blame_shame"])
    assert answer.kind == "practice" and answer.choices
    offered = [desk.store.get(Scenario, one.id.partition(":")[2]) for one in answer.choices]
    assert all("self_blame_shame" in one.reactions for one in offered)
    mainly = [one.reactions[0] == "self_blame_shame" for one in offered]
    assert mainly == sorted(mainly, reverse=True)


@pytest.mark.parametrize("reactions", [[], ["no_such_reaction"]])
def test_without_a_reaction_one_resident_for_each_is_offered(desk, reactions):
    answer = practising.residents(desk, reactions)
    first = [desk.store.get(Scenario, one.id.partition(":")[2]).reactions[0] for one in answer.choices]
    assert len(first) == len(set(first)) >= 1 and "All are invented" in answer.lead


def test_every_reaction_leads_to_somebody(desk):
    for reaction in desk.store.all(Reaction):
        assert practising.residents(desk, [reaction.id]).choices


def test_where_no_page_opens_the_resident_is_introduced_with_what_comes_up(desk):
    answer = practising.resident(desk, "salma")
    text = plain_text(desk, answer)
    assert desk.store.get(Scenario, "salma").content_note in text and "roleplay play salma" in text
