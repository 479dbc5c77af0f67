"""Every page, in light and dark, wide and narrow: accessible, calm in size, and without a word to anybody else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations
from tests.browser.waiting import wait_for_socket

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/emergency",
    "/library",
    "/library?q=shame",
    "/library?q=zzzz",
    "/library/reactions/self_blame_shame",
    "/library/principles/confidentiality",
    "/library/checklists/arrival",
    "/library/situations/overdose",
    "/library/topics/retrafficking_who",
    "/library/variants/child",
    "/practice",
    "/practice/with/salma",
    "/sources",
    "/about",
    "/cases",
    "/follow-up",
    "/account",
    "/checklists",
    "/directory",
    "/hand-over",
    "/seen",
    "/second-step",
    "/messages",
    "/review",
    "/digest",
    "/accounts",
    "/nothing-here",
]
PUBLIC = ["/sign-in", "/emergency", "/about", "/join?code=ABCD", "/new-password"]
MESSAGES = ["She says it was her own stupid fault", "he says he wants to die", "I am unsure", "boom"]
FIRST_LOAD = 150_000


def open_everything(page):
    """Unfold whatever is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")


def fill_the_chat(page):
    """Have every kind of card on the page."""
    for text in MESSAGES:
        page.get_by_label("Your message").fill(text)
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".send")).not_to_have_attribute("aria-disabled", "true")
        page.wait_for_timeout(100)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(open_page, scheme):
    page = open_page(
        color_scheme=scheme, viewport={"width": 390, "height": 800}, bypass_csp=True, reduced_motion="reduce"
    )
    found = {}
    wait_for_socket(page)
    fill_the_chat(page)
    for path in PAGES:
        if path != "/":
            page.goto(path)
        open_everything(page)
        found[path] = violations(page)
    assert not {path: what for path, what in found.items() if what}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PUBLIC)
def test_axe_finds_nothing_before_signing_in(open_page, path, scheme):
    page = open_page(path, signed_in=False, color_scheme=scheme, bypass_csp=True)
    open_everything(page)
    assert violations(page) == []


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": {"width": 320, "height": 568}},
        {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    ],
)
def test_nothing_is_wider_than_a_small_phone_or_a_page_at_200_percent(open_page, look):
    page = open_page(**look)
    wait_for_socket(page)
    fill_the_chat(page)
    page.get_by_label("Your message").fill("x" * 400)
    for path in PAGES:
        if path != "/":
            page.goto(path)
        open_everything(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_everything_to_tap_is_large_enough_for_a_thumb(open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    wait_for_socket(page)
    fill_the_chat(page)
    small = page.evaluate("""[...document.querySelectorAll('button, summary, .phone, .leave, .way-urgent, .ways a')]
        .filter((one) => one.checkVisibility()).map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([words]) => words)""")
    assert small == []


@pytest.mark.parametrize("path", ["/sign-in", "/emergency"])
def test_a_first_load_is_light(open_page, path):
    page = open_page("about:blank", signed_in=False)
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(path, wait_until="networkidle")
    assert 0 < sum(sizes) < FIRST_LOAD, sum(sizes)


def test_the_chat_is_a_light_first_load_too(open_page):
    page = open_page()
    wait_for_socket(page)
    sizes = page.evaluate("performance.getEntries().map((one) => one.decodedBodySize ?? 0).reduce((a, b) => a + b)")
    assert 0 < sizes < FIRST_LOAD, sizes


def test_no_page_asks_anybody_else_for_anything(open_page, served):
    page = open_page()
    wait_for_socket(page)
    fill_the_chat(page)
    for path in PAGES:
        page.goto(path)
    ours = urlsplit(served.url).netloc
    assert {urlsplit(url).netloc for url in page.requested} == {ours}
    assert page.faults == []
