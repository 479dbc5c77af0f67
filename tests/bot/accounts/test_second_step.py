"""The second step: six digits that count once, and ten codes on paper for the day the telephone is lost."""

from __future__ import annotations

import re

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts import codes, managing, second_step, sessions
from bot.accounts.signing_in import give_code, sign_in
from bot.accounts.tables import Account, OneTimeCode

NOW = 1_800_000_000.0
HERE = "10.0.0.1"


@pytest.fixture
def enrolled(office, made, limits):
    """A supervisor with a second step: number, password, the app, recovery codes."""
    number, password = made("river-12", "supervisor")
    token = sign_in(office, "river-12", password, HERE, NOW).token
    person = sessions.find(office.records, token, NOW, limits)
    second_step.begin(office, person)
    app = pyotp.TOTP(second_step.shown(office, person).groups.replace(" ", ""))
    done = second_step.confirm(office, person, app.at(int(NOW)), NOW)
    return number, password, app, done.recovery_codes


def arriving(office, password, limits, now, address=HERE):
    came = sign_in(office, "river-12", password, address, now)
    assert came.stage == sessions.CODE
    return sessions.find(office.records, came.token, now, limits)


def test_a_supervisor_without_a_second_step_gets_no_further_than_setting_it_up(office, made, limits):
    _, password = made("river-12", "supervisor")
    came = sign_in(office, "river-12", password, HERE, NOW)
    assert came.stage == sessions.ENROL
    assert sessions.find(office.records, came.token, NOW, limits).stage == sessions.ENROL


def test_setting_it_up_opens_the_session_under_a_new_token(office, made, limits):
    _, password = made("river-12", "supervisor")
    old = sign_in(office, "river-12", password, HERE, NOW).token
    person = sessions.find(office.records, old, NOW, limits)
    second_step.begin(office, person)
    secret = second_step.shown(office, person)
    assert "<svg" in secret.square and re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", secret.groups)
    assert second_step.confirm(office, person, "000000", NOW) is None
    app = pyotp.TOTP(secret.groups.replace(" ", ""))
    done = second_step.confirm(office, person, app.at(int(NOW)), NOW)
    assert sessions.find(office.records, old, NOW, limits) is None
    assert sessions.find(office.records, done.token, NOW, limits).stage == sessions.OPEN
    assert len(set(done.recovery_codes)) == second_step.RECOVERY_CODES
    assert second_step.shown(office, person) is None


def test_each_step_counts_once_even_after_a_failed_try_and_from_elsewhere(office, enrolled, limits):
    _, password, app, _ = enrolled
    now = NOW + 60
    person = arriving(office, password, limits, now)
    assert give_code(office, person, "000000", HERE, now).token is None
    assert give_code(office, person, app.at(int(now)), HERE, now).token
    other = arriving(office, password, limits, now, "10.0.0.2")
    for _ in range(3):
        assert give_code(office, other, app.at(int(now)), "10.0.0.2", now).token is None
    assert second_step.accept(office, other.account_id, f" {app.at(int(now))} ", now) is False


def test_a_hundred_replays_are_refused_a_hundred_times(office, enrolled):
    number, _, app, _ = enrolled
    refused = 0
    for n in range(1, 101):
        now = NOW + 30 * n
        assert second_step.accept(office, number, app.at(int(now)), now)
        refused += not second_step.accept(office, number, app.at(int(now)), now)
    assert refused == 100


def test_the_step_before_is_taken_and_older_or_coming_ones_are_not(office, enrolled):
    number, _, app, _ = enrolled
    later = NOW + 600
    assert not second_step.accept(office, number, app.at(int(later) - 60), later)
    assert not second_step.accept(office, number, app.at(int(later) + 30), later)
    assert second_step.accept(office, number, app.at(int(later) - 30), later)
    assert second_step.accept(office, number, app.at(int(later)), later)
    assert not second_step.accept(office, number, app.at(int(later) - 30), later)


def test_a_code_used_to_set_it_up_does_not_sign_in(office, enrolled):
    number, _, app, _ = enrolled
    assert not second_step.accept(office, number, app.at(int(NOW)), NOW)


def test_each_recovery_code_lets_one_in_once(office, enrolled, limits):
    _, password, _, recovery = enrolled
    came = give_code(office, arriving(office, password, limits, NOW), recovery[3].lower(), HERE, NOW)
    assert came.token and came.recovery_codes_left == 9
    again = arriving(office, password, limits, NOW)
    assert give_code(office, again, recovery[3], HERE, NOW).token is None
    assert give_code(office, again, recovery[4], HERE, NOW).recovery_codes_left == 8


def test_the_recovery_codes_of_another_person_open_nothing(office, enrolled, made, limits):
    _, _, _, recovery = enrolled
    other, _ = made("heron-7", "supervisor")
    assert codes.check(office.records, codes.Kind.RECOVERY, recovery[0], NOW, other) is None


def test_guessing_the_six_digits_is_slowed_down(office, enrolled, limits):
    _, password, app, _ = enrolled
    person = arriving(office, password, limits, NOW + 60)
    came = [give_code(office, person, f"{n:06d}", HERE, NOW + 60) for n in range(8)]
    assert came[-1].wait > 0
    assert give_code(office, person, app.at(int(NOW + 60)), HERE, NOW + 60).token is None


def test_a_reset_password_does_not_get_around_the_second_step(office, enrolled, limits):
    from bot.accounts.joining import set_password

    number, _, _, _ = enrolled
    code = managing.reset(office, number, NOW, "account:99")
    set_password(office, code, "maple kettle window thirty", HERE, NOW)
    assert sign_in(office, "river-12", "maple kettle window thirty", HERE, NOW).stage == sessions.CODE


def test_who_lost_everything_sets_it_up_again_after_an_admin_took_it_away(office, enrolled, written):
    number, password, _, _ = enrolled
    managing.remove_second_step(office, number, "account:99")
    assert second_step.recovery_codes_left(office, number) == 0
    assert sign_in(office, "river-12", password, HERE, NOW).stage == sessions.ENROL
    assert ("totp_removed", "account:99", f"account:{number}") in written


def test_neither_the_secret_nor_a_recovery_code_can_be_read_in_the_database(office, enrolled):
    number, _, app, recovery = enrolled
    with Session(office.records) as session:
        sealed = session.get(Account, number).totp_secret
        digests = session.scalars(select(OneTimeCode.digest)).all()
    assert app.secret.encode() not in sealed and len(digests) == 10
    assert all(code.replace("-", "")[4:] not in digest for code in recovery for digest in digests)


def test_someone_on_the_way_has_fifteen_minutes(office, enrolled, limits):
    _, password, _, _ = enrolled
    token = sign_in(office, "river-12", password, HERE, NOW).token
    assert sessions.find(office.records, token, NOW + 890, limits)
    assert sessions.find(office.records, token, NOW + 901, limits) is None
