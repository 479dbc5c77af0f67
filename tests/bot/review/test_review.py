"""What staff send for review is kept sealed and without them, and becomes something only when two people agree."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.erasure import erase
from bot.records.retention import Policy, purge
from bot.review.entry import APPROVED, DECLINED, Changed, NoSuchEntry, OwnProposal
from bot.review.proposal import NOTE, NotUsable, Proposal
from bot.review.tables import ReviewRow

DAY = 86_400.0


def test_a_message_sent_twice_is_one_entry_and_nobody_is_written_down(review, sent, house):
    first, again = sent(), sent()
    assert first == again and [one.text for one in review.listed()] == ["she hides bread under the bed"]
    (entry,) = [one for one in house.audit.entries() if one.action == "review_sent"]
    assert (entry.who, entry.subject) == ("service", f"review:{first.id}")


def test_what_is_kept_is_sealed(review, sent, house, blame, people):
    review.propose(sent().id, 1, blame, people[0])
    with Session(house.engine) as session:
        row = session.scalars(select(ReviewRow)).one()
    assert b"bread" not in row.sealed and b"fault" not in row.proposal
    assert "talk-1" not in str(vars(row))


def test_whoever_sent_it_takes_it_back_for_good(review, sent, people, blame, house):
    number = sent().id
    review.propose(number, 1, blame, people[0])
    review.take_back("talk-1", "0" * 16)
    assert review.listed() == [] and review.of_talk("talk-1", ["0" * 16]) == {}
    with pytest.raises(NoSuchEntry):
        review.take_back("talk-1", "0" * 16)
    with Session(house.engine) as session:
        assert house.keys.reader(session, "review", number) is None


def test_nobody_takes_back_what_another_conversation_sent(review, sent):
    sent()
    with pytest.raises(NoSuchEntry):
        review.take_back("talk-2", "0" * 16)


def test_what_is_decided_is_not_taken_back(review, sent, people):
    review.decline(sent().id, 1, "covered", people[0])
    with pytest.raises(Changed):
        review.take_back("talk-1", "0" * 16)


def test_a_second_person_approves_and_never_the_one_who_proposed(review, sent, people, blame):
    entry = review.propose(sent().id, 1, blame, people[0])
    with pytest.raises(OwnProposal):
        review.approve(entry.id, entry.version, people[0])
    review.approve(entry.id, entry.version, people[1])
    assert review.find(entry.id).state == APPROVED and review.approved() == [blame]


def test_what_was_changed_meanwhile_is_not_approved_unread(review, sent, people, blame):
    entry = review.propose(sent().id, 1, blame, people[0])
    review.propose(entry.id, entry.version, replace(blame, text="she blames herself each day"), people[0])
    with pytest.raises(Changed):
        review.approve(entry.id, entry.version, people[1])
    assert review.approved() == []


def test_who_changes_a_proposal_proposes_it(review, sent, people, blame):
    entry = review.propose(sent().id, 1, blame, people[0])
    entry = review.propose(entry.id, entry.version, replace(blame, text="it is all my fault, she says"), people[1])
    with pytest.raises(OwnProposal):
        review.approve(entry.id, entry.version, people[1])
    review.approve(entry.id, entry.version, people[0])


def test_it_is_decided_once(review, sent, people, blame):
    entry = review.propose(sent().id, 1, blame, people[0])
    review.decline(entry.id, entry.version, "not_clear", people[1])
    for act in (review.approve, lambda *given: review.decline(given[0], given[1], "other", given[2])):
        with pytest.raises(Changed):
            act(entry.id, entry.version + 1, people[1])
    assert review.find(entry.id).state == DECLINED


def test_what_is_too_personal_is_erased_at_once(review, sent, people):
    review.decline(sent().id, 1, "too_personal", people[0])
    assert review.listed() == []


def test_what_a_reviewer_types_is_masked_and_has_to_be_put_otherwise(review, people, blame):
    with pytest.raises(NotUsable) as refused:
        review.propose_anew(replace(blame, text="Amina says all is her fault"), people[0])
    assert refused.value.reason == "masked" and refused.value.shown.text == "[name] says all is her fault"
    assert review.listed() == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": "  \n "}, "empty"),
        ({"text": "x" * 301}, "long"),
        ({"text": "the resident [name] cries"}, "brackets"),
        ({"intent": "practice_reply"}, "intent"),
        ({"reactions": None}, "label"),
        ({"reactions": ("none", "anger")}, "label"),
        ({"situations": ("overdose",)}, "label"),
        ({"intent": "ask_principle", "topic": "arrival"}, "topic"),
        ({"kind": NOTE, "item": "reactions/joy", "reason": "wrong"}, "item"),
        ({"kind": NOTE, "item": "reactions/anger", "reason": "dull"}, "reason"),
    ],
)
def test_a_proposal_that_does_not_fit_is_refused_with_its_reason(review, people, blame, change, reason):
    with pytest.raises(NotUsable) as refused:
        review.propose_anew(replace(blame, **change), people[0])
    assert refused.value.reason == reason


def test_a_note_names_an_item_and_keeps_nothing_else(review, people):
    given = Proposal(
        NOTE, "Say  that\nshe may eat alone.", "help", ("anger",), item="reactions/anger", reason="missing"
    )
    kept = review.propose_anew(given, people[0])
    assert kept.proposal == Proposal(NOTE, "Say that she may eat alone.", item="reactions/anger", reason="missing")


def test_entries_go_with_the_days_of_alerts(review, sent, house, clock, people, blame):
    number = sent().id
    clock.later(80)
    review.propose(number, 1, blame, people[0])
    purge(house.keeping, Policy(), clock.later(89))
    assert [one.id for one in review.listed()] == [number]
    assert purge(house.keeping, Policy(), clock.later(2)).owners["review"] == 1
    assert review.listed() == []


def test_an_entry_is_erased_by_its_code(review, sent, house):
    erase(house.keeping, "review", sent().id)
    assert review.listed() == []


def test_of_two_who_decide_at_once_one_is_first(review, sent, people, blame, house):
    from concurrent.futures import ThreadPoolExecutor

    entry = review.propose(sent().id, 1, blame, people[0])

    def decide(reason):
        try:
            review.decline(entry.id, entry.version, reason, people[1])
        except Changed:
            return ""
        return reason

    with ThreadPoolExecutor(6) as pool:
        done = [one for one in pool.map(decide, ["covered", "other", "not_clear"] * 2) if one]
    assert len(done) == 1 and review.find(entry.id).reason == done[0]
