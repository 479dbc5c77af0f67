"""The brake on guessing: it grows, it forgets, and nobody can lock somebody else out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts import attempts
from bot.accounts.tables import SignInAttempt

NOW = 1_800_000_000.0


def failures(engine, address, name, now=NOW, most=100):
    """How many tries go through at one moment."""
    return sum(attempts.must_wait(engine, address, name, now) == 0 for _ in range(most))


def test_someone_who_guesses_waits_longer_each_time(engine):
    now, waits = NOW, []
    for _ in range(8):
        left = attempts.must_wait(engine, "10.0.0.1", "river-12", now)
        waits.append(left)
        if left:
            assert attempts.must_wait(engine, "10.0.0.1", "river-12", now + left - 0.01) > 0
            now += left
            assert attempts.must_wait(engine, "10.0.0.1", "river-12", now) == 0
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16]
    assert attempts.PAIR.wait_after(1000) == attempts.PAIR.longest


def test_after_a_quiet_hour_all_is_forgotten(engine):
    assert failures(engine, "10.0.0.1", "river-12") == 4
    assert failures(engine, "10.0.0.1", "river-12", NOW + 3601) == 4


def test_slowing_one_name_down_slows_no_other(engine):
    failures(engine, "203.0.113.9", "river-12")
    assert attempts.must_wait(engine, "10.0.0.1", "heron-7", NOW) == 0


def test_guessing_one_name_from_many_addresses_is_slowed_down_too(engine):
    through = sum(attempts.must_wait(engine, f"203.0.113.{n}", "river-12", NOW) == 0 for n in range(100))
    assert through == attempts.NAME.free + 1


def test_guessing_many_names_from_one_address_is_slowed_down_too(engine):
    through = sum(attempts.must_wait(engine, "203.0.113.9", f"heron-{n}", NOW) == 0 for n in range(100))
    assert through == attempts.ADDRESS.free + 1


def test_a_stranger_who_guesses_from_elsewhere_cannot_keep_the_night_shift_out(engine):
    attempts.must_wait(engine, "10.0.0.1", "river-12", NOW)
    attempts.was_right(engine, "10.0.0.1", "river-12", NOW)
    for n in range(200):
        attempts.must_wait(engine, f"203.0.113.{n}", "river-12", NOW + 60)
    assert attempts.must_wait(engine, "203.0.113.250", "river-12", NOW + 60) > 0
    assert attempts.must_wait(engine, "10.0.0.1", "river-12", NOW + 60) == 0


def test_colleagues_who_come_in_one_after_the_other_do_not_slow_each_other_down(engine):
    for n in range(60):
        assert attempts.must_wait(engine, "10.0.0.1", f"heron-{n}", NOW) == 0
        attempts.was_right(engine, "10.0.0.1", f"heron-{n}", NOW)


def test_one_right_password_does_not_open_the_way_to_guess_the_names_of_others(engine):
    tried = 0
    for n in range(100):
        if attempts.must_wait(engine, "203.0.113.9", "mine-1", NOW) == 0:
            attempts.was_right(engine, "203.0.113.9", "mine-1", NOW)
        tried += attempts.must_wait(engine, "203.0.113.9", f"heron-{n}", NOW) == 0
    assert tried <= attempts.ADDRESS.free + 2


def test_many_tries_at_the_same_moment_gain_nothing(engine):
    with ThreadPoolExecutor(8) as pool:
        came = list(pool.map(lambda _: attempts.must_wait(engine, "10.0.0.1", "river-12", NOW), range(60)))
    assert sum(wait == 0 for wait in came) <= attempts.PAIR.free + 1


def test_guessing_one_time_codes_is_slowed_down_for_that_address_alone(engine):
    through = sum(attempts.code_must_wait(engine, "203.0.113.9", NOW) == 0 for _ in range(50))
    assert through == attempts.CODE.free + 1
    assert attempts.code_must_wait(engine, "10.0.0.1", NOW) == 0


def test_neither_the_address_nor_the_name_is_kept(engine):
    attempts.must_wait(engine, "203.0.113.9", "river-12", NOW)
    with Session(engine) as session:
        places = session.scalars(select(SignInAttempt.place)).all()
    assert len(places) == 3 and all(len(place) == 64 and "203" not in place[:5] for place in places)
