"""From an urgent sentence to a supervisor who has it, in two browsers, without a reload; and a false alarm taken back."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations

pytestmark = pytest.mark.browser

URGENT = "he wants to die"


@pytest.fixture
def supervisor(open_page, as_role):
    """Opens `/alerts` for a supervisor in a browser of their own."""

    def opened(path="/alerts", **look):
        page = open_page("/about", signed_in=False, **look)
        as_role(page, "supervisor")
        page.goto(path)
        return page

    return opened


def ask_something_urgent(page):
    page.get_by_label("Your message").fill(URGENT)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".card-urgent")).to_be_visible()


def code_on(page):
    return re.search(r"[A-HJ-NP-Z2-9]{4}", page.locator("#alerts .code").last.inner_text())[0]


def test_staff_write_something_urgent_the_supervisor_takes_it_and_staff_see_that(open_page, supervisor):
    theirs = supervisor()
    mine = open_page("/")
    begun = time.monotonic()
    ask_something_urgent(mine)
    steps_after = time.monotonic() - begun
    code = code_on(mine)
    expect(mine.locator("#alerts")).to_contain_text("sent")
    row = theirs.locator(".alert-row", has_text=code)
    expect(row).to_be_visible()  # the list came up to date by itself
    expect(theirs).to_have_title(re.compile(r"^\(\d+\) Alerts"))
    assert URGENT not in theirs.locator("main").inner_text()
    expect(mine.locator("#alerts")).to_contain_text("seen")
    row.get_by_role("button", name="I have it").click()
    expect(theirs.locator("main")).to_contain_text(URGENT)
    expect(mine.locator("#alerts")).to_contain_text("a supervisor has it")
    mine.get_by_text("What they see").last.click()
    expect(mine.locator("#alerts blockquote").last).to_have_text(URGENT)
    assert mine.faults == theirs.faults == []
    assert steps_after < 5


def test_an_answer_that_never_comes_does_not_stop_the_supervisors_list(open_page, supervisor):
    theirs = supervisor()
    swallowed = []

    def swallow_the_first(route):
        swallowed.append(route) if not swallowed else route.continue_()

    theirs.route("**/alerts/live*", swallow_the_first)
    theirs.wait_for_timeout(3_000)
    assert swallowed
    mine = open_page("/")
    ask_something_urgent(mine)
    expect(theirs.locator("#open-alerts .alert-row", has_text=code_on(mine))).to_be_visible()


def test_a_false_alarm_is_taken_back_with_one_tap(open_page, supervisor):
    theirs = supervisor()
    mine = open_page("/")
    ask_something_urgent(mine)
    code = code_on(mine)
    row = theirs.locator("#open-alerts .alert-row", has_text=code)
    expect(row).to_be_visible()
    mine.get_by_role("button", name="Take it back").last.click()
    expect(mine.locator("#alerts")).to_contain_text("never a problem")
    expect(row).to_have_count(0)
    theirs.reload()
    expect(theirs.locator("main")).to_contain_text("Taken back as false alarms")
    assert mine.faults == theirs.faults == []


def test_all_of_it_works_without_javascript(open_page, supervisor):
    mine = open_page("/", java_script_enabled=False)
    mine.get_by_label("Your message").fill(URGENT)
    mine.get_by_role("button", name="Send").click()
    code = code_on(mine)
    theirs = supervisor(java_script_enabled=False)
    theirs.locator(".alert-row", has_text=code).get_by_role("button", name="I have it").click()
    expect(theirs.locator("main")).to_contain_text(URGENT)
    mine.reload()
    expect(mine.locator("#alerts")).to_contain_text("a supervisor has it")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_alerts_are_accessible_and_fit(open_page, supervisor, scheme, width, tmp_path):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    mine = open_page("/", **look)
    ask_something_urgent(mine)
    mine.get_by_text("What they see").last.click()
    theirs = supervisor(**look)
    shown = [(mine, "chat"), (theirs, "list")]
    for page, name in shown:
        check(page, name, tmp_path)
    theirs.get_by_role("link", name=re.compile("^Read")).first.click()
    check(theirs, "one", tmp_path)
    theirs.goto("/on-call")
    check(theirs, "on-call", tmp_path)


def check(page, name, folder):
    page.screenshot(path=folder / f"{name}.png", full_page=name != "chat")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    assert page.faults == []
