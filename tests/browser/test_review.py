"""From a message that was not understood to a file that two people agreed on, in three browsers."""

from __future__ import annotations

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations

pytestmark = pytest.mark.browser

TEXT = "I am unsure: Amina in B-014 counts the spoons"
SENT = "I am unsure: [name] in [case] counts the spoons"
EXAMPLE = "she counts the spoons every evening"


@pytest.fixture
def reviewer(open_page, as_role):
    """Opens the review list for somebody of a role in a browser of their own."""

    def opened(role="supervisor", path="/review", **look):
        page = open_page("/about", signed_in=False, **look)
        as_role(page, role)
        page.goto(path)
        return page

    return opened


def ask(page, text=TEXT):
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()
    if page.get_by_role("button", name="Send it masked").count():
        page.get_by_role("button", name="Send it masked").click()


def send_for_review(page):
    """Send the newest message; returns the code of the entry."""
    offer = page.locator("[id^=sent-]").last
    offer.get_by_text("Send this to the review list").click()
    expect(offer.locator("blockquote")).to_have_text(SENT)
    offer.get_by_role("button", name="Send it").click()
    expect(page.locator("[id^=sent-]").last).to_contain_text("Its code is")
    return page.locator("[id^=sent-] .code").last.inner_text()


def propose(page, code):
    page.goto(f"/review/{code}")
    expect(page.locator("main")).to_contain_text(SENT)
    page.get_by_label("Words of the example").fill(EXAMPLE)
    page.get_by_label("None of the eight").check()
    page.get_by_role("button", name="Propose this example").click()
    expect(page.locator("main")).to_contain_text("Now a second person has to look at it.")


def approve(page, code):
    page.get_by_role("link", name=code).click()
    page.get_by_role("button", name="I approve it").click()
    expect(page.locator("main")).to_contain_text("It is approved")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_staff_send_one_person_proposes_another_approves_and_it_leaves_as_files(open_page, reviewer, script):
    mine = open_page("/", java_script_enabled=script)
    ask(mine, TEXT if not script else TEXT.replace("Amina", "[name]"))
    code = send_for_review(mine)
    first = reviewer("supervisor", java_script_enabled=script)
    propose(first, code)
    assert first.get_by_role("button", name="I approve it").count() == 0
    second = reviewer("trainer", java_script_enabled=script)
    approve(second, code)
    with second.expect_download() as waiting:
        second.get_by_role("link", name="Take out what is approved").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert EXAMPLE in archive.read("data/nlu/en/reactions/reviewed.yml").decode()
    mine.reload()
    expect(mine.locator("[id^=sent-]").last).to_contain_text("Somebody has decided")
    assert mine.faults == first.faults == second.faults == []


def test_it_is_taken_back_where_it_was_sent(open_page, reviewer):
    mine = open_page("/")
    ask(mine, TEXT.replace("Amina", "[name]"))
    code = send_for_review(mine)
    # An alert of the same account has such a button too.
    mine.locator("[id^=sent-]").last.get_by_role("button", name="Take it back").click()
    expect(mine.locator("[id^=sent-]").last).to_contain_text("Send this to the review list")
    theirs = reviewer(path=f"/review/{code}")
    expect(theirs.locator("main")).not_to_contain_text(SENT)
    assert mine.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_review_are_accessible_and_fit(open_page, reviewer, served, scheme, width, tmp_path):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    fill_the_weeks(served)
    mine = open_page("/", **look)
    ask(mine, TEXT.replace("Amina", "[name]"))
    mine.get_by_text("Send this to the review list").last.click()
    check(mine, "chat", tmp_path)
    code = send_for_review_open(mine)
    theirs = reviewer(**look)
    check(theirs, "list", tmp_path)
    theirs.goto(f"/review/{code}")
    theirs.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
    check(theirs, "open", tmp_path)
    propose(theirs, code)
    check(theirs, "proposed", tmp_path)
    other = reviewer("trainer", f"/review/{code}", **look)
    check(other, "approve", tmp_path)
    theirs.goto("/digest")
    check(theirs, "digest", tmp_path)


def send_for_review_open(page):
    """The same where the offer is unfolded already."""
    page.get_by_role("button", name="Send it").last.click()
    expect(page.locator("[id^=sent-]").last).to_contain_text("Its code is")
    return page.locator("[id^=sent-] .code").last.inner_text()


def fill_the_weeks(served):
    """Counts of some weeks, so that there is something to draw."""
    import datetime as dt

    from sqlalchemy.orm import Session

    from bot.review.tables import Unanswered

    today = dt.date.today()
    with Session(served.office.records) as session, session.begin():
        for day in range(1, 70):
            at = today - dt.timedelta(days=day)
            for kind, many in (
                ("not_understood", day % 9),
                ("clarify", 5 + day % 3),
                ("out_of_scope", int(day % 7 == 0)),
            ):
                session.merge(Unanswered(day=at.isoformat(), kind=kind, many=many))


def check(page, name, folder):
    page.screenshot(path=folder / f"{name}.png", full_page=name != "chat")
    assert violations(page) == [], name
    assert page.faults == [] and not re.search(r"\bNone\b(?! of)", page.locator("main").inner_text())
