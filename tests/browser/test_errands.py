"""A checklist started and ticked in the chat, gone on with in a second browser; the directory asked and kept right."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from actions import _desk
from bot.errands.errands import HouseErrands
from bot.errands.rooms import rooms_on
from bot.gateway import keys
from bot.settings import Settings
from knowledge.guidance.desk import Desk
from tests.browser.accessible import violations

pytestmark = pytest.mark.browser


def _file(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


acting = _file("steadyhand_acting", Path(__file__).resolve().parents[1] / "bot" / "gateway" / "acting.py")


@pytest.fixture(autouse=True)
def house(served, store, site):
    """For these tests the chat answers with the real actions, which have it done in the house that is served."""
    before, desk = served.app[keys.CONVERSATION], Desk(store, site)
    rooms = rooms_on(served.cases.shelf, desk, Settings(), None)
    talk = acting.Acting(store)
    _desk.use(desk, HouseErrands(desk, rooms))
    for name in ("say", "choose", "look", "history"):
        setattr(before, name, getattr(talk, name))
    yield
    for name in ("say", "choose", "look", "history"):
        delattr(before, name)
    _desk.use(desk)


def say(page, text):
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".said-words").last).to_have_text(text)
    return page.locator("article.card").last


def test_start_by_chat_tick_three_reload_and_continue_in_a_second_browser(open_page, as_role, served):
    page = open_page("/", viewport={"width": 320, "height": 640}, bypass_csp=True)
    code = re.search(r"[A-Z]-\d{3}", say(page, "open a case").locator(".card-title").inner_text())[0]
    expect(say(page, f"start the arrival checklist for case {code}")).to_contain_text(f"Arrival, case {code}")
    expect(say(page, "tick the first three")).to_contain_text("Done: 1, 2, 3.")
    page.reload()
    expect(page.locator("article.card").last).to_contain_text("15 of 18 steps are open")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Open this checklist").last.click()
    run = page.url.removeprefix(served.url)
    other = open_page("/about", signed_in=False)
    as_role(other, "staff", name="colleague")
    other.goto(run)
    expect(other.locator(".step-done")).to_have_count(3)
    other.goto("/")
    expect(say(other, f"go on with {code}")).to_contain_text("4. ")
    expect(say(other, "tick 4")).to_contain_text("Done: 4.")
    page.reload()
    expect(page.locator(".step-done")).to_have_count(4)
    page.goto("/")
    expect(say(page, "make the hand-over")).to_contain_text("The next shift opens it")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_supervisor_puts_a_service_in_and_staff_ask_for_it_in_the_chat(open_page, as_role, scheme):
    look = {"color_scheme": scheme, "viewport": {"width": 320, "height": 640}, "bypass_csp": True}
    supervisor = open_page("/about", signed_in=False, **look)
    as_role(supervisor, "supervisor")
    supervisor.goto("/directory/new")
    assert violations(supervisor) == []
    supervisor.get_by_label("Name of the service").fill(f"Harbour {scheme}")
    supervisor.get_by_label("Counselling").check()
    supervisor.get_by_label("Men", exact=True).check()
    supervisor.get_by_label("Reached through", exact=False).select_option("duty_supervisor")
    supervisor.get_by_role("button", name="Keep it").click()
    expect(supervisor.get_by_role("status")).to_contain_text("in the directory now")
    assert violations(supervisor) == []
    assert supervisor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = open_page("/", **look)
    card = say(page, "who can see a man for counselling?")
    expect(card).to_contain_text(f"Harbour {scheme}: Counselling. For men.")
    expect(card.locator("a.phone").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme, width", [("light", 320), ("dark", 1280)])
def test_who_changes_an_entry_second_keeps_their_words_and_reads_what_stands_now(open_page, as_role, scheme, width):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 640}, "bypass_csp": True}
    first, second = (open_page("/about", signed_in=False, **look) for _ in range(2))
    for page, name in ((first, "early"), (second, "late")):
        as_role(page, "supervisor", name=f"{name} {scheme}")
    service = f"Garden {scheme}"
    first.goto("/directory/new")
    first.get_by_label("Name of the service").fill(service)
    first.get_by_label("Counselling").check()
    first.get_by_role("button", name="Keep it").click()
    for page in (first, second):
        page.goto("/directory")
        page.get_by_role("region", name=service).get_by_role("link", name="Change").click()
    first.get_by_label("When it is open").fill("Monday only")
    first.get_by_role("button", name="Keep it").click()
    expect(first.get_by_role("status")).to_be_visible()
    second.get_by_label("Good to know").fill("Ring twice")
    second.get_by_role("button", name="Keep it").click()
    expect(second.get_by_role("alert")).to_contain_text("Nothing was overwritten")
    expect(second.get_by_role("region", name="What stands now")).to_contain_text("Monday only")
    expect(second.get_by_label("Good to know")).to_have_value("Ring twice")
    assert violations(second) == []
    second.get_by_role("button", name="Keep it").click()
    expect(second.get_by_role("status")).to_be_visible()
