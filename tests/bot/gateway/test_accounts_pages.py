"""Coming in with a code, the second step, one's own account and looking after accounts, in the browser."""

from __future__ import annotations

import html
import re
import time

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts import joining, managing
from bot.accounts.roles import Role
from bot.accounts.tables import Account
from bot.gateway import keys

GOOD = "maple kettle window thirty"


@pytest.fixture
def office(app):
    return app[keys.OFFICE]


@pytest.fixture
def invited(office):
    """`invited("admin")`: the code of an invitation."""
    return lambda role: joining.invite(office, Role(role), time.time(), "operator")


async def come_in(browser, code, name="river-12", password=GOOD):
    return await browser.post("/join", {"code": code, "name": name, "password": password}, on="/join")


async def set_up_second_step(browser):
    """Do what the pages ask of somebody who must set up the second step; returns the app and the recovery codes."""
    assert (await browser.post("/second-step/begin", on="/second-step")).headers["Location"] == "/second-step"
    page = await browser.text("/second-step")
    app = pyotp.TOTP(re.search(r'secret"[^>]*>([A-Z2-7 ]+)<', page)[1].replace(" ", ""))
    answer = await browser.post("/second-step/confirm", {"code": app.now()}, on="/second-step")
    return app, re.findall(r'<li class="one-time">([A-Z0-9-]+)<', await answer.text())


async def test_a_newcomer_with_a_link_is_in_the_chat_after_one_form(stranger, invited):
    code = invited("staff")
    page = await stranger.text(f"/join?code={code}")
    name, idea = (
        re.search(r'name="name" value="([^"]+)"', page)[1],
        re.search(r'<span class="one-time">([^<]+)<', page)[1],
    )
    assert f'value="{code}"' in page
    answer = await come_in(stranger, code, name, idea)
    assert answer.headers["Location"] == "/"
    assert "What are you seeing?" in await stranger.text("/")
    assert name in await stranger.text("/account")


async def test_what_was_typed_stays_and_what_is_wrong_is_said(stranger, invited):
    code = invited("staff")
    answer = await come_in(stranger, code, "maria-12")
    page = await answer.text()
    assert answer.status == 422 and "somebody’s real name" in page and f'value="{code}"' in page
    assert GOOD not in page
    assert "12 characters or more" in await (await come_in(stranger, code, password="short")).text()


async def test_guessing_codes_has_to_wait(stranger):
    statuses = [(await come_in(stranger, f"AAAA-AAAA-AAAA-AAA{n}")).status for n in range(2, 10)]
    assert statuses[0] == 422 and statuses[-1] == 429


async def test_an_admin_sees_no_page_before_the_second_step_and_then_signs_in_with_it(stranger, invited):
    assert (await come_in(stranger, invited("admin"))).headers["Location"] == "/second-step"
    for path in ("/accounts", "/", "/account", "/library", "/seen"):
        assert (await stranger.get(path)).headers["Location"] == "/second-step", path
    assert (await stranger.get("/emergency")).status == 200
    app, recovery = await set_up_second_step(stranger)
    assert len(recovery) == 10 and (await stranger.get("/accounts")).status == 200
    await stranger.post("/sign-out", on="/accounts")
    assert (await stranger.sign_in("river-12", GOOD)).headers["Location"] == "/sign-in/code"
    assert (await stranger.get("/accounts")).headers["Location"] == "/sign-in/code"
    used = await stranger.post("/sign-in/code", {"code": app.now()}, on="/sign-in/code")
    assert used.status == 401 and "does not fit" in await used.text()
    answer = await stranger.post("/sign-in/code", {"code": recovery[0]}, on="/sign-in/code")
    assert answer.headers["Location"] == "/account?said=recovery#said"
    assert "You have 9 left" in await stranger.text("/account?said=recovery")


async def test_each_step_of_the_sign_in_gets_a_new_token(stranger, invited):
    seen = []

    def token():
        seen.append(
            stranger.client.session.cookie_jar.filter_cookies(stranger.client.make_url("/"))["steadyhand_session"].value
        )

    await come_in(stranger, invited("admin"))
    token()
    _, recovery = await set_up_second_step(stranger)
    token()
    await stranger.post("/sign-out", on="/accounts")
    await stranger.sign_in("river-12", GOOD)
    token()
    await stranger.post("/sign-in/code", {"code": recovery[0]}, on="/sign-in/code")
    token()
    assert len(set(seen)) == 4


async def test_staff_may_set_up_a_second_step_and_take_it_away_with_their_password(staff, password):
    assert (await staff.post("/second-step/begin", {"password": "wrong"}, on="/second-step")).status == 422
    assert (await staff.post("/second-step/begin", {"password": password}, on="/second-step")).status == 303
    page = await staff.text("/second-step")
    app = pyotp.TOTP(re.search(r'secret"[^>]*>([A-Z2-7 ]+)<', page)[1].replace(" ", ""))
    done = await staff.post("/second-step/confirm", {"code": app.now()}, on="/second-step")
    assert "Ten recovery codes" in await done.text()
    old = re.findall(
        r'<li class="one-time">',
        await (await staff.post("/second-step/codes", {"password": password}, on="/second-step")).text(),
    )
    assert len(old) == 10
    assert (await staff.post("/second-step/off", {"password": "wrong"}, on="/second-step")).status == 422
    assert (await staff.post("/second-step/off", {"password": password}, on="/second-step")).status == 303
    assert "not set up" in await staff.text("/account")


