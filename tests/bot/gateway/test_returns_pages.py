"""Returns, plans and reviews on the pages: without JavaScript, gated by consent, and nothing of a colleague's lost."""

from __future__ import annotations

import html
import re

import pytest

from bot.cases.consent import Consent, day_of
from bot.cases.facts import Facts
from bot.gateway import keys


@pytest.fixture
def work(app):
    return app[keys.WORK]


@pytest.fixture
def staff(at_the_door):
    return at_the_door("staff")


@pytest.fixture
def case(work):
    return work.cases.open(None, Facts(age_group="18_to_25", sex="male", cross_border="yes"))


@pytest.fixture
def read(staff):
    async def text(path):
        answer = await staff.send("GET", path)
        assert answer.status == 200, (path, answer.status)
        return html.unescape(re.sub(r"\s+", " ", await answer.text()))

    return text


@pytest.fixture
def agree(work, case):
    def agreed(purpose, answer="given"):
        consent = Consent(purpose, answer, day_of(work.cases.clock()), recipient="partner_abroad")
        work.cases.consent.write(case.code, consent, None)

    return agreed


REQUEST = {"f-needs": "housing", "f-urgency": "now", "f-assessment": "later", "do": "send"}


async def test_the_page_of_a_case_leads_on_in_one_tap(read, case):
    page = await read(f"/cases/{case.code}")
    assert all(f'href="/cases/{case.code}/{place}"' in page for place in ("return", "plan", "reviews"))


async def test_a_chosen_scenario_shows_its_path_with_where_each_step_leads(staff, read, case):
    address = f"/cases/{case.code}/return"
    assert (await read(address)).count('name="path"') == 4
    await staff.send("POST", f"{address}/path", {"path": "no_return_for_now", "side": "sending"})
    page = await read(address)
    assert "independent legal advice" in page and "on hold" in page and "/consent" in page


async def test_a_path_that_is_none_changes_nothing(staff, read, case):
    answer = await staff.send("POST", f"/cases/{case.code}/return/path", {"path": "../x", "side": "up"})
    assert answer.status == 303 and "Show the path" in await read(f"/cases/{case.code}/return")


async def test_the_security_page_gives_a_level_with_reasons_and_no_score(staff, read, case):
    begun = await staff.send("POST", f"/cases/{case.code}/security", {"occasion": "before_departure"})
    sheet = begun.headers["Location"]
    await staff.send("POST", sheet, {"a-DS-P03": "yes", "a-DS-I2": "yes", "seen": "1", "do": "keep"})
    page = await read(sheet)
    assert "At least: Greater and immediate care" in page and "threats to the person or the family" in page
    assert "no score of the person" in page and 'a-DS-P03" value="yes" checked' in page
    assert "Greater and immediate care" in await read(f"/cases/{case.code}/return")


async def test_a_review_is_words_and_shows_what_changed(staff, read, case, work):
    first = (await staff.send("POST", f"/cases/{case.code}/reviews", {"occasion": "exit"})).headers["Location"]
    await staff.send("POST", first, {"a-RQ-13": "no", "seen": "1", "do": "end"})
    second = (await staff.send("POST", f"/cases/{case.code}/reviews", {"occasion": "follow_up"})).headers["Location"]
    await staff.send("POST", second, {"a-RQ-13": "yes", "seen": "1", "do": "keep"})
    page = await read(second)
    assert "New since last time" in page and "Follow the first steps" in page and "security focal point" in page
    assert "Last time: no" in page
    assert not re.search(r"\b\d+ (?:of|out of) \d+\b|\bscore of \d|\d ?%", page)
    assert "New since last time" in await read(f"/cases/{case.code}/reviews")


async def test_what_a_colleague_answered_meanwhile_stays_and_a_difference_is_shown(staff, read, case):
    sheet = (await staff.send("POST", f"/cases/{case.code}/reviews", {"occasion": "exit"})).headers["Location"]
    await staff.send("POST", sheet, {"a-RQ-13": "yes", "a-RQ-14": "", "begun": "", "seen": "1", "do": "keep"})
    await staff.send("POST", sheet, {"a-RQ-13": "no", "a-RQ-14": "no", "begun": "", "seen": "1", "do": "keep"})
    page = await read(sheet)
    assert "Two people answered a question differently" in page and 'a-RQ-13" value="yes" checked' in page
    assert 'a-RQ-14" value="no" checked' in page


async def test_an_ended_review_takes_no_answers(staff, read, case):
    sheet = (await staff.send("POST", f"/cases/{case.code}/reviews", {"occasion": "exit"})).headers["Location"]
    await staff.send("POST", sheet, {"seen": "1", "do": "end"})
    page = await read(sheet)
    assert "it stays as it was" in page and 'name="a-RQ-13"' not in page


async def test_a_travel_plan_names_what_is_wrong(staff, read, case):
    address = f"/cases/{case.code}/return/journey"
    plan = {"arrives": "2027-01-16T22:15", "by": "bus", "transit_points": "1", "working_week": "monday_to_friday"}
    answer = await staff.send("POST", address, {**plan, "a-JC-09": "no"})
    assert answer.status == 303
    page = await read(address)
    for words in ("late in the day or at night", "offices are closed", "not by air", "Nobody qualified is sure"):
        assert words in page
    assert 'value="2027-01-16T22:15"' in page


async def test_a_letter_waits_for_consent_and_keeps_what_was_filled_in(staff, read, case, agree):
    address = f"/cases/{case.code}/messages/1"
    refused = await staff.send("POST", address, REQUEST)
    text = await refused.text()
    assert refused.status == 422 and "/consent" in text and f"/cases/{case.code}/no" in text
    assert 'value="now" selected' in await read(address)
    agree("referral")
    assert (await staff.send("POST", address, {**REQUEST, "seen": "1"})).status == 303
    assert "Waits for their answer" in await read(address)


