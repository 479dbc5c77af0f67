"""What a trainee does in practice is kept for the trainee, word for word, and for nobody else."""

import pytest

from bot.practice.tables import TakeRow, TalkRow
from bot.practice.talk import NoSuchResident, NoSuchTalk, NotThisWay, SaidMeanwhile
from bot.records.erasure import erase, owners
from bot.records.retention import Policy, purge
from knowledge.roleplay.play import Nudge
from knowledge.roleplay.stage import TalkEnded

CANARY = "marigold by the blue door"


def test_a_talk_begins_with_the_residents_first_line_and_nobody_has_said_anything(practice, night, talk):
    found = practice.find(talk, night)
    assert found.newest.trace.turns[0].line.says and len(found.newest.trace.turns) == 1
    assert (found.head.terms.level, found.head.terms.feedback, found.head.terms.before) == (1, "each", (2, 1))
    assert not found.head.is_over and found.head.shared_at is None


def test_a_reply_is_answered_and_the_same_reply_sent_twice_is_one(practice, night, talk, says):
    reply = says("offering_choice")
    once = practice.reply(talk, night, 1, 1, reply)
    assert practice.reply(talk, night, 1, 1, reply) == once
    assert [turn.number for turn in once.newest.trace.turns] == [0, 1]
    with pytest.raises(SaidMeanwhile):
        practice.reply(talk, night, 1, 1, says("reflection", text="Another reply."))
    for turn in (0, 3, -1):
        with pytest.raises(NotThisWay):
            practice.reply(talk, night, 1, turn, reply)


def test_after_a_restart_the_talk_goes_on_where_it_stood(practice, again, night, talk, says):
    before = practice.reply(talk, night, 1, 1, says("reflection"))
    assert again().find(talk, night) == before


def test_another_way_from_an_earlier_turn_leaves_the_first_way_as_it_was(practice, night, talk, says):
    for turn, move in enumerate(("offering_choice", "pressing_for_details", "pressing_for_details"), start=1):
        known = practice.reply(talk, night, 1, turn, says(move, text=f"Reply {turn}."))
    branched = practice.rewind(talk, night, 1, 1)
    assert practice.rewind(talk, night, 1, 1) == branched  # pressed twice
    went = practice.reply(talk, night, 2, 2, says("reflection"))
    assert went.all_takes[0] == known.newest
    assert (went.newest.number, went.newest.from_take, went.newest.from_turn) == (2, 1, 1)
    assert went.newest.trace.turns[:2] == known.newest.trace.turns[:2]
    assert went.newest.trace.turns[2].after["trust"] > known.newest.trace.turns[2].after["trust"]
    with pytest.raises(NotThisWay):
        practice.rewind(talk, night, 2, 2)
    with pytest.raises(NoSuchTalk):
        practice.rewind(talk, night, 7, 0)


def test_when_the_resident_leaves_the_talk_is_over_and_can_be_wound_back(practice, night, talk, says):
    turn = 0
    while not practice.find(talk, night).newest.ended:
        turn += 1
        practice.reply(talk, night, 1, turn, says("blaming_why", text=f"Why did you {turn}?"))
    assert practice.mine(night)[0].is_over
    with pytest.raises(TalkEnded):
        practice.reply(talk, night, 1, turn + 1, says("reflection"))
    assert not practice.rewind(talk, night, 1, turn - 1).head.is_over


def test_stopping_early_is_only_an_end(practice, night, talk):
    practice.stop(talk, night)
    practice.sure_after(talk, night, (4, 3))
    found = practice.find(talk, night).head
    assert found.is_over and (found.terms.before, found.terms.after) == ((2, 1), (4, 3))


@pytest.mark.parametrize("sure", [(0, 3), (3, 6), (3,), (1, 2, 3)])
def test_only_answers_that_were_offered_are_taken(practice, night, talk, sure):
    with pytest.raises(NotThisWay):
        practice.sure_after(talk, night, sure)
    with pytest.raises(NotThisWay):
        practice.begin(night, "salma", 4)
    with pytest.raises(NoSuchResident):
        practice.begin(night, "nobody", 1)


