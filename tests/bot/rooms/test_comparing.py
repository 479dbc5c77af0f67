"""What is shared is compared for the group alone; a cell of fewer than five people is not shown."""

import pytest

from bot.rooms.comparing import compared


@pytest.fixture
def people(house):
    for number in range(6):
        house.person(f"guest-{number}")
    return [house.people[f"guest-{number}"] for number in range(6)]


@pytest.fixture
def practised(practice, says):
    def act(person, *moves, shared=True, sure=(2, 2)):
        talk = practice.begin(person, "salma", 1, "each", sure)
        for turn, move in enumerate(moves, start=1):
            practice.reply(talk, person, 1, turn, says(move, text=f"Reply {turn}."))
        if shared:
            practice.share(talk, person, True)
        return talk

    return act


def plot(practice, name):
    return next(one for one in compared(practice) if one.id == name)


def test_without_anything_shared_there_is_nothing_to_see(practice, people, practised):
    practised(people[0], "reflection", shared=False)
    assert compared(practice) == []


def test_four_people_are_not_shown_and_five_are(practice, people, practised):
    for person in people[:4]:
        practised(person, "reflection", "false_promise")
    practised(people[0], "reflection")  # twice the same is not two people
    assert [cell.value for cell in plot(practice, "harmful").cells] == [None]
    assert plot(practice, "harmful").lines == ()
    practised(people[4], "false_promise", "false_promise")
    assert plot(practice, "harmful").lines and plot(practice, "harmful").cells[0].value is not None


def test_what_is_not_shared_or_was_taken_back_does_not_count(practice, people, practised):
    talks = [practised(person, "reflection", sure=(4, 4)) for person in people[:5]]
    practised(people[5], "false_promise", shared=False, sure=(1, 1))
    assert plot(practice, "sure_before").cells[0].value == 4.0
    assert plot(practice, "harmful").cells[0].value == 0.0
    practice.share(talks[0], people[0], False)
    assert plot(practice, "sure_before").cells[0].value is None


def test_who_practises_much_counts_as_much_as_anybody(practice, people, practised):
    for person in people[:5]:
        practised(person, "reflection")
    for _ in range(5):
        practised(people[0], "false_promise")
    # Five of six talks of one person hold a harmful reply, and none of the four others'.
    assert plot(practice, "harmful").cells[0].value == round(10 * 5 / 6 / 5, 1)


def test_months_stand_beside_each_other_and_a_line_breaks_where_one_is_left_out(practice, people, practised, clock):
    for shown in (5, 2, 5):
        for person in people[:shown]:
            practised(person, "reflection")
        clock.later(31)
    found = plot(practice, "listening")
    assert [cell.value is None for cell in found.cells] == [False, True, False]
    assert len(found.lines) == 2 and len({cell.x for cell in found.cells}) == 3


def test_a_room_is_not_among_what_is_shared(practice, people, practised, rooms, trainer, says):
    room = rooms.open(trainer, "salma", 1, "each", "one")
    rooms.join(room, people[0])
    rooms.steer(room, trainer, "begin")
    rooms.reply(room, people[0], 1, says("false_promise"))
    assert compared(practice) == []
