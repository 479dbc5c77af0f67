"""Returns, plans and reviews in a real browser: few taps, nothing lost, readable on a small phone and on paper."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.cases.consent import Consent, day_of
from bot.cases.facts import Facts
from tests.browser.accessible import violations

pytestmark = pytest.mark.browser

PLACES = ["return", "return/journey", "messages/1", "messages/4", "messages/5", "messages/1/letter", "plan", "reviews"]


@pytest.fixture
def case(served):
    return served.cases.open(
        None, Facts(age_group="18_to_25", sex="male", cross_border="yes", cooperating="intends_to")
    )


def answer(page, question, words):
    group = page.get_by_role("group", name=question)
    group.get_by_label(words, exact=True).check()


def keep(page):
    page.get_by_role("button", name="Keep, and see what stands out").last.click()


def full(page, case):
    """Fill every page of the case, as staff would; returns the addresses of the sheets."""
    page.goto(f"/cases/{case.code}/return")
    page.get_by_label("The police, another authority").check()
    page.get_by_role("button", name="Show the path").click()
    page.get_by_role("button", name=re.compile("Begin")).click()
    answer(page, "Do the traffickers know of it, or may they know?", "Yes")
    answer(page, "Is corruption widespread there?", "Yes")
    answer(page, "Is there a debt that somebody will try to collect?", "Don't know")
    keep(page)
    security = page.url
    page.goto(f"/cases/{case.code}/return/journey")
    page.get_by_label("Arrives (day and time there)").fill("2027-01-16T22:15")
    page.get_by_label("How", exact=True).select_option("bus")
    page.get_by_label("Transit points, where the person changes").select_option("2")
    page.get_by_role("button", name="Keep and check it").click()
    page.goto(f"/cases/{case.code}/plan")
    page.get_by_role("button", name=re.compile("Begin")).click()
    answer(page, "Is there a safe place to live now?", "No")
    keep(page)
    needs = page.url
    page.goto(f"/cases/{case.code}/plan")
    page.get_by_text("School and training", exact=True).click()
    page.locator("#aim-education").fill("Learn to bake")
    page.get_by_role("button", name="Add the goal in School and training").click()
    return security, needs


def look(page, name):
    """Keep a picture where somebody asked for one, to be looked at by a person."""
    if folder := os.environ.get("STEADYHAND_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_review_takes_two_taps_and_the_next_one_shows_what_changed(open_page, case):
    page = open_page(f"/cases/{case.code}")
    page.get_by_role("link", name="Risk of being trafficked again").click()
    page.get_by_role("button", name="Begin a review").click()
    answer(page, "Has anybody threatened the person?", "No")
    answer(page, "Is there a debt that somebody may try to collect?", "Yes")
    page.get_by_role("button", name="Keep and end it").click()
    expect(page.get_by_text("A debt gives others power over the person")).to_be_visible()
    expect(page.get_by_text("the lawyer, the case manager")).to_be_visible()
    page.get_by_role("button", name="Go through it again").click()
    answer(page, "Has anybody threatened the person?", "Yes")
    answer(page, "Is there a debt that somebody may try to collect?", "No")
    keep(page)
    changes = page.locator(".changes")
    expect(changes).to_contain_text("New since last time: Has anybody threatened the person?")
    expect(changes).to_contain_text("No longer so: Is there a debt")
    page.reload()
    expect(page.get_by_role("group", name="Has anybody threatened the person?").get_by_label("Yes")).to_be_checked()


def test_two_people_answer_the_same_review_at_once_and_both_answers_are_kept(open_page, case):
    one = open_page(f"/cases/{case.code}/reviews")
    one.get_by_role("button", name="Begin a review").click()
    other = open_page(one.url.partition("//")[2].partition("/")[2].join(["/", ""]))
    answer(one, "Has anybody threatened the person?", "Yes")
    answer(other, "Has anybody threatened the person?", "No")
    answer(other, "Has anybody threatened the family?", "No")
    keep(one)
    keep(other)
    expect(other.get_by_role("alert")).to_contain_text("Both answers are kept")
    asked = other.get_by_role("group", name="Has anybody threatened the person?")
    expect(asked).to_contain_text("“Yes” stands, and staff said “No”")
    asked.get_by_label("No", exact=True).check()
    keep(other)
    expect(other.get_by_role("alert")).to_have_count(0)


def test_a_letter_waits_for_consent_and_prints_without_a_name(open_page, served, case):
    page = open_page(f"/cases/{case.code}/messages/1")
    page.get_by_label("Housing").check()
    page.get_by_label("How soon (needed)").select_option("now")
    page.get_by_label("Risk and needs assessment (needed)").select_option("later")
    page.get_by_role("button", name="It was sent now").click()
    expect(page.get_by_role("alert")).to_contain_text("Kept, but not marked as sent")
    expect(page.get_by_label("Housing")).to_be_checked()
    served.cases.consent.write(
        case.code, Consent("referral", "given", day_of(served.cases.clock()), recipient="partner_abroad"), None
    )
    page.get_by_role("button", name="It was sent now").click()
    expect(page.locator("#said")).to_contain_text("Waits for their answer until")
    page.get_by_role("link", name="Print it as a letter").click()
    page.emulate_media(media="print")
    expect(page.locator(".letter")).to_contain_text(case.code)
    expect(page.locator(".top")).to_be_hidden()
    look(page, "letter")


def test_everything_works_without_javascript(open_page, case):
    page = open_page(java_script_enabled=False)
    security, _ = full(page, case)
    page.goto(security)
    expect(page.locator(".level")).to_have_text("At least: Greater and immediate care")
    expect(page.get_by_text("The person plans to cooperate and the traffickers know it")).to_be_visible()
    page.goto(f"/cases/{case.code}/return")
    expect(page.get_by_text("offices are closed")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page, case, scheme):
    page = open_page(
        color_scheme=scheme, viewport={"width": 320, "height": 640}, bypass_csp=True, reduced_motion="reduce"
    )
    sheets = full(page, case)
    found = {}
    for path in ["/messages", *sheets, *(f"/cases/{case.code}/{place}" for place in PLACES), f"/cases/{case.code}"]:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[path] = [*violations(page), *(["too wide"] if wide else [])]
        page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = false)")
        name = path.rpartition(case.code)[2].strip("/").replace("/", "-") or "case"
        look(page, f"{scheme}-320-{name}")
        if scheme == "light":
            page.set_viewport_size({"width": 1280, "height": 900})
            look(page, f"{scheme}-1280-{name}")
            page.set_viewport_size({"width": 320, "height": 640})
    assert {path: what for path, what in found.items() if what} == {}
    small = page.evaluate("""[...document.querySelectorAll('button, summary, .ask-way')]
        .filter((one) => one.checkVisibility()).map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5).map(([words]) => words)""")
    assert small == []
    assert page.faults == []
