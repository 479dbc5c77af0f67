"""Looking after accounts: every change ends the sessions at once, and somebody can always look after accounts."""

from __future__ import annotations

import pytest

from bot.accounts import managing, sessions
from bot.accounts.managing import LastAdmin, NoSuchAccount
from bot.accounts.roles import Role
from bot.accounts.signing_in import sign_in

NOW = 1_800_000_000.0
HERE = "10.0.0.1"
GOOD = "maple kettle window thirty"


@pytest.fixture
def here(office, made, limits):
    """Someone signed in on two devices: number, password, and whether any session is left."""
    number, password = made("river-12")
    tokens = [sign_in(office, "river-12", password, HERE, NOW).token for _ in range(2)]
    return number, password, lambda: [t for t in tokens if sessions.find(office.records, t, NOW, limits)]


@pytest.mark.parametrize(
    "act",
    [
        lambda office, number: managing.change_role(office, number, Role.TRAINER, "account:9"),
        lambda office, number: managing.disable(office, number, "account:9"),
        lambda office, number: managing.reset(office, number, NOW, "account:9"),
        lambda office, number: managing.remove_second_step(office, number, "account:9"),
        lambda office, number: managing.end_sessions(office, number, "account:9"),
    ],
    ids=["role", "disable", "reset", "second step", "sign out everywhere"],
)
def test_whatever_an_admin_changes_ends_every_session_at_once(office, here, act, written):
    number, _, left = here
    assert len(left()) == 2
    act(office, number)
    assert left() == []
    assert ("session_ended", "account:9", f"account:{number}") in written


def test_a_new_password_ends_every_session_at_once(office, here, limits):
    number, password, left = here
    person = sessions.find(office.records, left()[0], NOW, limits)
    assert managing.change_own_password(office, person, "wrong", GOOD, HERE, NOW) == "current"
    assert managing.change_own_password(office, person, password, "short", HERE, NOW) == "password_short"
    assert len(left()) == 2
    assert managing.change_own_password(office, person, password, GOOD, HERE, NOW) == ""
    assert left() == []
    assert sign_in(office, "river-12", GOOD, HERE, NOW).token


def test_someone_at_a_screen_left_open_cannot_go_on_guessing_the_password(office, here, limits):
    _, password, left = here
    person = sessions.find(office.records, left()[0], NOW, limits)
    came = [managing.change_own_password(office, person, f"guess {n}", GOOD, HERE, NOW) for n in range(8)]
    assert came[0] == "current" and came[-1] == "wait"
    assert managing.change_own_password(office, person, password, GOOD, HERE, NOW) == "wait"


def test_a_closed_account_cannot_sign_in_until_it_is_opened_again(office, here):
    number, password, _ = here
    managing.disable(office, number, "account:9")
    assert sign_in(office, "river-12", password, HERE, NOW).token is None
    managing.enable(office, number, "account:9")
    assert sign_in(office, "river-12", password, HERE, NOW).token


def test_the_last_admin_can_be_neither_closed_nor_given_another_role(office, made):
    admin, _ = made("heron-7", "admin")
    with pytest.raises(LastAdmin):
        managing.disable(office, admin, "account:9")
    with pytest.raises(LastAdmin):
        managing.change_role(office, admin, Role.STAFF, "account:9")
    assert not managing.one(office, admin).disabled and managing.one(office, admin).role == "admin"
    made("kettle-3", "admin")
    managing.disable(office, admin, "account:9")


def test_staff_can_be_closed_where_there_is_no_admin_yet(office, here):
    number, _, _ = here
    managing.disable(office, number, "operator")
    assert managing.one(office, number).disabled


def test_an_admin_sees_of_an_account_what_is_needed_to_look_after_it_and_nothing_else(office, here):
    number, _, _ = here
    assert vars(managing.one(office, number)) == {
        "id": number,
        "name": "river-12",
        "role": "staff",
        "disabled": False,
        "has_second_step": False,
        "has_password": True,
    }


def test_an_account_that_is_not_there_is_said_so(office):
    for act in (managing.disable, managing.enable, managing.remove_second_step):
        with pytest.raises(NoSuchAccount):
            act(office, 999, "account:9")
