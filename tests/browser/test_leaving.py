"""Leaving quickly: the page goes at once, and no way leads back to it."""

from __future__ import annotations

import pytest

from tests.browser.test_chat import DESCRIBED, say

pytestmark = pytest.mark.browser


def stub_exit(page):
    """Stand in for the neutral page, so that no test leaves this machine."""
    page.context.route("https://www.bbc.com/**", lambda route: route.fulfill(body="weather", content_type="text/html"))


def test_leaving_quickly_covers_the_page_signs_out_and_leaves_no_way_back(open_page):
    page = open_page(by_form=True)
    stub_exit(page)
    say(page, DESCRIBED)
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url("https://www.bbc.com/weather")
    page.go_back()
    page.wait_for_url("**/sign-in**")
    assert page.get_by_text(DESCRIBED).count() == 0


def test_who_goes_back_before_the_sign_out_arrived_is_signed_out_then(open_page):
    page = open_page(by_form=True)
    stub_exit(page)
    say(page, DESCRIBED)
    lost = []
    page.context.route("**/sign-out", lambda route: route.continue_() if lost else (lost.append(1), route.abort()))
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url("https://www.bbc.com/weather")
    page.go_back()
    page.wait_for_url("**/sign-in**")
    assert lost and page.get_by_text(DESCRIBED).count() == 0
    page.goto("/")
    page.wait_for_url("**/sign-in**")


def test_three_taps_on_shift_leave_quickly_and_capital_letters_do_not(open_page):
    page = open_page()
    stub_exit(page)
    page.get_by_label("Your message").press_sequentially("I AM OK")
    for letter in ("A", "B", "C", "D"):
        page.keyboard.press(f"Shift+{letter}")
    assert "bbc" not in page.url
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.com/weather")


def test_leaving_quickly_is_a_plain_link_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    stub_exit(page)
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url("https://www.bbc.com/weather")
