"""Work on a case in a real browser: a code made, consent and its no, contact after leaving, two people at once."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations

pytestmark = pytest.mark.browser

#: The contact of the first month is some twenty days late then, and the next one far away, whatever the day of the test.
FIFTY_DAYS_AGO = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 50 * 86_400))


def new_case(page):
    page.goto("/cases")
    page.get_by_role("button", name="Open a new case").click()
    expect(page.locator("#said")).to_contain_text("on your list on paper")
    return re.search(r"[A-Z]-\d{3}", page.locator("h1").inner_text())[0]


def write_answer(page, about, said):
    page.get_by_label("You asked about").select_option(about)
    page.get_by_role("radio", name=said, exact=True).check()
    page.get_by_role("button", name="Keep the answer").click()


def test_an_impatient_finger_asks_once(open_page):
    page = open_page("/cases")
    slow = {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    twice = "button => { button.click(); setTimeout(() => button.click(), 300) }"
    page.get_by_role("button", name="Open a new case").evaluate(twice)
    expect(page.locator("#said")).to_contain_text("on your list on paper", timeout=20_000)
    assert len(asked) == 1


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_a_new_case_to_a_no_and_on_with_what_they_said_yes_to(open_page, script):
    page = open_page("/cases", java_script_enabled=script)
    code = new_case(page)
    page.get_by_label("Age group").select_option("18_to_25")
    page.get_by_label("forced labour").check()
    page.get_by_role("button", name="Keep the facts").click()
    expect(page.locator(".case-facts").first).to_contain_text("18 to 25")
    page.get_by_role("link", name="Write an answer down").click()
    write_answer(page, "assistance", "yes")
    expect(page.locator("#said")).to_contain_text("The answer is kept")
    page.get_by_role("link", name="Write an answer down").click()
    write_answer(page, "referral:health", "no")
    expect(page.locator("h1")).to_contain_text("They said no, and that is all right")
    page.get_by_role("link", name="Go on with what they said yes to").click()
    expect(page.locator("main")).to_contain_text("Referral to a health service: no")
    page.goto(f"/cases/{code}/consent?about=referral:health")
    write_answer(page, "referral:health", "yes")
    expect(page.get_by_role("alert")).to_contain_text("They said no to this before")
    assert page.faults == []


def test_contact_after_leaving_is_agreed_planned_and_written_down(open_page):
    page = open_page("/cases")
    code = new_case(page)
    page.goto(f"/cases/{code}/follow-up")
    page.get_by_label("phone call").check()
    page.get_by_label("call from a hidden number").check()
    page.get_by_role("button", name="Keep this").click()
    page.get_by_text("They have left").click()
    page.get_by_label("Day", exact=True).fill(FIFTY_DAYS_AGO)
    page.get_by_role("button", name="Plan the contacts").click()
    expect(page.locator("#contact")).to_contain_text("supervisors were told")
    page.goto("/follow-up")
    page.get_by_role("link", name=code).click()
    page.locator("#contact").get_by_label("I reached them").check()
    page.locator("#contact").get_by_label("threats to them or the family").check()
    page.locator("#contact").get_by_role("button", name="Write it down").click()
    expect(page.locator("main")).to_contain_text("At the last contact: threats to them or the family")
    assert page.faults == []


def test_two_people_who_change_the_same_facts_are_told(open_page):
    mine, theirs = open_page("/cases"), open_page("/cases")
    code = new_case(mine)
    theirs.goto(f"/cases/{code}")
    theirs.get_by_text("Change the facts").click()
    mine.get_by_label("Age group").select_option("26_to_59")
    mine.get_by_role("button", name="Keep the facts").click()
    theirs.get_by_label("Age group").select_option("under_12")
    theirs.get_by_role("button", name="Keep the facts").click()
    expect(theirs.get_by_role("alert")).to_contain_text("A colleague changed these facts")
    expect(theirs.locator(".case-facts").first).to_contain_text("26 to 59")


def test_a_supervisor_puts_in_what_was_taken_out(open_page, as_role, tmp_path):
    page = open_page("/about", signed_in=False)
    as_role(page, "supervisor")
    code = new_case(page)
    page.get_by_text("Make a file").click()
    page.get_by_label("Kind of file").select_option("json")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file").click()
    file = tmp_path / "case.json"
    download.value.save_as(file)
    other = "Y-321" if code != "Y-321" else "Y-322"
    file.write_text(file.read_text(encoding="utf-8").replace(code, other), encoding="utf-8")
    page.goto("/cases/import")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Put it in").click()
    expect(page.locator("h1")).to_contain_text(other)
    assert page.faults == []


@pytest.mark.parametrize("scheme, width", [("light", 320), ("dark", 1280)])
def test_the_pages_of_cases_are_accessible_and_fit(open_page, as_role, scheme, width, tmp_path):
    page = open_page(
        "/about", signed_in=False, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    as_role(page, "supervisor")
    code = new_case(page)
    page.goto(f"/cases/{code}/consent")
    write_answer(page, "sharing:partner_abroad", "no")
    page.goto(f"/cases/{code}/follow-up")
    page.get_by_text("They have left").click()
    page.get_by_label("Day", exact=True).fill(FIFTY_DAYS_AGO)
    page.get_by_role("button", name="Plan the contacts").click()
    ways = ("", "/consent?about=sharing:partner_abroad", "/no", "/follow-up")
    for place in ("/cases", "/follow-up", "/cases/import", *(f"/cases/{code}{way}" for way in ways)):
        page.goto(place)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
        page.screenshot(path=tmp_path / f"{place.strip('/').replace('/', '-').split('?')[0]}.png", full_page=True)
        assert violations(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), place
    small = page.evaluate("""[...document.querySelectorAll('main button, main summary')]
        .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5).map(([words]) => words)""")
    assert small == [] and page.faults == []
