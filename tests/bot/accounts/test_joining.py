"""One-time codes: an invitation makes one account, a reset chooses one password."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.accounts import codes, managing, sessions
from bot.accounts.first_run import first_codes
from bot.accounts.joining import Joined, invite, join, set_password, withdraw
from bot.accounts.roles import Role
from bot.accounts.signing_in import sign_in
from bot.accounts.tables import Account, OneTimeCode

NOW = 1_800_000_000.0
HERE = "10.0.0.1"
GOOD = "maple kettle window thirty"


@pytest.fixture
def code(office):
    return invite(office, Role.STAFF, NOW, "operator")


def test_an_invitation_makes_one_account_of_its_role_and_signs_it_in(office, code, limits):
    came = join(office, code, "river-12", GOOD, HERE, NOW)
    person = sessions.find(office.records, came.token, NOW, limits)
    assert (person.name, person.role, person.stage) == ("river-12", "staff", sessions.OPEN)
    assert join(office, code, "heron-7", GOOD, HERE, NOW) == Joined(wrong="code")


def test_a_code_may_be_typed_without_hyphens_and_in_small_letters(office, code):
    assert join(office, code.lower().replace("-", " "), "river-12", GOOD, HERE, NOW).token


def test_a_supervisor_who_joins_sets_up_the_second_step_before_anything_else(office):
    came = join(office, invite(office, Role.SUPERVISOR, NOW, "operator"), "river-12", GOOD, HERE, NOW)
    assert came.stage == sessions.ENROL


@pytest.mark.parametrize(
    ("name", "password", "wrong"),
    [
        ("maria", GOOD, "name_shape"),
        ("maria-12", GOOD, "name_real_name"),
        ("taken-1", GOOD, "name_taken"),
        ("river-12", "short", "password_short"),
        ("river-12", "password1234", "password_guessable"),
    ],
)
def test_what_can_be_mended_does_not_use_the_code_up(office, made, code, name, password, wrong):
    made("taken-1")
    assert join(office, code, name, password, HERE, NOW).wrong == wrong
    assert join(office, code, "river-12", GOOD, HERE, NOW).token


def test_an_invitation_is_void_after_three_days(office, code):
    assert join(office, code, "river-12", GOOD, HERE, NOW + 72 * 3600 + 1).wrong == "code"


def test_an_invitation_is_void_after_five_wrong_tries(office, code):
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for n in range(codes.TRIES):
        assert join(office, wrong, "river-12", GOOD, f"10.0.0.{n}", NOW).wrong == "code"
    assert join(office, code, "river-12", GOOD, "10.0.1.1", NOW).wrong == "code"


def test_two_people_with_one_code_at_one_moment_make_one_account(office, code):
    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(lambda n: join(office, code, f"river-{n}", GOOD, f"10.0.0.{n}", NOW), range(1, 5)))
    with Session(office.records) as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 1
    assert sum(one.token is not None for one in came) == 1


def test_a_code_of_one_kind_opens_nothing_of_another(office, made, code):
    number, _ = made("heron-7")
    reset = managing.reset(office, number, NOW, "operator")
    assert join(office, reset, "river-12", GOOD, HERE, NOW).wrong == "code"
    assert set_password(office, code, GOOD, HERE, NOW).wrong == "code"


@pytest.mark.parametrize("typed", ["", "x", "????-????", "\ud800", "x" * 10_000, "0000-0000-0000-0000", "' OR 1=1 --"])
def test_a_made_up_code_is_refused(office, code, typed):
    assert join(office, typed, "river-12", GOOD, HERE, NOW) == Joined(wrong="code")


def test_the_code_itself_is_not_in_the_database(office, code):
    with Session(office.records) as session:
        row = session.scalar(select(OneTimeCode))
    assert row.digest.startswith("$argon2id$") and row.selector == code[:4]
    assert code.replace("-", "")[4:] not in str(vars(row))


def test_an_invitation_can_be_taken_back(office, code):
    assert [one.selector for one in managing.invitations(office, NOW)] == [code[:4]]
    withdraw(office, code[:4])
    assert managing.invitations(office, NOW) == []
    assert join(office, code, "river-12", GOOD, HERE, NOW).wrong == "code"


def test_a_reset_code_lets_the_owner_choose_a_password_nobody_else_knows(office, made, limits):
    number, old = made("river-12")
    token = sign_in(office, "river-12", old, HERE, NOW).token
    code = managing.reset(office, number, NOW, "account:1")
    assert sessions.find(office.records, token, NOW, limits) is None
    assert sign_in(office, "river-12", old, HERE, NOW).token is None
    assert set_password(office, code, "short", HERE, NOW).wrong == "password_short"
    assert set_password(office, code, GOOD, HERE, NOW) == Joined()
    assert sign_in(office, "river-12", GOOD, HERE, NOW).token
    assert set_password(office, code, GOOD + "x", HERE, NOW).wrong == "code"


def test_a_newer_reset_code_voids_the_one_before(office, made):
    number, _ = made("river-12")
    old = managing.reset(office, number, NOW, "account:1")
    managing.reset(office, number, NOW, "account:1")
    assert set_password(office, old, GOOD, HERE, NOW).wrong == "code"


def test_the_first_start_prints_a_code_for_an_admin_and_one_for_staff_until_there_is_an_admin(office, engine):
    first = first_codes(office, NOW)
    again = first_codes(office, NOW)
    assert join(office, first.admin, "river-12", GOOD, HERE, NOW).wrong == "code"
    assert join(office, again.staff, "heron-7", GOOD, "10.0.0.2", NOW).stage == sessions.OPEN
    only_admin = first_codes(office, NOW)
    assert only_admin.staff is None
    assert join(office, only_admin.admin, "river-12", GOOD, "10.0.0.3", NOW).stage == sessions.ENROL
    assert first_codes(office, NOW) is None
