"""One checklist in two browsers: started from the chat, ticked, gone on with elsewhere, merged, printed, handed over."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bot.cases.consent import Consent
from tests.browser.accessible import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def case(served):
    return served.cases.open(None).code


@pytest.fixture
def colleague(open_page, as_role):
    """Opens a page for somebody else in a browser of their own."""

    def opened(path, role="staff", name="colleague", **look):
        page = open_page("/about", signed_in=False, **look)
        as_role(page, role, name=name)
        page.goto(path)
        return page

    return opened


def step(page, code):
    return page.locator(f"#step-{code}")


def tick(page, code, button="Done", note=""):
    if note:
        step(page, code).get_by_text("Note", exact=False).first.click()
        step(page, code).get_by_label("Note (no names)", exact=False).fill(note)
    step(page, code).get_by_role("button", name=f"{button}: step", exact=False).click()


def start(page, checklist, case=""):
    page.goto("/checklists")
    page.get_by_label("Checklist", exact=True).select_option(checklist)
    page.get_by_label("Case code", exact=False).fill(case)
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url(re.compile(r"/checklists/[A-Z0-9]{6}$"))
    return page.url.removeprefix(page.evaluate("location.origin"))


def test_from_the_chat_to_a_second_browser_and_nothing_is_overwritten(open_page, colleague, case):
    mine = open_page("/")
    mine.get_by_label("Your message").fill(f"start the arrival checklist for case {case}")
    mine.get_by_role("button", name="Send").click()
    mine.get_by_label("Case code", exact=False).fill(case)
    mine.get_by_role("button", name="Work on this checklist").click()
    expect(mine.get_by_role("heading", level=1)).to_have_text(f"Arrival · {case}")
    for code in ("SH-ARR-01", "SH-ARR-02", "SH-ARR-03"):
        tick(mine, code)
        expect(step(mine, code)).to_have_class(re.compile("step-done"))
    mine.reload()
    expect(mine.locator(".step-done")).to_have_count(3)

    theirs = colleague("/checklists")
    theirs.get_by_role("link", name=f"Arrival · {case}").click()
    expect(theirs.locator(".step-done")).to_have_count(3)
    tick(theirs, "SH-ARR-04")
    expect(step(mine, "SH-ARR-04")).to_have_class(re.compile("step-done"))  # by itself, without a reload
    expect(step(mine, "SH-ARR-04")).to_contain_text("colleague")

    # Both write about the same step; neither has seen what the other sends.
    step(mine, "SH-ARR-05").get_by_text("Note", exact=False).first.click()
    step(mine, "SH-ARR-05").get_by_label("Note (no names)", exact=False).fill("used the small office")
    tick(theirs, "SH-ARR-05", "Does not apply", note="no room was free")
    expect(step(theirs, "SH-ARR-05")).to_have_class(re.compile("step-not_applicable"))
    expect(step(mine, "SH-ARR-05")).to_contain_text("Somebody marked this step meanwhile")
    step(mine, "SH-ARR-05").get_by_role("button", name="Done: step 5").click()
    for page in (mine, theirs):
        expect(step(page, "SH-ARR-05")).to_have_class(re.compile("step-differs"))
        for words in ("used the small office", "no room was free", "colleague: does not apply", "staff: done"):
            expect(step(page, "SH-ARR-05")).to_contain_text(words)
    tick(theirs, "SH-ARR-05")
    expect(step(mine, "SH-ARR-05")).to_have_class(re.compile("step-done"))
    expect(step(mine, "SH-ARR-05")).to_contain_text("used the small office")
    assert mine.faults == theirs.faults == []


def test_a_step_of_sharing_waits_until_consent_is_written_down(open_page, served, case):
    page = open_page("/checklists")
    run = start(page, "communication_steps", case)
    expect(step(page, "CM-1")).to_contain_text("waits for consent to sharing information")
    expect(step(page, "CM-1").get_by_role("button", name="Done: step", exact=False)).to_have_count(0)
    consent = {"purpose": "sharing", "recipient": "partner_abroad", "on": "2026-01-10"}
    served.cases.consent.write(case, Consent(answer="given", **consent), None)
    page.goto(run)
    tick(page, "CM-1")
    expect(step(page, "CM-1")).to_have_class(re.compile("step-done"))
    served.cases.consent.write(case, Consent(answer="withdrawn", **consent), None)
    # The page still shows the button; the step holds all the same.
    tick(page, "CM-3")
    expect(step(page, "CM-3")).to_contain_text("Nobody asks again")
    expect(step(page, "CM-3").get_by_role("link", name="what to offer instead")).to_have_attribute(
        "href", f"/cases/{case}/no"
    )
    expect(step(page, "CM-3")).to_have_class(re.compile("step-open"))


def test_what_could_not_be_saved_stays_where_it_was_and_counts_once(open_page, served):
    page = open_page("/checklists")
    start(page, "travel")
    page.route("**/mark", lambda route: route.abort())
    tick(page, "TV-01", note="first flight of the day")
    expect(step(page, "TV-01")).to_contain_text("That was not saved")
    page.unroute("**/mark")
    step(page, "TV-01").get_by_role("button", name="Done: step 1").click()
    expect(step(page, "TV-01")).to_have_class(re.compile("step-done"))
    expect(step(page, "TV-01").locator(".step-note")).to_have_count(1)


def test_all_of_it_works_without_javascript(open_page, colleague, case):
    page = open_page("/checklists", java_script_enabled=False)
    run = start(page, "arrival", case)
    step(page, "SH-ARR-01").locator("summary").click()
    step(page, "SH-ARR-01").get_by_label("Note (no names)", exact=False).fill("by phone")
    step(page, "SH-ARR-01").get_by_role("button", name="Done: step 1").click()
    expect(step(page, "SH-ARR-01")).to_contain_text("Done: staff")
    page.get_by_role("button", name="Finish this checklist").click()
    page.goto(run)
    page.get_by_role("button", name="Open it again").click()
    page.goto("/hand-over")
    page.get_by_role("button", name="Hand over").click()
    theirs = colleague(page.url, name="late", java_script_enabled=False)
    theirs.get_by_role("button", name="I have read it and take over").click()
    expect(theirs.locator("main")).to_contain_text("by you")


def test_on_paper_every_step_has_its_box_and_nothing_is_left_of_the_screen(open_page):
    page = open_page("/checklists")
    run = start(page, "monitoring")
    tick(page, "MO-05", note="on a Tuesday")
    expect(step(page, "MO-05")).to_have_class(re.compile("step-done"))
    page.goto(f"{run}/paper")
    page.emulate_media(media="print")
    expect(page.locator(".paper-open, .paper-done")).to_have_count(12)
    expect(page.locator(".paper-done")).to_contain_text("on a Tuesday")
    for gone in (".top", ".ways", ".crumb", ".on-screen"):
        expect(page.locator(gone).first).not_to_be_visible()
    with page.expect_download() as waited:
        page.emulate_media(media="screen")
        page.get_by_role("link", name="Or take the PDF").click()
    assert waited.value.suggested_filename.endswith(".pdf")


def test_what_helped_and_what_is_open_reach_the_next_shift_which_takes_over(open_page, colleague, case):
    mine = open_page("/")
    mine.get_by_label("Your message").fill("she says it was her own stupid fault")
    mine.get_by_role("button", name="Send").click()
    asked = mine.locator("div.helped").last
    asked.get_by_text("Did this help?").first.click()
    asked.get_by_label("Case code", exact=False).fill(case.lower())
    asked.get_by_role("button", name="It helped").click()
    expect(mine.locator("div.helped").last).to_contain_text(f"You said: it helped (case {case})")
    mine.reload()
    expect(mine.locator("div.helped").last).to_contain_text("You said: it helped")
    start(mine, "arrival", case)
    mine.goto("/hand-over")
    mine.get_by_role("button", name="Hand over").click()
    expect(mine.locator("main")).to_contain_text("It waits for the next shift")
    theirs = colleague("/hand-over", name="early")
    theirs.locator(".rows a").first.click()
    for words in (f"Case {case}", "18 of 18 open", "helped ×1"):
        expect(theirs.locator("main")).to_contain_text(words)
    theirs.get_by_role("button", name="I have read it and take over").click()
    expect(theirs.locator("main")).to_contain_text("Taken over")
    mine.reload()
    expect(mine.locator("main")).to_contain_text("by early")
    assert mine.faults == theirs.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_accessible_and_fit(open_page, colleague, case, scheme, width, tmp_path):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}, "bypass_csp": True}
    page = open_page("/checklists", **look)
    run = start(page, "risk_assessment")
    page.get_by_role("button", name="No", exact=True).click()
    tick(page, "PD-SA-01", note="talked in the kitchen")
    expect(step(page, "PD-SA-01")).to_have_class(re.compile("step-done"))
    theirs = colleague(run)
    step(page, "PD-RI-01").locator("summary").click()
    step(page, "PD-RI-01").locator("textarea").fill("old numbers")
    tick(theirs, "PD-RI-01", "Does not apply", note="x" * 200)
    expect(step(theirs, "PD-RI-01")).to_have_class(re.compile("step-not_applicable"))
    step(page, "PD-RI-01").get_by_role("button", name="Done: step", exact=False).click()
    expect(step(page, "PD-RI-01")).to_have_class(re.compile("step-differs"))
    look_at(page, "run", tmp_path)
    locked = start(page, "communication_steps", case)
    look_at(page, "locked", tmp_path)
    for path, name in ((f"{run}/paper", "paper"), ("/checklists", "list"), (locked, "again"), ("/hand-over", "now")):
        page.goto(path)
        look_at(page, name, tmp_path)
    page.get_by_role("button", name="Hand over").click()
    look_at(page, "brief", tmp_path)
    page.goto(run)
    page.get_by_role("button", name="Finish this checklist").click()  # the next look begins anew


def look_at(page, name, folder):
    page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    small = page.evaluate("""[...document.querySelectorAll('main button, main summary')]
        .filter((one) => one.checkVisibility()).map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([words]) => words)""")
    assert small == [], name
    assert page.faults == []
