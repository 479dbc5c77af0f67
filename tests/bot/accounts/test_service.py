"""The first account, signing in, and the brake on guessing."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts import attempts, sessions
from bot.accounts.service import add_account, ensure_first_account, reset_password, sign_in
from bot.accounts.tables import Account, SignInAttempt, WebSession

NOW = 1_800_000_000.0


def test_the_first_account_gets_its_password_shown_once(engine):
    password = ensure_first_account(engine)
    assert password and ensure_first_account(engine) is None
    with Session(engine) as session:
        account = session.scalar(select(Account))
    assert account.name == "staff" and password not in account.password_hash


def test_staff_sign_in_whatever_case_they_type_their_name_in(engine, limits):
    password = ensure_first_account(engine)
    assert sign_in(engine, " Staff ", password, "10.0.0.1", NOW, limits).token


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(engine, limits):
    ensure_first_account(engine)
    wrong = sign_in(engine, "staff", "wrong", "10.0.0.1", NOW, limits)
    assert wrong == sign_in(engine, "nobody", "wrong", "10.0.0.1", NOW, limits)
    assert wrong.token is None


def test_someone_who_guesses_waits_longer_each_time(engine):
    now, waits = NOW, []
    for _ in range(8):
        left = attempts.must_wait(engine, "10.0.0.1", "staff", now)
        waits.append(left)
        if left:
            assert attempts.must_wait(engine, "10.0.0.1", "staff", now + left - 0.01) > 0
            now += left
            assert attempts.must_wait(engine, "10.0.0.1", "staff", now) == 0
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16]
    assert attempts.wait_after(1000) == attempts.LONGEST_WAIT


def test_guessing_from_elsewhere_does_not_keep_the_night_shift_out(engine, limits):
    password = ensure_first_account(engine)
    for _ in range(12):
        sign_in(engine, "staff", "guess", "203.0.113.9", NOW, limits)
    assert sign_in(engine, "staff", password, "203.0.113.9", NOW, limits).wait > 0
    assert sign_in(engine, "staff", password, "10.0.0.1", NOW, limits).token


def test_a_right_password_is_not_taken_before_the_wait_is_over_and_then_clears_it(engine, limits):
    password = ensure_first_account(engine)
    for _ in range(4):
        sign_in(engine, "staff", "guess", "10.0.0.1", NOW, limits)
    held = sign_in(engine, "staff", password, "10.0.0.1", NOW, limits)
    assert held.token is None and held.wait > 0
    assert sign_in(engine, "staff", password, "10.0.0.1", NOW + held.wait, limits).token
    assert attempts.must_wait(engine, "10.0.0.1", "staff", NOW + held.wait) == 0


def test_the_address_someone_signs_in_from_is_not_kept(engine, limits):
    sign_in(engine, "staff", "guess", "203.0.113.9", NOW, limits)
    with Session(engine) as session:
        row = session.scalar(select(SignInAttempt))
    assert "203.0.113.9" not in row.place and len(row.place) == 64


def test_a_reset_password_ends_every_session(engine, limits):
    ensure_first_account(engine)
    old = add_account(engine, "Night", "staff")
    token = sign_in(engine, "night", old, "10.0.0.1", NOW, limits).token
    fresh = reset_password(engine, "night")
    assert sessions.find(engine, token, NOW, limits) is None
    assert sign_in(engine, "night", old, "10.0.0.1", NOW, limits).token is None
    assert sign_in(engine, "night", fresh, "10.0.0.1", NOW, limits).token
    assert reset_password(engine, "nobody") is None


def test_a_disabled_account_is_out_at_once(engine, limits):
    password = ensure_first_account(engine)
    token = sign_in(engine, "staff", password, "10.0.0.1", NOW, limits).token
    with Session(engine) as session, session.begin():
        session.scalar(select(Account)).disabled = True
    assert sessions.find(engine, token, NOW, limits) is None
    assert sign_in(engine, "staff", password, "10.0.0.1", NOW, limits).token is None
    with Session(engine) as session:
        assert session.scalar(select(WebSession)) is None
