"""In a room people practise together; its trainer leads, and nobody outside sees any of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.practice.tables import TalkRow
from bot.practice.talk import NoSuchResident, NotThisWay
from bot.records.erasure import erase
from bot.records.retention import Policy, purge
from bot.rooms.room import NoSuchRoom, NotNow, RoomFull
from bot.rooms.tables import OfferRow, RoomRow, SeatRow, VoteRow

CANARY = "marigold by the blue door"


def test_people_join_by_the_code_however_they_type_it_and_twice_is_once(rooms, room, trainer, night, first):
    assert rooms.join(f" {room[:3].lower()} {room[3:]} ", night) == room
    rooms.join(room, night)
    rooms.join(room, first)
    assert [seat.account for seat in rooms.find(room, trainer).seats] == [night, first]
    with pytest.raises(NoSuchRoom):
        rooms.join("ZZZZZZ", night)


def test_nobody_outside_finds_the_room_and_it_stands_in_no_list_of_talks(rooms, practice, group, stranger, night, says):
    for act in (
        lambda: rooms.find(group, stranger),
        lambda: rooms.steer(group, stranger, "close"),
        lambda: rooms.steer(group, night, "close"),
        lambda: rooms.nudge(group, night, "trust", 10),
        lambda: rooms.take_up(group, night, 1, 1),
        lambda: rooms.wait(group, stranger),
        lambda: rooms.offer(group, stranger, 1, says("reflection")),
    ):
        with pytest.raises(NoSuchRoom):
            act()
    assert practice.mine(night) == [] and practice.all_shared() == [] and rooms.led(stranger) == []
    assert [head.id for head in rooms.joined(night)] == [group]


def test_the_group_suggests_and_votes_and_the_trainer_takes_one_up(rooms, group, trainer, night, first, says):
    rooms.offer(group, night, 1, says("blaming_why", text="Why did you go?"))
    rooms.offer(group, first, 1, says("reflection", text="It sounds lonely."))
    rooms.vote(group, night, 1, 2)
    rooms.vote(group, first, 1, 1)
    rooms.vote(group, first, 1, 2)  # thought again
    found = rooms.find(group, night)
    assert [(one.seat, one.votes) for one in found.offers] == [(2, 2), (1, 0)]
    assert (found.my_vote, found.voted, found.turn) == (2, 2, 1)
    rooms.take_up(group, trainer, 1, 2)
    found = rooms.find(group, night)
    assert found.take.play.replies[0].text == "It sounds lonely." and found.turn == 2 and found.offers == ()
    for act in (
        lambda: rooms.take_up(group, trainer, 1, 1),
        lambda: rooms.vote(group, night, 1, 1),
        lambda: rooms.offer(group, night, 1, says("reflection")),
        lambda: rooms.reply(group, night, 2, says("reflection")),
    ):
        with pytest.raises(NotNow):
            act()


def test_before_it_begins_while_it_is_paused_and_after_it_ended_nothing_is_said(rooms, room, trainer, night, says):
    rooms.join(room, night)

    def refused():
        with pytest.raises(NotNow):
            rooms.offer(room, night, 1, says("reflection"))
        return rooms.find(room, night).state

    assert refused() == "waiting"
    rooms.steer(room, trainer, "begin")
    rooms.wait(room, night)
    assert refused() == "paused"
    rooms.steer(room, trainer, "go_on")
    rooms.offer(room, night, 1, says("reflection"))
    rooms.steer(room, trainer, "close")
    assert refused() == "over" and rooms.joined(night) == []
    with pytest.raises(RoomFull):
        rooms.join(room, trainer + 100)


@pytest.mark.parametrize("step", ["pause", "close"])
def test_a_press_that_was_on_its_way_when_the_room_was_halted_changes_nothing(
    rooms, room, trainer, night, says, monkeypatch, step
):
    rooms.join(room, night)
    rooms.steer(room, trainer, "begin")
    rooms.offer(room, night, 1, says("reflection"))
    before, checked = rooms.find(room, trainer), rooms._now
    monkeypatch.setattr(rooms, "_now", lambda *given: (checked(*given), rooms.steer(room, trainer, step))[0])
    with pytest.raises(NotNow):
        rooms.vote(room, night, 1, before.offers[0].seat)
    rooms.steer(room, trainer, "go_on")
    if step == "pause":
        with pytest.raises(NotNow):
            rooms.offer(room, night, 1, says("question"))
    assert rooms.find(room, trainer).offers == before.offers


def test_time_runs_from_the_beginning_and_stands_still_in_a_pause(rooms, trainer, night, clock):
    room = rooms.open(trainer, "salma", 1, "end", "one", 10)
    rooms.join(room, night)
    clock.now += 3600
    rooms.steer(room, trainer, "begin")
    clock.now += 240
    rooms.steer(room, trainer, "pause")
    clock.now += 900
    assert rooms.find(room, night).left == 360
    rooms.steer(room, trainer, "go_on")
    clock.now += 361
    assert rooms.find(room, night).state == "over"
    rooms.steer(room, trainer, "longer")
    assert rooms.find(room, night).left == 299


def test_one_has_one_seat_and_two_speak_in_turn(rooms, trainer, night, first, says):
    alone = rooms.open(trainer, "salma", 1, "each", "one")
    rooms.join(alone, night)
    with pytest.raises(RoomFull):
        rooms.join(alone, first)
    pair = rooms.open(trainer, "salma", 1, "each", "pair")
    for person in (night, first):
        rooms.join(pair, person)
    rooms.steer(pair, trainer, "begin")
    with pytest.raises(NotNow):
        rooms.reply(pair, first, 1, says("reflection"))
    rooms.reply(pair, night, 1, says("reflection"))
    rooms.reply(pair, night, 1, says("reflection"))  # pressed twice
    rooms.reply(pair, first, 2, says("offering_choice"))
    rooms.leave(pair, first)
    assert rooms.find(pair, night).is_mine_to_say
    with pytest.raises(NoSuchRoom):
        rooms.find(pair, first)
    rooms.join(pair, first)
    assert [seat.number for seat in rooms.find(pair, first).seats] == [1, 2]


def test_a_closed_door_lets_nobody_in_until_it_is_opened(rooms, room, trainer, night):
    rooms.steer(room, trainer, "door")
    with pytest.raises(RoomFull):
        rooms.join(room, night)
    rooms.steer(room, trainer, "door")
    assert rooms.join(room, night) == room


def test_the_trainer_moves_the_inner_state_and_that_is_written_down(rooms, group, trainer, house):
    before = rooms.find(group, trainer).take.trace.position.inner["trust"]
    rooms.nudge(group, trainer, "trust", 10)
    assert rooms.find(group, trainer).take.trace.position.inner["trust"] == before + 10
    assert ("nudged", f"account:{trainer}", f"practice:{group}") in house.written_down()
    for feeling, points in (("joy", 10), ("trust", 0), ("trust", 31)):
        with pytest.raises(NotThisWay):
            rooms.nudge(group, trainer, feeling, points)


@pytest.mark.parametrize(
    "chosen", [("salma", 4), ("salma", 1, "never"), ("salma", 1, "each", "crowd"), ("salma", 1, "each", "one", 7)]
)
def test_only_what_is_offered_can_be_chosen(rooms, trainer, chosen):
    with pytest.raises(NotThisWay):
        rooms.open(trainer, *chosen)
    with pytest.raises(NoSuchResident):
        rooms.open(trainer, "nobody", 1)


def test_no_suggestion_stands_in_clear(rooms, group, house, night, says):
    rooms.offer(group, night, 1, says("reflection", text=CANARY))
    for table in (RoomRow, SeatRow, OfferRow, VoteRow, TalkRow):
        for row in house.rows(table):
            kept = repr([getattr(row, column.name) for column in table.__table__.columns])
            assert not any(word in kept for word in ("marigold", "salma", "reflection"))


def test_a_room_goes_with_its_trainer_and_a_seat_loses_its_name_with_its_account(
    rooms, group, house, trainer, night, says
):
    rooms.offer(group, night, 1, says("reflection"))
    erase(house.keeping, "account", str(night))
    assert [seat.account for seat in rooms.find(group, trainer).seats][0] is None
    erase(house.keeping, "account", str(trainer))
    assert all(house.rows(table) == [] for table in (RoomRow, SeatRow, OfferRow, VoteRow, TalkRow))


def test_a_room_goes_when_it_was_kept_long_enough(rooms, group, house, clock):
    assert purge(house.keeping, Policy(practice_days=180), clock.later(181)).owners["practice"] == 1
    with Session(house.engine) as session:
        assert session.scalars(select(SeatRow)).all() == []


def test_the_room_goes_back_with_its_trainer_and_both_ways_stay(rooms, group, trainer, night, first, stranger, says):
    for turn, text in ((1, "You decide about the doctor."), (2, "Why did you stay?")):
        rooms.offer(group, night, turn, says("blaming_why" if turn == 2 else "offering_choice", text=text))
        rooms.vote(group, first, turn, 1)
        rooms.take_up(group, trainer, turn, 1)
    rooms.offer(group, first, 3, says("reflection"))
    rooms.back(group, trainer, 1)
    found = rooms.find(group, night)
    assert (found.turn, found.offers, found.voted, found.state) == (2, (), 0, "running")
    rooms.offer(group, first, 2, says("reflection", text="It sounds lonely."))
    rooms.take_up(group, trainer, 2, 2)
    found = rooms.find(group, night)
    assert [one.play.replies[1].text for one in found.talk.all_takes] == ["Why did you stay?", "It sounds lonely."]
    assert (found.take.number, found.take.from_take, found.take.from_turn) == (2, 1, 1)
    for act, raised in (
        (lambda: rooms.back(group, night, 0), NoSuchRoom),
        (lambda: rooms.back(group, stranger, 0), NoSuchRoom),
        (lambda: rooms.back(group, trainer, 9), NotNow),
    ):
        with pytest.raises(raised):
            act()
    rooms.steer(group, trainer, "close")
    with pytest.raises(NotNow):
        rooms.back(group, trainer, 0)


def test_when_the_resident_left_the_room_can_go_back_and_go_on(rooms, room, trainer, night, says):
    rooms.join(room, night)
    rooms.steer(room, trainer, "begin")
    turn = 0
    while rooms.find(room, trainer).state != "over":
        turn += 1
        rooms.offer(room, night, turn, says("judging", text=f"You should be thankful {turn}."))
        rooms.take_up(room, trainer, turn, 1)
    assert not rooms.find(room, trainer).closed
    rooms.back(room, trainer, turn - 1)
    assert rooms.find(room, trainer).state == "running"
