"""The trainer's desk in real browsers: a group joins, suggests and votes; the trainer leads; a resident is written."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations

pytestmark = pytest.mark.browser
#: The parts of a room ask every three seconds.
SOON = 9_000


def open_room(page, size="A group that votes", minutes="None"):
    page.goto("/desk")
    page.locator("#room-resident").select_option("salma")
    page.locator("#room-size").select_option(label=size)
    page.locator("#room-minutes").select_option(label=minutes)
    page.get_by_role("button", name="Open the room").click()
    expect(page.get_by_text("nobody yet.")).to_be_visible()
    return page.url.rpartition("/")[2].partition("?")[0]


def join(page, code):
    page.get_by_label("Code of the room").fill(code.lower())
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator("#room-state")).to_contain_text("The room waits to begin.")


def suggest(page, words):
    page.get_by_label("What would you say to Salma?").fill(words)
    page.get_by_role("button", name="Suggest it").click()
    expect(page.locator("#room-offers")).to_contain_text(words)


def test_three_browsers_join_a_room_suggest_vote_and_hear_the_answer_without_a_reload(as_trainer, as_person):
    leading = as_trainer()
    code = open_room(leading)
    people = [as_person(f"guest-{number}") for number in (1, 2, 3)]
    for page in people:
        join(page, code)
    for number in (1, 2, 3):
        expect(leading.locator("#room-state")).to_contain_text(f"guest-{number}", timeout=SOON)
    leading.get_by_role("button", name="Begin the talk").click()
    for page in people:
        expect(page.get_by_label("What would you say to Salma?")).to_be_visible(timeout=SOON)
    suggest(people[0], "Why did you run away?")
    suggest(people[1], "It sounds lonely.")
    for page in people:
        page.get_by_role("button", name="Vote for: It sounds lonely.").click(timeout=SOON)
    first = leading.locator("#room-offers .offer").first
    expect(first).to_contain_text("3 votes", timeout=SOON)
    expect(leading.locator("#room-offers")).to_contain_text("3 of 3 have voted.")
    assert not any("guest-1" in page.locator("main").inner_text() for page in people)
    loads = []
    for page in people:
        page.on("load", lambda: loads.append(1))
    leading.get_by_role("button", name="Say: It sounds lonely.").click()
    for page in people:
        expect(page.locator("#turn-1 .said-words")).to_have_text("It sounds lonely.", timeout=SOON)
        expect(page.locator("#turn-1 .point").first).to_be_visible()
        expect(page.locator("#said")).to_contain_text("Salma:")
    assert loads == [] and all(page.faults == [] for page in (*people, leading))
    leading.get_by_role("button", name="End the talk").click()
    people[2].get_by_role("link", name="Report on the talk").click(timeout=SOON)
    expect(people[2].get_by_role("heading", name="One thing to try")).to_be_visible()


def test_the_trainer_sees_the_inner_state_moves_it_and_pauses(as_trainer, as_person):
    leading = as_trainer()
    guest = as_person("guest-1")
    join(guest, open_room(leading, "One person", "5 minutes"))
    leading.get_by_role("button", name="Begin the talk").click()
    expect(leading.locator("#room-state")).to_contain_text("About 5 minutes left.")
    before = int(leading.locator(".inner li", has_text="Trust").locator(".inner-value").inner_text())
    leading.get_by_role("button", name="Trust: 10 more").click()
    expect(leading.locator(".inner li", has_text="Trust").locator(".inner-value")).to_have_text(str(before + 10))
    assert "Trust" not in guest.locator("main").inner_text()
    expect(guest.get_by_label("What do you say to Salma?")).to_be_visible(timeout=SOON)
    guest.get_by_label("What do you say to Salma?").fill("You decide about the doctor.")
    guest.get_by_role("button", name="Say it").click()
    expect(leading.locator("#turn-1 .said-words")).to_have_text("You decide about the doctor.", timeout=SOON)
    leading.get_by_role("button", name="Pause", exact=True).click()
    expect(guest.locator("#room-state")).to_contain_text("Pause. The talk waits.", timeout=SOON)
    expect(guest.get_by_role("button", name="Say it")).to_have_count(0)


def test_the_trainer_takes_the_room_back_and_everybody_in_it_sees_that(as_trainer, as_person):
    leading = as_trainer()
    code = open_room(leading)
    guest = as_person("guest-1")
    join(guest, code)
    leading.get_by_role("button", name="Begin the talk").click()
    expect(guest.get_by_label("What would you say to Salma?")).to_be_visible(timeout=SOON)
    for words in ("Why did you run away?", "It sounds lonely."):
        suggest(guest, words)
        leading.get_by_role("button", name=f"Say: {words}").click(timeout=SOON)
        expect(guest.locator("#turn-1 .said-words")).to_have_text(words, timeout=SOON)
        if words.startswith("Why"):
            leading.get_by_label("To before").select_option(label="reply 1: Why did you run away?")
            leading.get_by_role("button", name="Go back", exact=True).click()
            expect(guest.locator("#turn-1")).to_have_count(0, timeout=SOON)
    leading.get_by_role("link", name="Two ways side by side").click()
    expect(leading.locator(".pair").first).to_contain_text("Why did you run away?")
    expect(leading.locator(".pair").first).to_contain_text("It sounds lonely.")
    assert guest.faults == [] and leading.faults == []


def test_what_somebody_is_writing_stays_while_the_talk_goes_on(as_trainer, as_person):
    leading = as_trainer()
    code = open_room(leading)
    slow, quick = as_person("guest-1"), as_person("guest-2")
    for page in (slow, quick):
        join(page, code)
    leading.get_by_role("button", name="Begin the talk").click()
    expect(slow.get_by_label("What would you say to Salma?")).to_be_visible(timeout=SOON)
    slow.get_by_label("What would you say to Salma?").fill("I was just about to")
    expect(quick.get_by_label("What would you say to Salma?")).to_be_visible(timeout=SOON)
    suggest(quick, "It sounds lonely.")
    leading.get_by_role("button", name="Say: It sounds lonely.").click(timeout=SOON)
    expect(slow.locator("#turn-1")).to_be_visible(timeout=SOON)
    expect(slow.get_by_label("What would you say to Salma?")).to_have_value("I was just about to")
    expect(slow.locator("#room-answer .meanwhile")).to_be_visible()
    slow.get_by_role("button", name="Suggest it").click()
    expect(slow.get_by_role("alert")).to_contain_text("the talk has gone on")
    expect(slow.get_by_label("What would you say to Salma?")).to_have_value("I was just about to")


def test_all_of_it_works_without_javascript(as_trainer, as_person):
    leading = as_trainer(java_script_enabled=False)
    guest = as_person("guest-1", java_script_enabled=False)
    join(guest, open_room(leading))
    leading.get_by_role("button", name="Begin the talk").click()
    guest.get_by_role("button", name="Show what is new").click()
    suggest(guest, "It sounds lonely.")
    guest.get_by_role("button", name="Vote for: It sounds lonely.").click()
    leading.get_by_role("button", name="Show what is new").click()
    leading.get_by_role("button", name="Say: It sounds lonely.").click()
    guest.get_by_role("button", name="Show what is new").click()
    expect(guest.locator("#turn-1")).to_contain_text("It sounds lonely.")
    guest.get_by_role("button", name="Leave the room").click()
    expect(guest.get_by_role("status")).to_contain_text("You have left the room")
    leading.goto("/desk/write?like=salma")
    leading.get_by_label("Level, 1 gentler to 3 harder").fill("7")
    leading.get_by_role("button", name="Check").first.click()
    expect(leading.locator("#problems")).to_contain_text("1 thing to mend")
    expect(leading.get_by_label("Level, 1 gentler to 3 harder")).to_have_value("7")


def test_a_room_by_keyboard_alone(as_trainer, as_person):
    leading = as_trainer()
    code = open_room(leading)
    guest = as_person("guest-1")

    def tab_to(page, words, most=60):
        for _ in range(most):
            page.keyboard.press("Tab")
            here = page.evaluate("""(() => { const one = document.activeElement;
                return [one.innerText, one.ariaLabel, one.labels?.[0]?.innerText].join(' ') })()""")
            if words in here:
                return
        raise AssertionError(f"no way to {words!r} by keyboard")

    tab_to(guest, "Code of the room")
    guest.keyboard.type(code)
    guest.keyboard.press("Enter")
    expect(guest.locator("#room-state")).to_be_visible()
    tab_to(leading, "Begin the talk")
    leading.keyboard.press("Enter")
    expect(guest.get_by_label("What would you say to Salma?")).to_be_visible(timeout=SOON)
    tab_to(guest, "What would you say")
    guest.keyboard.type("It sounds lonely.")
    tab_to(guest, "Suggest it")
    guest.keyboard.press("Enter")
    expect(guest.locator("#room-offers .offer")).to_have_count(1)
    tab_to(guest, "Vote for: It sounds lonely.")
    guest.keyboard.press("Enter")
    expect(guest.locator(".offer-mine")).to_be_visible()
    expect(leading.locator("#room-offers")).to_contain_text("1 vote", timeout=SOON)
    trust = leading.locator(".inner li", has_text="Trust").locator(".inner-value")
    before = int(trust.inner_text())
    tab_to(leading, "Trust: 10 less")
    leading.keyboard.press("Enter")
    expect(trust).to_have_text(str(before - 10))
    tab_to(leading, "Say: It sounds lonely.")
    leading.keyboard.press("Enter")
    expect(guest.locator("#turn-1")).to_contain_text("It sounds lonely.", timeout=SOON)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_the_desk_are_accessible_and_fit(as_trainer, as_person, scheme, width):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    leading, guest = as_trainer(**look), as_person("guest-1", **look)
    code = open_room(leading, minutes="10 minutes")
    join(guest, code)
    leading.get_by_role("button", name="Begin the talk").click()
    guest.reload()
    suggest(guest, "You decide.")
    desk = ["/desk", f"/desk/rooms/{code}", f"/desk/rooms/{code}/wall", "/desk/compare", "/desk/write?like=salma"]
    wrong = {}
    for page, paths in ((leading, desk), (guest, ["/rooms", f"/rooms/{code}", f"/rooms/{code}/report"])):
        for path in paths:
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
            if folder := os.environ.get("SCREENSHOTS"):
                name = path.strip("/").replace("/", "-").replace(code, "room").partition("?")[0]
                page.screenshot(path=f"{folder}/{name}-{scheme}-{width}.png", full_page=True)
            wrong[path] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert not {path: what for path, what in wrong.items() if what}
