"""A trainer asks somebody to practise; what they do with it stays theirs until they share it."""

import pytest

from bot.practice.talk import NoSuchTalk, NotThisWay
from bot.records.erasure import erase
from bot.rooms.tables import TaskRow
from bot.rooms.tasks import NoSuchTask


def test_who_was_asked_finds_the_task_and_begins_a_talk_of_their_own(tasks, practice, trainer, night, first):
    task = tasks.give(trainer, night, "salma", 2, "end")
    assert tasks.mine(first) == [] and [one.id for one in tasks.mine(night)] == [task]
    with pytest.raises(NoSuchTask):
        tasks.begin(task, first)
    talk = tasks.begin(task, night)
    terms = practice.find(talk, night).head.terms
    assert (terms.scenario, terms.level, terms.feedback) == ("salma", 2, "end")
    assert tasks.mine(night) == []


def test_the_trainer_sees_what_came_of_it_only_when_it_is_shared(tasks, practice, trainer, night):
    talk = tasks.begin(tasks.give(trainer, night, "salma", 1, "each"), night)
    assert tasks.given(trainer)[0].shared is None
    with pytest.raises(NoSuchTalk):
        practice.shared(talk, trainer)
    practice.share(talk, night, True)
    assert tasks.given(trainer)[0].shared == talk
    practice.share(talk, night, False)
    assert tasks.given(trainer)[0].shared is None


def test_either_takes_it_away_and_nobody_else(tasks, trainer, night, first):
    put_aside, taken_back = (tasks.give(trainer, night, "salma", 1, "each") for _ in range(2))
    with pytest.raises(NoSuchTask):
        tasks.drop(put_aside, first)
    tasks.drop(put_aside, night)
    tasks.drop(taken_back, trainer)
    assert tasks.given(trainer) == tasks.mine(night) == []


def test_a_second_tap_begins_no_second_talk(tasks, practice, trainer, night, monkeypatch):
    task = tasks.give(trainer, night, "salma", 1, "each")
    as_before = tasks.mine(night)
    monkeypatch.setattr(tasks, "mine", lambda by: as_before)  # both taps saw it before either was done
    first = tasks.begin(task, night)
    assert tasks.begin(task, night) == first and [head.id for head in practice.mine(night)] == [first]


def test_only_people_who_practise_can_be_asked(tasks, keeper, trainer):
    assert "keeper" not in dict(tasks.people()).values()
    for to in (keeper, 999):
        with pytest.raises(NotThisWay):
            tasks.give(trainer, to, "salma", 1, "each")


def test_no_task_says_in_clear_with_whom_and_it_goes_with_the_account(tasks, house, trainer, night):
    tasks.give(trainer, night, "salma", 1, "each")
    assert b"salma" not in house.rows(TaskRow)[0].sealed
    erase(house.keeping, "account", str(night))
    assert house.rows(TaskRow) == []
