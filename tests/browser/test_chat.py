"""Staff at the screen: describing a behaviour, reading the answer, following up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations
from tests.browser.waiting import wait_for_socket

pytestmark = pytest.mark.browser

DESCRIBED = "She keeps saying it was her own stupid fault and she won't look at any of us"


def say(page, text):
    """Type a message, send it, and wait for the card that answers it."""
    before = page.locator(".turn").count()
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".turn")).to_have_count(before + 1)
    card = page.locator(".turn").last.locator(".card").first
    expect(card).to_be_visible()
    return card


def test_staff_describe_a_behaviour_and_read_the_card(open_page):
    page = open_page()
    wait_for_socket(page)
    card = say(page, DESCRIBED)
    for title in ("What this may be", "Try now", "You could say", "Better not", "Keep in mind"):
        expect(card.get_by_role("heading", name=title)).to_be_visible()
    expect(card.get_by_text("her own stupid fault").first).to_be_visible()
    expect(card).to_be_focused()
    assert page.url.endswith("/") and not page.faults


def test_progress_is_said_in_words_while_the_answer_is_made(open_page):
    page = open_page()
    wait_for_socket(page)
    page.get_by_label("Your message").fill("This goes slowly: her own stupid fault")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#status")).to_contain_text("Reading what you wrote")
    expect(page.locator(".said-words").last).to_contain_text("This goes slowly")
    expect(page.locator(".card").last).to_be_visible()
    expect(page.locator("#status")).to_be_empty()


def test_the_sources_of_every_line_are_one_tap_away(open_page):
    page = open_page()
    card = say(page, DESCRIBED)
    expect(card.locator(".where-line").first).to_be_hidden()
    card.get_by_text("Where each line comes from").click()
    expect(card.locator(".where-line").first).to_be_visible()
    expect(card.get_by_text(re.compile("practice wording|added from outside")).last).to_be_visible()


def test_a_follow_up_is_one_tap_and_everything_is_there_after_a_reload(open_page):
    page = open_page()
    wait_for_socket(page)
    say(page, DESCRIBED)
    choice = page.locator(".choice").first
    title = choice.inner_text()
    choice.click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".card").first).to_be_visible()
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.get_by_text(DESCRIBED)).to_be_visible()
    expect(page.locator(".said-words").last).to_have_text(title)
    expect(page.locator("form.choices")).to_have_count(1)


def test_it_works_by_keyboard_alone(open_page):
    page = open_page()
    wait_for_socket(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "message":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("She says it was her own stupid fault")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("and looks away")
    page.keyboard.press("Enter")
    card = page.locator(".turn .card").first
    expect(card).to_be_focused()
    assert "\n" in page.locator(".said-words").first.inner_text()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "choice":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)


def test_it_works_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    card = say(page, DESCRIBED)
    expect(card.get_by_role("heading", name="Try now")).to_be_visible()
    card.get_by_text("Where each line comes from").click()
    expect(card.locator(".where-line").first).to_be_visible()
    page.locator(".choice").first.click()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)


def test_when_the_socket_cannot_open_the_plain_form_is_sent(open_page):
    page = open_page()
    page.route(
        "**/static/**/js/connection.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body="export class Connection extends EventTarget {"
            " open() {} send() { return false; } end() {} hurry() {} failures = 9 }",
        ),
    )
    page.goto("/")
    expect(say(page, DESCRIBED).get_by_role("heading", name="Try now")).to_be_visible()


def test_when_a_script_is_broken_the_page_still_works(open_page):
    page = open_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/")
    expect(say(page, DESCRIBED).get_by_role("heading", name="Try now")).to_be_visible()


def test_a_message_that_is_too_long_is_counted_refused_kindly_and_kept_in_the_box(open_page):
    page = open_page()
    wait_for_socket(page)
    page.get_by_label("Your message").fill("x" * 2100)
    expect(page.locator("#counter")).to_have_text("100 too many")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".card-refused")).to_be_visible()
    assert len(page.get_by_label("Your message").input_value()) == 2100


def test_what_is_typed_is_never_read_as_markup(open_page):
    page = open_page()
    wait_for_socket(page)
    say(page, '<img src=x onerror="document.title=1"><script>document.title=2</script>')
    assert page.locator(".turn img, .turn script").count() == 0 and page.title() == "Chat – Steadyhand"


def test_after_signing_out_going_back_shows_nothing(open_page):
    page = open_page(by_form=True)
    say(page, DESCRIBED)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in**")
    page.go_back()
    page.wait_for_timeout(300)
    assert page.get_by_text(DESCRIBED).count() == 0


def test_a_name_is_asked_about_and_sent_only_without_it(open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    wait_for_socket(page)
    page.get_by_label("Your message").fill("Amina says it was her own stupid fault")
    page.keyboard.press("Enter")
    asked = page.get_by_role("alertdialog", name="Not sent yet. This looks personal.")
    expect(asked).to_contain_text("“Amina” looks like a name.")
    expect(asked.get_by_role("button", name="Send without these words")).to_be_focused()
    assert page.locator(".turn").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Enter")
    expect(page.locator(".said-words")).to_have_text("[name] says it was her own stupid fault")
    expect(page.locator(".said-masked")).to_contain_text("Taken out before this was read or kept: a name.")
    expect(asked).to_have_count(0)
    expect(page.get_by_label("Your message")).to_have_value("")
    assert not page.faults


@pytest.mark.parametrize("way", ["button", "Escape", "typing"])
def test_a_message_with_a_name_can_be_changed_instead(open_page, way):
    page = open_page()
    wait_for_socket(page)
    box = page.get_by_label("Your message")
    box.fill("Amina says it was her own stupid fault")
    page.get_by_role("button", name="Send", exact=True).click()
    asked = page.get_by_role("alertdialog")
    expect(asked).to_be_visible()
    expect(box).to_have_value("Amina says it was her own stupid fault")
    if way == "button":
        asked.get_by_role("button", name="Change it").click()
    elif way == "Escape":
        page.keyboard.press("Escape")
    if way != "typing":
        expect(box).to_be_focused()
    box.fill("She says it was her own stupid fault")
    expect(asked).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".said-words")).to_have_text("She says it was her own stupid fault")
    expect(page.locator(".said-masked")).to_have_count(0)


def test_the_question_about_a_name_is_readable_by_everybody(open_page):
    page = open_page()
    wait_for_socket(page)
    page.get_by_label("Your message").fill("Amina says it was her own stupid fault")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert violations(page) == []
