"""Practice in a real browser: a whole talk with feedback, back a turn, the report; by keyboard, small, without scripts."""

from __future__ import annotations

import os
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations

pytestmark = pytest.mark.browser

REPLIES = ["You decide about the doctor.", "It sounds lonely.", "I promise nobody finds you."]


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")


def begin(page, feedback="After each reply"):
    page.goto("/practice/with/salma")
    page.get_by_label(feedback).check()
    for question in page.locator("fieldset.sure").all():
        question.get_by_label("A little").check()
    page.get_by_role("button", name="Begin the talk").click()
    expect(page.get_by_label("What do you say to Salma?")).to_be_visible()


def say(page, words, turn):
    page.get_by_label("What do you say to Salma?").fill(words)
    page.get_by_role("button", name="Say it").click()
    hurry(page)
    expect(page.locator(f"#turn-{turn} .bubble:not(.waiting .bubble)")).to_be_visible()
    expect(page.locator(f"#turn-{turn} .waiting")).to_have_count(0)


def hurry(page):
    """Nobody waits in a test longer than it takes to see that there is waiting."""
    sent = page.locator("#practice-composer .send[aria-disabled=true]")
    ends = time.monotonic() + 20
    while sent.count():
        assert time.monotonic() < ends, "no answer came"
        page.locator(".waiting button").evaluate_all("(shown) => shown.forEach((one) => one.click())")
        page.wait_for_timeout(20)


def whole_talk(page):
    begin(page)
    for turn, words in enumerate(REPLIES, start=1):
        say(page, words, turn)


def test_a_talk_with_feedback_and_no_reload_then_back_a_turn_then_the_report(open_page):
    page = open_page("/practice")
    begin(page)
    loads = []
    page.on("load", lambda: loads.append(page.url))
    for turn, words in enumerate(REPLIES, start=1):
        say(page, words, turn)
    assert loads == []
    expect(page.locator("#turn-3 .point-harmful")).to_contain_text("Another way to say it")
    expect(page.locator("#turn-3 .point-harmful q").first).to_have_text("I promise")
    expect(page.locator("#turn-3")).to_contain_text("This worked")
    page.get_by_role("button", name="Go back and answer otherwise, reply 3").click()
    expect(page.get_by_role("link", name="Compare way 1 and way 2")).to_be_visible()
    say(page, "You decide what happens now.", 3)
    page.get_by_role("link", name="Compare way 1 and way 2").click()
    expect(page.locator("main")).to_contain_text("Up to reply 2 both are the same")
    expect(page.locator("figure.chart > svg")).to_have_count(4)
    page.get_by_role("link", name="Back to the talk").click()
    page.get_by_role("button", name="Stop the talk").click()
    for question in page.locator("fieldset.sure").all():
        question.get_by_label("Quite").check()
    page.get_by_role("button", name="Show the report").click()
    expect(page.get_by_role("heading", name="One thing to try")).to_be_visible()
    expect(page.locator("main")).to_contain_text("After: quite.")
    expect(page.locator(".strengths > li")).to_have_count(3)
    with page.expect_download() as paper:
        page.get_by_role("link", name="Report as PDF").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    assert page.faults == []


def test_silence_is_shown_before_the_answer_and_can_be_cut_short(open_page):
    page = open_page("/practice")
    begin(page)
    page.get_by_label("What do you say to Salma?").fill("It sounds lonely.")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("#turn-1 .said-words")).to_have_text("It sounds lonely.")
    expect(page.locator("#turn-1 .waiting")).to_contain_text(re.compile("silent|about to speak"))
    expect(page.locator("#turn-1 .point")).to_have_count(1)
    expect(page.locator("#turn-1 .point")).not_to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#turn-1 .point")).to_be_visible()
    expect(page.locator("#practice-status")).to_contain_text("Salma")