async def test_a_new_password_signs_out_everywhere_and_works(staff, password):
    fields = {"current": password, "password": GOOD}
    wrong = await staff.post("/account/password", {**fields, "current": "wrong"}, on="/account")
    assert wrong.status == 422 and "not your password now" in await wrong.text()
    answer = await staff.post("/account/password", fields, on="/account")
    assert answer.headers["Location"] == "/sign-in?why=password" and '"storage"' in answer.headers["Clear-Site-Data"]
    assert (await staff.sign_in("staff", password)).status == 401
    assert (await staff.sign_in("staff", GOOD)).status == 303


async def test_signing_out_everywhere_ends_this_session_too(staff):
    answer = await staff.post("/account/sign-out-everywhere", on="/account")
    assert answer.headers["Location"] == "/sign-in?why=everywhere" and (await staff.get("/")).status == 303


async def test_an_invitation_made_on_the_page_lets_somebody_in(at_the_door, stranger):
    page = await (await at_the_door("admin").send("POST", "/accounts/invite", {"role": "trainer"})).text()
    code = re.search(r'big-code">([A-Z0-9-]+)<', page)[1]
    assert (await come_in(stranger, code)).headers["Location"] == "/practice"
    assert "Choose a resident" in await stranger.text("/practice")


@pytest.mark.parametrize("role", ["", "root", "Admin ", "staff' --"])
async def test_there_are_four_roles_and_no_other(at_the_door, office, role):
    admin, other = at_the_door("admin"), at_the_door("staff")
    assert (await admin.send("POST", "/accounts/invite", {"role": role})).status == 422
    assert (await admin.send("POST", f"/accounts/{other.account_id}/role", {"role": role})).status == 422
    assert managing.invitations(office, time.time()) == [] and managing.one(office, other.account_id).role == "staff"


@pytest.mark.parametrize(
    ("act", "fields"),
    [("role", {"role": "trainer"}), ("reset", {}), ("second-step-off", {}), ("sign-out", {}), ("disable", {})],
)
async def test_whatever_an_admin_changes_is_felt_at_the_very_next_request(at_the_door, act, fields):
    admin, other = at_the_door("admin"), at_the_door("staff")
    assert (await other.send("GET", "/")).status == 200
    assert (await admin.send("POST", f"/accounts/{other.account_id}/{act}", fields)).status in (200, 303)
    assert (await other.send("GET", "/")).headers["Location"] == "/sign-in?why=ended"


@pytest.mark.parametrize("act", ["role", "reset", "second-step-off", "sign-out", "disable", "enable"])
async def test_an_admin_cannot_shut_themselves_out_by_mistake(at_the_door, office, act):
    admin = at_the_door("admin")
    answer = await admin.send("POST", f"/accounts/{admin.account_id}/{act}", {"role": "staff"})
    assert answer.status == 422 and "your own account" in await answer.text()
    assert managing.one(office, admin.account_id).role == "admin"


@pytest.mark.parametrize(
    "path", ["/accounts/999", "/accounts/0", "/accounts/999999999", "/accounts/1234567890", "/accounts/x"]
)
async def test_an_account_that_is_not_there_gets_a_calm_page(at_the_door, path):
    assert (await at_the_door("admin").send("GET", path)).status == 404
    assert (await at_the_door("admin").send("POST", path + "/disable")).status == 404


async def test_a_code_for_a_new_password_is_shown_to_the_admin_and_the_password_never(at_the_door, stranger, engine):
    admin, other = at_the_door("admin"), at_the_door("staff")
    page = await (await admin.send("POST", f"/accounts/{other.account_id}/reset")).text()
    code = re.search(r'big-code">([A-Z0-9-]+)<', page)[1]
    assert "waits for a new password" in await (await admin.send("GET", "/accounts")).text()
    fields = {"code": code, "password": GOOD}
    answer = await stranger.post("/new-password", fields, on="/new-password")
    assert answer.headers["Location"] == "/sign-in?why=password"
    assert (await stranger.sign_in("staff-1", GOOD)).headers["Location"] == "/"
    with Session(engine) as session:
        assert GOOD not in session.scalar(select(Account.password_hash).where(Account.id == other.account_id))


async def test_everybody_reads_what_others_can_see_from_the_same_table_as_the_doors(at_the_door, monkeypatch):
    from bot.gateway.access import ACCESS
    from bot.gateway.doors.entry import Entry, Sight

    for role in Role:
        page = html.unescape(await (await at_the_door(role.value).send("GET", "/seen")).text())
        assert page.count("Nothing.") == 0 and page.count("Your name here, your role") == 1
    monkeypatch.setitem(ACCESS, "alerts", Entry("by mistake", frozenset({Role.SUPERVISOR}), shows=(Sight.ACCOUNTS,)))
    page = await (await at_the_door("staff").send("GET", "/seen")).text()
    assert page.count("Nothing.") == 0 and page.count("Your name here, your role") == 2


def test_there_are_words_for_everything_a_route_can_show():
    from bot.gateway.app import WEB_FOLDER
    from bot.gateway.doors.entry import OWN, Sight

    words = (WEB_FOLDER / "templates" / "seen.html").read_text()
    assert [sight for sight in Sight if sight not in OWN and f'"{sight.value}":' not in words] == []