async def test_a_letter_the_person_said_no_to_leads_to_what_can_be_offered(staff, read, case, agree):
    agree("referral", "declined")
    answer = await staff.send("POST", f"/cases/{case.code}/messages/1", {**REQUEST, "do": "send"})
    text = await answer.text()
    assert answer.status == 422 and "Nobody asks again" in text
    assert f"/cases/{case.code}/no" in text and f"/cases/{case.code}/consent" not in text
    assert "The person says no to it" in await read(f"/cases/{case.code}/return")


async def test_of_two_who_fill_a_letter_in_at_once_the_second_sees_both(staff, read, case):
    address = f"/cases/{case.code}/messages/1"
    await staff.send("POST", address, {"f-language": "Dari", "do": "keep", "seen": "0"})
    late = await staff.send("POST", address, {"f-language": "Pashto", "do": "keep", "seen": "0"})
    text = html.unescape(await late.text())
    assert late.status == 422 and "you had written “Pashto”" in text and 'value="Dari"' in text
    assert 'value="Dari"' in await read(address)


async def test_of_two_who_plan_a_journey_at_once_the_second_overwrites_nothing(staff, read, case):
    address = f"/cases/{case.code}/return/journey"
    await staff.send("POST", address, {"arrives": "2027-01-13T09:30", "seen": "0"})
    late = await staff.send("POST", address, {"arrives": "2027-01-16T22:15", "seen": "0"})
    assert late.status == 422 and "Nothing was overwritten" in await late.text()
    assert 'value="2027-01-13T09:30"' in await read(address)


async def test_an_answer_sheet_of_another_kind_is_not_written_on(staff, case, work):
    review = work.sheets("reviews").begin(case.code, None, "exit")
    for do in ("keep", "end"):
        answer = await staff.send("POST", f"/cases/{case.code}/security/{review.id}", {"do": do, "seen": "1"})
        assert answer.status == 404
    assert work.sheets("reviews").one(case.code, review.id).version == review.version


async def test_a_letter_says_what_is_missing(staff, case, agree):
    agree("referral")
    answer = await staff.send("POST", f"/cases/{case.code}/messages/1", {"do": "send"})
    assert answer.status == 422 and "#f-urgency" in await answer.text()


async def test_a_letter_prints_with_codes_and_blank_lines_instead_of_names(staff, read, case):
    await staff.send("POST", f"/cases/{case.code}/messages/1", {"f-needs": "housing", "do": "keep"})
    page = await read(f"/cases/{case.code}/messages/1/letter")
    assert case.code in page and "Housing" in page and 'class="blank"' in page and "18 to 25" in page


async def test_an_answer_that_does_not_come_is_shown_overdue_everywhere(staff, read, case, agree, work, monkeypatch):
    agree("referral")
    await staff.send("POST", f"/cases/{case.code}/messages/1", REQUEST)
    assert "due" in await read("/messages")
    now = work.matters.clock
    monkeypatch.setattr(work.matters, "clock", lambda: now() + 6 * 86_400)
    for path in ("/messages", f"/cases/{case.code}/return", f"/cases/{case.code}/messages/1"):
        assert "overdue" in await read(path), path


async def test_a_plan_grows_goal_by_goal_and_says_what_is_missing(staff, read, case):
    address = f"/cases/{case.code}/plan"
    goal = {"area": "education", "aim": "Learn to bake", "helps": "RN-ED-H2", "by": "the_person", "due": "2027-02-01"}
    await staff.send("POST", f"{address}/goals", goal)
    page = await read(address)
    assert "Learn to bake" in page and "not tied to the real jobs of the place" in page and "For a man:" in page


async def test_what_somebody_wrote_over_an_older_goal_is_shown_again_and_not_kept(staff, read, case, work):
    kept = work.plans.add_goal(case.code, {"area": "housing", "aim": "A room"}, (), None)
    address = f"/cases/{case.code}/plan/goals/{kept.id}"
    await staff.send("POST", address, {"area": "housing", "aim": "A flat", "seen": "1", "state": "open"})
    answer = await staff.send("POST", address, {"area": "housing", "aim": "A house", "seen": "1", "state": "open"})
    text = await answer.text()
    assert answer.status == 422 and "You had written: “A house”" in text and "A flat" in text


@pytest.mark.parametrize("place", ["return", "return/journey", "plan", "reviews", "messages/6", "messages/6/letter"])
async def test_a_case_that_is_not_there_is_a_calm_page(staff, place):
    assert (await staff.send("GET", f"/cases/Z-999/{place}")).status == 404


@pytest.mark.parametrize("place", ["security/", "needs/", "reviews/", "plan/goals/"])
async def test_a_sheet_or_goal_that_is_not_there_is_a_calm_page(staff, case, place):
    answer = await staff.send("POST", f"/cases/{case.code}/{place}{'0' * 16}", {"area": "housing", "seen": "1"})
    assert answer.status == 404


async def test_needs_stand_out_on_the_plan(staff, read, case):
    sheet = (await staff.send("POST", f"/cases/{case.code}/needs", {})).headers["Location"]
    await staff.send("POST", sheet, {"a-RN-HO1": "no", "seen": "1", "do": "keep"})
    assert "no safe place to live now" in await read(f"/cases/{case.code}/plan")


async def test_reading_is_written_down(app, staff, case, read, monkeypatch):
    seen = []
    monkeypatch.setattr(
        type(app[keys.CASES].shelf), "note", lambda self, action, by, code, within=None: seen.append(action)
    )
    await read(f"/cases/{case.code}/reviews")
    assert seen == ["case_read"]
