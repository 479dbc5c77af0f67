"""Checklists on the pages: ticked by two people, exported, printed, and closed to whoever works with nobody's case."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import pytest
from pypdf import PdfReader


async def words(answer):
    return html.unescape(await answer.text())


@pytest.fixture
async def people(at_the_door):
    """Somebody on shift and a supervisor."""
    return at_the_door("staff"), at_the_door("supervisor")


async def begin(caller, checklist="arrival", case=""):
    answer = await caller.send("POST", "/checklists/start", {"checklist": checklist, "case": case})
    return answer.headers["Location"]


async def tick(caller, run, step, state="done", **more):
    return await caller.send("POST", f"{run}/mark", {"step": step, "state": state, **more})


async def test_a_checklist_is_started_ticked_and_found_again(people):
    staff, supervisor = people
    run = await begin(staff)
    answer = await tick(staff, run, "SH-ARR-01", note="by phone")
    assert answer.status == 303 and answer.headers["Location"] == f"{run}#step-SH-ARR-01"
    page = await words(await supervisor.send("GET", run))
    assert "Done: staff-1" in page and "by phone" in page and "step-done" in page
    assert await begin(staff) == run  # started again, it goes on
    assert "17 of 18 open" in await words(await staff.send("GET", "/checklists"))


async def test_a_tick_by_the_pages_script_is_answered_with_the_step_alone(people):
    staff, _ = people
    run = await begin(staff)
    answer = await tick(staff, run, "SH-ARR-02", part="1")
    part = await words(answer)
    assert answer.status == 200 and part.lstrip().startswith("<li") and 'id="step-SH-ARR-02"' in part


async def test_two_who_differ_see_both_marks_and_both_notes(people):
    staff, supervisor = people
    run = await begin(staff)
    await tick(staff, run, "SH-ARR-01", note="asked at six", seen="0")
    await tick(supervisor, run, "SH-ARR-01", "not_applicable", note="nobody to ask", seen="0")
    page = await words(await staff.send("GET", run))
    for expected in ("People differ", "staff-1: done", "supervisor-1: does not apply", "asked at six", "nobody to ask"):
        assert expected in page


async def test_the_same_form_sent_twice_leaves_one_note(people):
    staff, _ = people
    run = await begin(staff)
    for _ in range(2):
        await tick(staff, run, "SH-ARR-01", "", note="only once", once="m1", seen="0")
    assert (await words(await staff.send("GET", run))).count("only once") == 1


async def test_a_step_that_needs_consent_stays_closed_and_says_what_it_waits_for(people, app):
    from bot.gateway.keys import CASES

    staff, _ = people
    case = app[CASES].open(None).code
    run = await begin(staff, "communication_steps", case)
    page = await words(await staff.send("GET", run))
    assert "waits for consent to sharing information" in page and f'href="/cases/{case}#consent"' in page
    assert '"Done: step 1"' not in page
    answer = await tick(staff, run, "CM-1")
    assert answer.headers["Location"].startswith(f"{run}?notice=locked")
    assert (await tick(staff, run, "CM-1", part="1")).status == 409
    assert 'step-open" id="step-CM-1"' in await words(await staff.send("GET", run))


async def test_what_steps_depend_on_is_asked_where_no_case_knows_it(people):
    staff, _ = people
    run = await begin(staff, "risk_assessment")
    await staff.send("POST", f"{run}/answer", {"question": "cooperating", "value": "no"})
    assert "does not work with the authorities" in await words(await staff.send("GET", run))


async def test_a_finished_checklist_takes_no_marks_until_it_is_opened_again(people):
    staff, _ = people
    run = await begin(staff)
    await staff.send("POST", f"{run}/end", {"ended": "1"})
    assert (await tick(staff, run, "SH-ARR-01")).headers["Location"].startswith(f"{run}?notice=ended")
    await staff.send("POST", f"{run}/end", {"ended": "0"})
    assert (await tick(staff, run, "SH-ARR-01")).headers["Location"] == f"{run}#step-SH-ARR-01"


async def test_no_checklist_begins_for_a_code_that_is_not_there(people):
    staff, _ = people
    where = await begin(staff, "travel", "Amina Khan")
    assert where == "/checklists?notice=no_case&checklist=travel"
    page = await words(await staff.send("GET", where))
    assert "no case of that code" in page and "Amina" not in page


@pytest.mark.parametrize("path", ["", "/live", "/paper", "/file/pdf", "/file/csv", "/file/json"])
async def test_a_run_that_is_not_there_is_not_found(people, path):
    assert (await people[0].send("GET", f"/checklists/ZZZZZZ{path}")).status == 404


@pytest.mark.parametrize("step, state", [("SH-ARR-99", "done"), ("SH-ARR-01", "finished"), ("", "done")])
async def test_a_step_or_state_that_is_not_there_is_not_found(people, step, state):
    staff, _ = people
    assert (await tick(staff, await begin(staff), step, state)).status == 404


async def test_it_leaves_the_screen_as_paper_pdf_csv_and_json_with_every_step(people):
    staff, _ = people
    run = await begin(staff)
    await tick(staff, run, "SH-ARR-01", note="=1+1")
    paper = await words(await staff.send("GET", f"{run}/paper"))
    sheet = await (await staff.send("GET", f"{run}/file/csv")).text()
    rows = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))
    kept = json.loads(await (await staff.send("GET", f"{run}/file/json")).text())
    answer = await staff.send("GET", f"{run}/file/pdf")
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(await answer.read())).pages)
    steps = [step for part in kept["procedure"]["parts"] for step in part["steps"]]
    assert len(rows) == len(steps) == 18 and rows[0]["state"] == "done" and rows[0]["by"] == "staff-1"
    assert "=1+1" in rows[0]["notes"] and not rows[0]["notes"].startswith("=")
    assert [(mark["step"], mark["state"], mark["by"]) for mark in kept["marks"]] == [("SH-ARR-01", "done", "staff-1")]
    flat = re.sub(r"\s+", " ", pdf)
    for step in steps:
        assert step["text"] in paper and step["text"][:40] in flat
    assert "attachment" in answer.headers["Content-Disposition"] and "no-store" in answer.headers["Cache-Control"]


async def test_who_wants_to_end_the_page_as_a_script_finds_no_way(people):
    staff, _ = people
    run = await begin(staff)
    await tick(staff, run, "SH-ARR-01", note="<script>alert(1)</script><b>bold</b>")
    text = await (await staff.send("GET", run)).text()
    assert "<script>alert" not in text and "&lt;script&gt;" in text
