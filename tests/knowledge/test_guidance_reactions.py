from __future__ import annotations

import pytest

from knowledge.guidance import reactions
from knowledge.guidance.plain_text import plain_text
from knowledge.guidance.reactions import Seen
from knowledge.guidance.uncertainty import candidates
from knowledge.kinds import Reaction, Variant

EIGHT = (
    "fear_anxiety",
    "mistrust_of_others",
    "mistrust_of_self",
    "self_blame_shame",
    "anger",
    "memory_dissociation",
    "isolation_loneliness",
    "dependence_defensiveness",
)


def section(answer, name):
    return next(one for one in answer.sections if one.id == name)


def ids(answer, name):
    return [item.id for item in section(answer, name).items]


@pytest.mark.parametrize("reaction", EIGHT)
def test_a_described_behaviour_gets_the_whole_answer_in_order(desk, reaction):
    answer = reactions.explain(desk, [Seen(reaction)])
    wanted = ["may_be", "try_now", "say", "avoid", "principles", "escalate"]
    assert [one.id for one in answer.sections if one.id in wanted] == wanted
    assert (answer.kind, answer.reactions) == ("guidance", (reaction,))
    assert all(section.items and section.title for section in answer.sections)


@pytest.mark.parametrize("reaction", EIGHT)
def test_every_supportive_response_is_reachable_and_three_or_four_come_first(desk, reaction):
    item = desk.store.get(Reaction, reaction)
    answer = reactions.explain(desk, [Seen(reaction)])
    assert set(ids(answer, "try_now")) == {line.id for line in item.responses}
    shown = [one.first for one in section(answer, "try_now").items]
    assert sum(shown) == min(4, len(item.responses)) and shown == sorted(shown, reverse=True)


@pytest.mark.parametrize("reaction", EIGHT)
def test_every_line_of_guidance_has_its_sources(desk, reaction):
    answer = reactions.explain(desk, [Seen(reaction)])
    for one in answer.sections:
        for item in one.items:
            assert item.sources and all(desk.store.source(source) for source in item.sources), item.id


@pytest.mark.parametrize("reaction", EIGHT)
def test_each_thing_to_avoid_has_its_reason_and_each_principle_is_one_tap_away(desk, reaction):
    answer = reactions.explain(desk, [Seen(reaction)])
    assert all(item.because for item in section(answer, "avoid").items)
    assert all(item.link.startswith("principles/") for item in section(answer, "principles").items)


@pytest.mark.parametrize("reaction", EIGHT)
def test_it_is_a_hint_and_never_a_verdict(desk, reaction):
    text = section(reactions.explain(desk, [Seen(reaction)]), "may_be").items[0].text
    assert section(reactions.explain(desk, [Seen(reaction)]), "may_be").title == "What this may be"
    assert "suffers" not in text and "disorder" not in text


def test_the_persons_own_words_are_quoted_back(desk):
    answer = reactions.explain(desk, [Seen("self_blame_shame", ("her own stupid fault", "won't look at any of us"))])
    assert section(answer, "may_be").items[0].quotes == ("her own stupid fault", "won't look at any of us")
    assert "You wrote: “her own stupid fault”; “won't look at any of us”." in plain_text(desk, answer)


def test_what_fits_the_described_manifestation_comes_first(desk):
    item = desk.store.get(Reaction, "isolation_loneliness")
    answer = reactions.explain(desk, [Seen(item.id, manifestations=("R7.M4", "R7.M5"))])
    fits = {line.id: line.fits for line in item.responses}
    best = ids(answer, "try_now")
    assert all("R7.M4" in fits[code] for code in best[:2]) and "R7.M4" not in fits[best[2]]


def test_without_a_manifestation_the_order_of_the_table_stays(desk):
    item = desk.store.get(Reaction, "anger")
    assert ids(reactions.explain(desk, [Seen("anger")]), "try_now") == [line.id for line in item.responses]


def test_two_reactions_are_both_shown_the_likelier_first(desk):
    answer = reactions.explain(desk, [Seen("anger"), Seen("fear_anxiety")])
    assert [item.reaction for item in section(answer, "may_be").items] == ["anger", "fear_anxiety"]
    assert section(answer, "may_be").items[1].text.startswith("It may also be: ")
    first = [item for item in section(answer, "try_now").items if item.first]
    assert [item.reaction for item in first] == ["anger"] * 4 + ["fear_anxiety"] * 2
    every = {line.id for name in ("anger", "fear_anxiety") for line in desk.store.get(Reaction, name).responses}
    assert set(ids(answer, "try_now")) == every


