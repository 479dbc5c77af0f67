"""Cases on the pages: found by code only, read and changed by who may, consent and its no, follow-up, files."""

from __future__ import annotations

import html
import json
import re

import aiohttp
import pytest
from sqlalchemy.orm import Session

from bot.cases.consent import Consent, day_of
from bot.cases.facts import CHOICES, Facts
from bot.gateway import keys
from bot.records.erasure import remove


async def words(answer):
    return html.unescape(await answer.text())


@pytest.fixture
def cases(app):
    return app[keys.CASES]


@pytest.fixture
def follow_ups(app):
    return app[keys.FOLLOW_UPS]


@pytest.fixture
async def staff(at_the_door):
    return at_the_door("staff")


@pytest.fixture
async def supervisor(at_the_door):
    return at_the_door("supervisor")


@pytest.fixture
def code(cases):
    return cases.open(None).code


def facts(version=1, **other):
    return {**{name: choices[0] for name, choices in CHOICES.items()}, "version": str(version), **other}


def answer(about="assistance", said="given", **other):
    return {"about": about, "answer": said, "on": day_of(1.7e9), "way": "spoken", "interpreter": "not_needed", **other}


async def test_opening_a_case_makes_a_code_and_says_to_write_it_on_paper(staff, cases):
    opened = await staff.send("POST", "/cases/open")
    (case,) = cases.all()
    assert opened.status == 303 and opened.headers["Location"] == f"/cases/{case.code}?said=opened"
    assert "on your list on paper" in await words(await staff.send("GET", opened.headers["Location"]))


async def test_a_name_typed_as_a_code_is_refused_and_not_shown_again(staff):
    refused = await staff.send("POST", "/cases/find", {"code": "Amina Okafor"})
    text = await words(refused)
    assert refused.status == 422 and "may be a name" in text and "Amina" not in text


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
async def test_a_code_leads_to_its_case_however_it_is_typed(staff, code, typed):
    given = code.lower().replace("-", "") if typed == "lower" else typed.format(code)
    found = await staff.send("POST", "/cases/find", {"code": given})
    assert found.headers["Location"] == f"/cases/{code}"


async def test_a_code_that_is_not_there_is_said_calmly(staff, cases):
    refused = await staff.send("POST", "/cases/find", {"code": "Z999"})
    assert refused.status == 422 and "no case Z-999" in await words(refused)
    assert (await staff.send("GET", "/cases/Z-999")).status == 404
    assert (await staff.send("GET", "/cases/Amina")).status == 404


async def test_facts_are_changed_from_the_lists_only_and_not_over_a_colleague(staff, cases, code):
    changed = await staff.send("POST", f"/cases/{code}/facts", facts(age_group="12_to_17"))
    assert changed.status == 303 and cases.find(code).facts.is_child
    late = await staff.send("POST", f"/cases/{code}/facts", facts(sex="female"))
    assert late.status == 422 and "A colleague changed these facts" in await words(late)
    wrong = await staff.send("POST", f"/cases/{code}/facts", facts(2, sex="Amina"))
    assert wrong.status == 422 and "Amina" not in await words(wrong)
    assert cases.find(code).facts.sex == "unknown"


async def test_several_types_of_exploitation_can_be_ticked(staff, cases, code):
    fields = aiohttp.FormData(
        [("csrf", staff.form_token), *facts().items(), ("exploitation", "labour"), ("exploitation", "sexual")]
    )
    headers = {"Cookie": staff.cookie()}
    sent = await staff.client.post(f"/cases/{code}/facts", data=fields, headers=headers, allow_redirects=False)
    assert sent.status == 303 and cases.find(code).facts.exploitation == ("sexual", "labour")


async def test_a_yes_is_kept_and_a_no_leads_to_what_can_be_offered(staff, cases, code):
    yes = await staff.send("POST", f"/cases/{code}/consent", answer())
    assert yes.headers["Location"] == f"/cases/{code}?said=consent#consent"
    assert cases.consent.given(code, "assistance")
    no = await staff.send("POST", f"/cases/{code}/consent", answer("referral:health", "declined"))
    assert no.headers["Location"] == f"/cases/{code}/no"
    text = await words(await staff.send("GET", f"/cases/{code}/no"))
    assert "Why people say no" in text and "What to offer now" in text and "Where these lines come from" in text


