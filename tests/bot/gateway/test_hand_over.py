"""The shift hand-over on the pages: what helped is said in the chat, the brief is made, printed and taken over."""

from __future__ import annotations

import html
import io
import re

import pytest
from pypdf import PdfReader

from bot.gateway.keys import CASES


async def words(answer):
    return re.sub(r"\s+", " ", html.unescape(await answer.text()))


@pytest.fixture
async def people(at_the_door):
    return at_the_door("staff"), at_the_door("supervisor")


@pytest.fixture
def case(app):
    return app[CASES].open(None).code


async def answered(staff, text="She says it was her own stupid fault"):
    await staff.send("POST", "/say", {"text": text, "once": text})
    page = await (await staff.send("GET", "/")).text()
    return re.findall(r'name="answer" value="([0-9a-f]{16})"', page)[-1]


async def test_an_answer_asks_whether_it_helped_and_keeps_the_last_word(people):
    staff, _ = people
    key = await answered(staff)
    await staff.send("POST", "/helped", {"answer": key, "verdict": "no"})
    answer = await staff.send("POST", "/helped", {"answer": key, "verdict": "a_bit", "part": "1"})
    assert "it helped a bit" in await words(answer)
    page = await words(await staff.send("GET", "/"))
    assert "You said: it helped a bit" in page and "did not help." not in page


async def test_a_code_that_is_no_case_is_not_kept_and_the_word_is(people):
    staff, _ = people
    key = await answered(staff)
    answer = await staff.send("POST", "/helped", {"answer": key, "verdict": "helped", "case": "Amina", "part": "1"})
    part = await words(answer)
    assert "There is no case of that code" in part and "You said: it helped" in part and "Amina" not in part


@pytest.mark.parametrize("fields", [{"answer": "0" * 16, "verdict": "helped"}, {"answer": "", "verdict": "perhaps"}])
async def test_nothing_is_kept_about_an_answer_that_was_not_given_or_in_other_words(people, fields):
    staff, _ = people
    await answered(staff)
    assert (await staff.send("POST", "/helped", fields)).status == 404


async def test_the_brief_holds_open_steps_what_is_due_alerts_and_what_helped_by_code(people, case):
    staff, supervisor = people
    key = await answered(staff)
    await staff.send("POST", "/helped", {"answer": key, "verdict": "helped", "case": case})
    run = (await staff.send("POST", "/checklists/start", {"checklist": "arrival", "case": case})).headers["Location"]
    await staff.send("POST", f"{run}/mark", {"step": "SH-ARR-02", "state": "done", "note": "marigold"})
    await staff.send("POST", "/say", {"text": "he wants to die", "once": "u"})
    page = await words(await staff.send("GET", "/hand-over"))
    for expected in (
        f"Case {case}",
        "17 of 18 open",
        "and 14 more",
        "due",
        "helped ×1",
        "nobody has it yet",
        "Self-blame",
    ):
        assert expected in page, expected
    assert "marigold" not in page and "staff-1" not in page.split("<main")[1] and "wants to die" not in page
    # What is due is named before what merely comes next.
    assert page.index("Inform the child-protection focal point") < page.index("Confirm before arrival")
    number = (await staff.send("POST", "/hand-over")).headers["Location"]
    answer = await supervisor.send("GET", f"{number}/file/pdf")
    pages = PdfReader(io.BytesIO(await answer.read())).pages
    assert len(pages) == 1 and f"Case {case}" in pages[0].extract_text()


async def test_the_next_shift_takes_over_and_nobody_takes_over_from_themselves(people):
    staff, supervisor = people
    brief = (await staff.send("POST", "/hand-over")).headers["Location"]
    own = await staff.send("POST", f"{brief}/take")
    assert own.headers["Location"] == f"{brief}?notice=own"
    assert "Somebody of the next shift" in await words(await staff.send("GET", own.headers["Location"]))
    assert "I have read it and take over" in await words(await supervisor.send("GET", brief))
    await supervisor.send("POST", f"{brief}/take")
    assert "by supervisor-1" in await words(await staff.send("GET", brief))


async def test_a_brief_stays_as_it_was_handed_over(people, case):
    staff, supervisor = people
    run = (await staff.send("POST", "/checklists/start", {"checklist": "arrival", "case": case})).headers["Location"]
    brief = (await staff.send("POST", "/hand-over")).headers["Location"]
    await staff.send("POST", f"{run}/mark", {"step": "SH-ARR-01", "state": "done"})
    assert "18 of 18 open" in await words(await supervisor.send("GET", brief))
    assert "17 of 18 open" in await words(await supervisor.send("GET", "/hand-over"))


@pytest.mark.parametrize("path", ["", "/file/pdf"])
async def test_a_brief_that_is_not_there_is_not_found(people, path):
    assert (await people[0].send("GET", f"/hand-over/ZZZZZZ{path}")).status == 404