def test_a_trainers_hand_moves_the_inner_state_without_a_turn(practice, night, talk):
    before = practice.find(talk, night).newest.trace.position
    after = practice.nudge(talk, night, 1, Nudge({"trust": 20})).newest.trace.position
    assert after.number == before.number and after.inner["trust"] == before.inner["trust"] + 20


def test_ten_talks_with_the_same_resident_do_not_begin_alike(practice, night):
    first = [practice.find(practice.begin(night, "salma", 1), night).newest.trace.turns[0].line.key for _ in range(4)]
    assert len(set(first)) == 4


def test_nobody_else_finds_a_talk_until_it_is_shared_and_not_after_that_was_taken_back(
    practice, house, night, first, talk
):
    for act in (
        lambda: practice.find(talk, first),
        lambda: practice.find(talk, None),
        lambda: practice.shared(talk, first),
        lambda: practice.share(talk, first, True),
        lambda: practice.stop(talk, first),
        lambda: practice.erase(talk, first),
    ):
        with pytest.raises(NoSuchTalk):
            act()
    assert practice.all_shared() == [] and practice.mine(first) == []
    practice.share(talk, night, True)
    assert [head.id for head in practice.all_shared()] == [talk]
    assert practice.shared(talk, first).head.id == talk
    practice.share(talk, night, False)
    with pytest.raises(NoSuchTalk):
        practice.shared(talk, first)
    written = [entry for entry in house.written_down() if entry[2] == f"practice:{talk}"]
    assert [(action, who) for action, who, _ in written] == [
        ("shared", f"account:{night}"),
        ("read_by_other", f"account:{first}"),
        ("unshared", f"account:{night}"),
    ]


def test_no_word_no_resident_and_no_answer_stands_in_clear(practice, house, night, talk, says):
    practice.reply(talk, night, 1, 1, says("reflection", text=CANARY))
    for table in (TalkRow, TakeRow):
        for row in house.rows(table):
            kept = repr([getattr(row, column.name) for column in table.__table__.columns])
            assert not any(word in kept for word in ("marigold", "salma", "reflection", "each"))


def test_what_its_owner_erases_is_gone_and_stays_gone(practice, house, night, talk):
    practice.erase(talk, night)
    with pytest.raises(NoSuchTalk):
        practice.find(talk, night)
    assert house.rows(TalkRow) == house.rows(TakeRow) == [] and owners(house.engine) == []
    assert [one.owner for one in house.keeping.tombstones.read()] == [talk]


def test_with_an_account_its_practice_goes(practice, house, night, first, talk):
    other = practice.begin(first, "salma", 1)
    erase(house.keeping, "account", str(night))
    assert [row.id for row in house.rows(TalkRow)] == [other]
    assert {one.kind for one in house.keeping.tombstones.read()} == {"account", "practice"}


def test_practice_goes_when_it_was_kept_long_enough(practice, house, clock, night, talk, says):
    clock.later(100)
    practice.reply(talk, night, 1, 1, says("reflection"))
    assert purge(house.keeping, Policy(practice_days=180), clock.later(179)).owners["practice"] == 0
    assert purge(house.keeping, Policy(practice_days=180), clock.later(2)).owners["practice"] == 1
    assert house.rows(TakeRow) == []


def test_a_resident_written_anew_is_told(practice, night, talk, monkeypatch):
    assert not practice.find(talk, night).rewritten
    monkeypatch.setattr(practice.residents, "version", lambda scenario: "another")
    assert practice.find(talk, night).rewritten


def test_a_talk_with_a_resident_who_is_no_longer_there_can_only_be_erased(practice, night, talk, monkeypatch):
    def gone(scenario):
        raise NoSuchResident(scenario)

    monkeypatch.setattr(practice.residents, "get", gone)
    assert practice.mine(night)[0].scenario is None
    with pytest.raises(NoSuchResident):
        practice.find(talk, night)
    practice.erase(talk, night)
    assert practice.mine(night) == []