async def test_the_page_after_a_no_never_leads_back_to_the_question(staff, code):
    await staff.send("POST", f"/cases/{code}/consent", answer("referral:health", "declined"))
    main = (await words(await staff.send("GET", f"/cases/{code}/no"))).split("<main", 1)[1].split("</main>")[0]
    assert "/consent" not in main and "<form" not in main


async def test_the_same_question_after_a_no_needs_a_reason_that_is_theirs(staff, cases, code):
    await staff.send("POST", f"/cases/{code}/consent", answer("sharing:legal", "declined"))
    asked = await words(await staff.send("GET", f"/cases/{code}/consent?about=sharing:legal"))
    assert "do not ask again" in asked
    again = await staff.send("POST", f"/cases/{code}/consent", answer("sharing:legal"))
    assert again.status == 422 and "said no to this before" in await words(again)
    assert not cases.consent.given(code, "sharing")
    await staff.send("POST", f"/cases/{code}/consent", answer("sharing:legal", reason="they_asked"))
    assert cases.consent.given(code, "sharing", "legal")


@pytest.mark.parametrize(
    "wrong", [{"about": "referral"}, {"about": "x:y"}, {"answer": ""}, {"on": "2999-01-01"}, {"interpreter": "her son"}]
)
async def test_an_answer_that_cannot_be_is_sent_back_with_a_word_of_why(staff, cases, code, wrong):
    refused = await staff.send("POST", f"/cases/{code}/consent", {**answer(), **wrong})
    assert refused.status == 422 and 'role="alert"' in await refused.text()
    assert cases.consent.of(code) == []


async def test_contact_after_leaving_from_agreeing_to_writing_it_down(staff, follow_ups, cases, code):
    way = f"/cases/{code}/follow-up"
    assert (await staff.send("POST", f"{way}/agree", {"ways": "call", "cautions": "hidden_number"})).status == 303
    left = await staff.send("POST", f"{way}/left", {"day": day_of(cases.clock() - 8 * 86_400)})
    assert left.headers["Location"] == f"{way}?said=left#said"
    assert "at exit" in await words(await staff.send("GET", f"{way}?said=left"))  # leads to the review of the risk
    assert code in await words(await staff.send("GET", "/follow-up"))
    assert "1 due now" in await words(await staff.send("GET", "/cases"))
    text = await words(await staff.send("GET", way))
    assert "call from a hidden number" in text and "within two years" in text
    contact = re.search(rf"{way}/([0-9a-f]{{32}})", text)[1]
    done = await staff.send("POST", f"{way}/{contact}", {"state": "reached", "way": "call", "signs": "threats"})
    assert done.headers["Location"] == f"{way}?said=written#said"
    assert follow_ups.of(code).signs == ("threats",)
    again = await staff.send("POST", f"{way}/{contact}", {"state": "missed"})
    assert again.headers["Location"] == f"{way}?said=gone#said"
    assert "threats to them" in await words(await staff.send("GET", way))


async def test_three_tries_that_reach_nobody_lead_to_the_steps_for_a_missing_person(staff, follow_ups, cases, code):
    now = cases.clock()
    follow_ups.left(code, None, day_of(now - 8 * 86_400))
    for later in (0, 3, 9):
        follow_ups.clock = lambda later=later: now + later * 86_400
        follow_ups.write(code, follow_ups.waiting()[0].id, None, "missed")
    text = await words(await staff.send("GET", f"/cases/{code}/follow-up"))
    assert "Contact is lost" in text and "missing_person" in text and "/library/situations/missing_person" in text
    assert "contact lost with 1" in await words(await staff.send("GET", "/cases"))


@pytest.mark.parametrize("page", ["/alerts", "/cases"])
async def test_a_supervisor_sees_on_the_first_page_how_much_work_is_late(app, supervisor, follow_ups, cases, page):
    code, late = (
        cases.open(None).code,
        {"letter": "request_for_assistance", "values": {}, "ours": True, "waits_until": 1.0},
    )
    app[keys.WORK].matters.add(code, "message", late, None, "message_sent")
    follow_ups.left(code, None, day_of(cases.clock() - 12 * 86_400))
    text = await words(await supervisor.send("GET", page))
    assert "1 overdue" in text and "1 without an answer in time" in text and "with a step whose time" not in text
    assert all(f'href="{place}">See' in text for place in ("/follow-up", "/messages")) and (code in text) is (
        page == "/cases"
    )