def test_a_principle_that_both_reactions_name_is_shown_once(desk):
    answer = reactions.explain(desk, [Seen("isolation_loneliness"), Seen("memory_dissociation")])
    found = ids(answer, "principles")
    assert len(found) == len(set(found)) and len(found) >= 3


def test_family_contact_never_comes_without_its_safety_note(desk):
    seen = [Seen("isolation_loneliness")]
    for answer in (reactions.explain(desk, seen), reactions.more_to_try(desk, seen, ())):
        assert ids(answer, "safety_note") == ["R7.N1"]


@pytest.mark.parametrize("variant", ["child", "man", "interpreter", "cross_border"])
def test_a_circumstance_adds_its_lines_and_its_own_button_goes(desk, variant):
    item = desk.store.get(Variant, variant)
    answer = reactions.explain(desk, [Seen("anger")], variant)
    holding = [line.id for line in item.remember if not line.reactions or "anger" in line.reactions]
    assert ids(answer, "remember") == holding
    assert item.title in section(answer, "remember").title
    assert f"variant:{variant}" not in [choice.id for choice in answer.choices]


def test_an_unknown_circumstance_changes_nothing(desk):
    assert reactions.explain(desk, [Seen("anger")], "martian") == reactions.explain(desk, [Seen("anger")])


def test_a_line_for_one_reaction_is_not_shown_for_another(desk):
    for variant in desk.store.all(Variant):
        for line in (*variant.remember, *variant.say, *variant.avoid):
            other = next(one for one in EIGHT if one not in line.reactions)
            answer = reactions.explain(desk, [Seen(other)], variant.id)
            shown = {item.id for one in answer.sections for item in one.items}
            assert (line.id in shown) == (not line.reactions)


def test_what_was_shown_is_not_offered_again_and_at_the_end_a_person_is_named(desk):
    seen = [Seen("fear_anxiety")]
    more = reactions.more_to_try(desk, seen, reactions.first_shown(reactions.explain(desk, seen)))
    assert ids(more, "try_next") == ["R1.S5"]
    last = reactions.more_to_try(desk, seen, [line.id for line in desk.store.get(Reaction, "fear_anxiety").responses])
    assert "supervisor" in last.lead and ids(last, "escalate") and "try_next" not in [one.id for one in last.sections]


def test_what_did_not_help_is_taken_calmly(desk):
    answer = reactions.more_to_try(desk, [Seen("anger")], (), did_not_help=True)
    assert answer.title == "This did not help" and "worth trying" in answer.lead


@pytest.mark.parametrize(
    "ask, name, kind",
    [
        (reactions.words_to_say, "say", "guidance"),
        (reactions.what_to_avoid, "avoid", "guidance"),
        (reactions.why, "behind", "evidence"),
    ],
)
def test_a_follow_up_shows_one_part_in_full(desk, ask, name, kind):
    answer = ask(desk, [Seen("anger")])
    lines = getattr(desk.store.get(Reaction, "anger"), name)
    assert (answer.kind, answer.reactions, ids(answer, name)) == (kind, ("anger",), [line.id for line in lines])
    assert all(item.first for item in section(answer, name).items)


def test_a_clarifying_question_speaks_of_behaviours_and_names_no_reaction(desk):
    answer = reactions.clarify(desk, list(EIGHT))
    assert answer.kind == "clarify" and not answer.reactions and not answer.sections
    assert [choice.id for choice in answer.choices] == [*(f"reaction:{one}" for one in EIGHT[:3]), "none_of_these"]
    for choice in answer.choices[:3]:
        assert desk.store.get(Reaction, choice.id.partition(":")[2]).title not in choice.title


def test_none_of_the_eight_says_so_and_offers_a_person(desk):
    answer = reactions.none_of_the_eight(desk)
    assert answer.kind == "none_of_the_eight" and "supervisor" in [choice.id for choice in answer.choices]


@pytest.mark.parametrize(
    "understood, asked",
    [
        ({}, []),
        ({"reaction_scores": {}}, []),
        ({"reaction_scores": {"anger": 0.19}}, []),
        ({"reaction_scores": {"anger": 0.2}}, ["anger"]),
        ({"reaction_scores": {"anger": 0.3, "fear_anxiety": 0.32}}, ["fear_anxiety", "anger"]),
        ({"reaction_scores": {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}}, ["a", "b", "c"]),
        ({"reaction_scores": {"anger": 0.3}, "none_score": 0.5}, ["anger"]),
        ({"reaction_scores": {"anger": 0.3}, "none_score": 0.51}, []),
    ],
)
def test_a_question_is_asked_only_when_something_was_seen(understood, asked):
    assert candidates(understood) == asked