def test_all_of_it_by_keyboard_alone(open_page):
    page = open_page("/practice/with/salma")

    def tab_to(words, most=40):
        for _ in range(most):
            page.keyboard.press("Tab")
            here = page.evaluate("""(() => { const one = document.activeElement;
                return [one.innerText, one.ariaLabel, one.labels?.[0]?.innerText, one.value].join(' ') })()""")
            if words in here:
                return
        raise AssertionError(f"no way to {words!r} by keyboard")

    tab_to("Begin the talk")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What do you say to Salma?")).to_be_visible()
    tab_to("What do you say to Salma?")
    page.keyboard.type("It sounds lonely.")
    page.keyboard.press("Enter")
    hurry(page)
    expect(page.locator("#turn-1 .point")).to_be_visible()
    expect(page.get_by_label("What do you say to Salma?")).to_be_focused()
    page.keyboard.type("pause")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pause")).to_be_visible()
    tab_to("Go on with the talk")
    page.keyboard.press("Enter")
    expect(page.locator("#turn-1")).to_be_visible()
    tab_to("Stop the talk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="After the talk")).to_be_visible()
    tab_to("Show the report")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What was strong")).to_be_visible()


def test_all_of_it_works_without_javascript(open_page):
    page = open_page("/practice", java_script_enabled=False)
    begin(page)
    for turn, words in enumerate(REPLIES, start=1):
        page.get_by_label("What do you say to Salma?").fill(words)
        page.get_by_role("button", name="Say it").click()
        expect(page.locator(f"#turn-{turn} .point").first).to_be_visible()
    page.get_by_role("button", name="Say nothing").click()
    expect(page.locator("#turn-4")).to_contain_text("You say nothing.")
    page.get_by_role("button", name="Go back and answer otherwise, reply 2").click()
    expect(page.locator("#turn-2")).to_have_count(0)
    page.get_by_role("link", name="Pause").click()
    page.get_by_role("button", name="Stop the talk here").click()
    page.get_by_role("button", name="Show the report").click()
    expect(page.get_by_role("heading", name="One thing to try")).to_be_visible()


def test_who_writes_that_it_is_real_stands_in_the_chat_with_the_first_steps(open_page):
    page = open_page("/practice")
    begin(page)
    page.get_by_label("What do you say to Salma?").fill("Stop, this is real: he wants to die")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".card-urgent").last).to_be_visible()
    expect(page.locator("#alerts")).to_contain_text("sent")
    expect(page.locator("#notice")).to_contain_text("You have left practice")


def test_what_may_be_real_is_asked_about_without_losing_the_words(open_page):
    page = open_page("/practice")
    begin(page)
    words = "What you felt there, this is real, I see it"
    page.get_by_label("What do you say to Salma?").fill(words)
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("Is this real, or part of the practice talk?")).to_be_visible()
    expect(page.get_by_label("What do you say to Salma?")).to_have_value(words)
    page.get_by_role("button", name="It is part of the talk").click()
    hurry(page)
    expect(page.locator("#turn-1 .said-words")).to_have_text(words)


def test_practise_this_leads_from_an_answer_to_a_resident_and_takes_no_word_along(open_page):
    page = open_page("/")
    page.get_by_label("Your message").fill("She says it was her own stupid fault")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Practise this").click()
    page.get_by_role("link", name="Salma").click()
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    assert "stupid" not in page.content() and page.url.endswith("/practice/with/salma")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_practice_are_accessible_and_fit(open_page, scheme, width):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    page = open_page("/practice", reduced_motion="reduce", **look)
    whole_talk(page)
    talk = page.url.partition("?")[0]
    page.get_by_role("button", name="Go back and answer otherwise, reply 2").click()
    say(page, "You decide.", 2)
    shown = ["/practice", "/practice/with/salma", f"{talk}?take=1", f"{talk}/pause", f"{talk}/after", f"{talk}/report"]
    wrong = {}
    for number, path in enumerate([*shown, f"{talk}/compare?one=1&other=2"]):
        page.goto(path)
        open_everything(page)
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=f"{folder}/practice-{number}-{scheme}-{width}.png", full_page=True)
        wrong[path] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        small = page.evaluate("""[...document.querySelectorAll('main button, main summary, .composer button, .choice')]
            .filter((one) => one.checkVisibility()).map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([words]) => words)""")
        assert small == [], path
    assert not {path: what for path, what in wrong.items() if what}