@pytest.mark.parametrize("kind, begins", [("json", b"{"), ("csv", b"\xef\xbb\xbfpart,"), ("pdf", b"%PDF")])
async def test_a_supervisor_takes_a_case_out(supervisor, code, kind, begins):
    made = await supervisor.send("POST", f"/cases/{code}/file", {"kind": kind, "reader": "person"})
    assert made.status == 200 and (await made.read()).startswith(begins)
    assert made.headers["Content-Disposition"] == f'attachment; filename="case-{code}.{kind}"'
    assert made.headers["Cache-Control"] == "no-store"


async def test_a_file_for_somebody_else_waits_for_consent_to_share_with_just_them(supervisor, cases, code):
    form = {"kind": "json", "reader": "partner_abroad"}
    cases.consent.write(code, Consent("sharing", "given", day_of(1.7e9), "health"), None)
    refused = await supervisor.send("POST", f"/cases/{code}/file", form)
    assert refused.status == 422 and "no consent to share with them" in await words(refused)
    cases.consent.write(code, Consent("sharing", "given", day_of(1.7e9), "partner_abroad"), None)
    assert (await supervisor.send("POST", f"/cases/{code}/file", form)).status == 200
    cases.consent.write(code, Consent("sharing", "withdrawn", day_of(1.7e9), "partner_abroad"), None)
    text = await words(await supervisor.send("POST", f"/cases/{code}/file", form))
    assert "nobody asks again" in text and f'"/cases/{code}/no"' in text


async def send_file(person, content, token=None):
    form = aiohttp.FormData()
    form.add_field("csrf", person.form_token if token is None else token)
    form.add_field("file", content, filename="case.json", content_type="application/json")
    headers = {"Cookie": person.cookie()}
    return await person.client.post("/cases/import", data=form, headers=headers, allow_redirects=False)


async def test_a_case_is_put_in_again_and_a_wrong_file_is_refused(supervisor, cases, code):
    cases.change(code, None, 1, Facts("26_to_59", "male"))
    file = await (await supervisor.send("POST", f"/cases/{code}/file", {"kind": "json", "reader": "house"})).read()
    assert "already a case" in await words(await send_file(supervisor, file))
    other = json.loads(file) | {"code": "A-001" if code != "A-001" else "A-002"}
    done = await send_file(supervisor, json.dumps(other).encode())
    assert done.headers["Location"] == f"/cases/{other['code']}?said=imported#said"
    assert cases.find(other["code"]).facts == cases.find(code).facts
    refused = await send_file(supervisor, json.dumps(other | {"code": "A-003", "note": "Amina"}).encode())
    assert refused.status == 422 and "Amina" not in await words(refused)
    assert (await send_file(supervisor, b"x" * 6_000_000)).status == 413
    assert (await send_file(supervisor, file, token="0" * 64)).status == 403


async def test_every_step_of_a_checklist_leaves_with_the_case_and_comes_back(staff, supervisor, cases, code, app):
    await staff.send("POST", "/checklists/start", {"checklist": "arrival", "case": code})
    (head,) = app[keys.CHECKLISTS].of_case(code)
    step = app[keys.CHECKLISTS].find(head.id).steps[0].text.id
    await staff.send("POST", f"/checklists/{head.id}/mark", {"step": step, "state": "done", "note": "Amina rang"})
    form = {"kind": "json", "reader": "house"}
    before = json.loads(await (await supervisor.send("POST", f"/cases/{code}/file", form)).read())
    (run,) = before["checklists"]
    assert [mark["step"] for mark in run["marks"]] == [step] and run["marks"][0]["note"] == "[name] rang"
    assert len([step for part in run["procedure"]["parts"] for step in part["steps"]]) == head.steps
    with Session(cases.shelf.records) as session, session.begin():
        remove(session, cases.shelf.keys, "case", [code])
    assert (await send_file(supervisor, json.dumps(before).encode())).status == 303
    after = json.loads(await (await supervisor.send("POST", f"/cases/{code}/file", form)).read())
    assert after == before
    paper = await supervisor.send("POST", f"/cases/{code}/file", form | {"kind": "pdf"})
    assert (await paper.read()).startswith(b"%PDF")


async def test_no_file_that_is_put_in_touches_the_disk(supervisor, monkeypatch):
    def refused(*_, **__):
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    assert (await send_file(supervisor, b"{}" + b" " * 300_000)).status == 422
