"""Coming in, the second step and looking after accounts, at the screen: without JavaScript, narrow and wide, in the dark."""

from __future__ import annotations

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations

pytestmark = pytest.mark.browser

GOOD = "maple kettle window thirty"
ROLE_PAGES = [
    ("staff", ["/account", "/seen", "/second-step", "/accounts"]),
    ("trainer", ["/practice", "/", "/account"]),
    ("supervisor", ["/alerts", "/", "/account", "/second-step"]),
    ("admin", ["/accounts", "/accounts/1", "/accounts/999", "/account", "/seen", "/second-step", "/library"]),
]
LOOKS = [
    {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
]


@pytest.mark.parametrize("look", LOOKS, ids=["narrow and dark", "wide and light"])
@pytest.mark.parametrize(("role", "paths"), ROLE_PAGES)
def test_every_page_of_every_role_is_in_order(open_page, as_role, role, paths, look):
    page = open_page("/about", signed_in=False, bypass_csp=True, **look)
    as_role(page, role)
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = violations(page)
    assert not {path: what for path, what in found.items() if what}


@pytest.mark.parametrize("look", LOOKS, ids=["narrow and dark", "wide and light"])
def test_an_admin_comes_in_with_two_steps_invites_staff_and_helps_them_in_again(open_page, served, as_role, look):
    """The whole way, with what each page looks like on it."""
    first = open_page("/about", signed_in=False, bypass_csp=True, **look)
    as_role(first, "admin")
    name = f"lantern-{look['viewport']['width']}"
    admin = open_page(f"/join?code={invite(first, 'admin')}", signed_in=False, bypass_csp=True, **look)
    found = [violations(admin)]
    come_in(admin, name)
    admin.wait_for_url("**/second-step")
    found.append(violations(admin))
    admin.get_by_role("button", name="Show the square").click()
    app = pyotp.TOTP(admin.locator(".secret").inner_text().replace(" ", ""))
    expect(admin.locator(".square svg")).to_be_visible()
    found.append(violations(admin))
    admin.get_by_label("Six digits").fill(app.now())
    admin.get_by_role("button", name="Go on").click()
    codes = admin.locator(".recovery li").all_inner_texts()
    found.append(violations(admin))
    assert len(codes) == 10
    admin.get_by_role("link", name="I have them on paper").click()
    code = invite(admin, "staff")
    found.append(violations(admin))

    staff = open_page("/join", signed_in=False, bypass_csp=True, **look)
    staff.get_by_label("One-time code").fill(code.lower())
    come_in(staff, f"river-{look['viewport']['width']}")
    staff.wait_for_url(f"{served.url}/")
    expect(staff.get_by_label("Your message")).to_be_visible()

    admin.goto("/accounts")
    admin.get_by_role("link", name=f"river-{look['viewport']['width']}").click()
    admin.get_by_role("button", name="Make a code for a new password").click()
    code = admin.locator(".big-code").inner_text()
    found.append(violations(admin))
    staff.goto("/")
    staff.wait_for_url("**/sign-in**")
    staff.get_by_role("link", name="choose a new password").click()
    staff.get_by_label("One-time code").fill(code)
    staff.get_by_label("New password").fill(GOOD)
    staff.get_by_role("button", name="Set the password").click()
    expect(staff.get_by_text("Your new password is set")).to_be_visible()

    admin.get_by_role("button", name="Sign out").click()
    admin.get_by_label("Name").fill(name)
    admin.get_by_label("Password").fill(GOOD)
    admin.get_by_role("button", name="Sign in").click()
    admin.wait_for_url("**/sign-in/code")
    found.append(violations(admin))
    admin.get_by_label("Six digits").fill(codes[0])
    admin.get_by_role("button", name="Go on").click()
    expect(admin.get_by_text("You have 9 left")).to_be_visible()
    assert found == [[]] * len(found)


def test_it_all_works_without_javascript(open_page, served, as_role):
    admin = open_page("/about", signed_in=False, java_script_enabled=False)
    as_role(admin, "admin")
    staff = open_page(f"/join?code={invite(admin, 'staff')}", signed_in=False, java_script_enabled=False)
    assert re.fullmatch(r"[a-z]+-\d\d", staff.get_by_label("Your name here").input_value())
    come_in(staff, "")
    staff.wait_for_url(f"{served.url}/")
    staff.goto("/second-step")
    staff.get_by_label("Your password").fill(GOOD)
    staff.get_by_role("button", name="Show the square").click()
    app = pyotp.TOTP(staff.locator(".secret").inner_text().replace(" ", ""))
    staff.get_by_label("Six digits").fill(app.now())
    staff.get_by_role("button", name="Go on").click()
    expect(staff.locator(".recovery li")).to_have_count(10)


def test_the_recovery_codes_fit_on_paper_without_the_rest_of_the_page(open_page, as_role):
    page = open_page("/about", signed_in=False)
    as_role(page, "supervisor", stage="enrol", name="paper-1")
    page.goto("/second-step")
    page.get_by_role("button", name="Show the square").click()
    app = pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", ""))
    page.get_by_label("Six digits").fill(app.now())
    page.get_by_role("button", name="Go on").click()
    page.emulate_media(media="print")
    expect(page.locator(".recovery")).to_be_visible()
    for around in (".top", ".ways", ".bottom", ".main-button"):
        expect(page.locator(around).first).to_be_hidden()


def invite(page, role):
    """Make an invitation on the page of accounts; returns its code."""
    page.goto("/accounts")
    page.get_by_role("radio", name=re.compile(f"^{role}")).check()
    page.get_by_role("button", name="Make an invitation").click()
    return page.locator(".big-code").inner_text()


def come_in(page, name):
    if name:
        page.get_by_label("Your name here").fill(name)
    page.get_by_label("New password").fill(GOOD)
    page.get_by_role("button", name="Come in").click()
