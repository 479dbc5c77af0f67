"""From a message that was not understood to a file: its writer agrees, one person proposes, another approves."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest

from bot.gateway import keys
from bot.review.entry import APPROVED
from bot.review.tables import Unanswered

UNSURE = "I am unsure about Amina in B-014"
EXAMPLE = {"kind": "example", "text": "she sorts the spoons again", "intent": "describe_behaviour", "reactions": "none"}


async def words(answer):
    return html.unescape(await answer.text())


@pytest.fixture
def people(at_the_door):
    """Staff, a supervisor, a trainer."""
    return at_the_door("staff"), at_the_door("supervisor"), at_the_door("trainer")


async def ask(staff, text=UNSURE):
    assert (await staff.send("POST", "/say", {"text": text, "once": "m"})).status in (200, 303)
    return await words(await staff.send("GET", "/"))


def key_on(page):
    return re.findall(r'id="sent-([0-9a-f]{16})"', page)[-1]


async def sent(staff):
    """An entry that staff sent; its code."""
    key = key_on(await ask(staff))
    assert (await staff.send("POST", "/review/send", {"answer": key})).status == 303
    return re.search(r'Its code is <span class="code">(\w{6})', await words(await staff.send("GET", "/")))[1], key


async def test_what_would_be_sent_is_shown_first_masked_and_without_codes_of_cases(people, app):
    staff, supervisor, _ = people
    page = await ask(staff)
    assert "I am unsure about [name] in [case]</blockquote>" in page
    assert app[keys.REVIEW].listed() == []
    key = key_on(page)
    await staff.send("POST", "/review/send", {"answer": key})
    (entry,) = app[keys.REVIEW].listed()
    assert entry.text == "I am unsure about [name] in [case]"
    opened = await words(await supervisor.send("GET", f"/review/{entry.id}"))
    assert entry.text in opened and "staff-1" not in opened


async def test_it_is_taken_back_and_nothing_is_left(people, app):
    staff, supervisor, _ = people
    number, key = await sent(staff)
    part = await words(await staff.send("POST", "/review/take-back", {"answer": key, "part": "1"}))
    assert "Send this to the review list" in part and app[keys.REVIEW].listed() == []
    assert (await supervisor.send("GET", f"/review/{number}")).status == 404


async def test_nobody_sends_what_was_answered(people, app):
    staff, *_ = people
    page = await ask(staff, "She says it was her own stupid fault")
    assert "review list" not in page
    key = re.search(r'name="answer" value="([0-9a-f]{16})"', page)[1]
    assert (await staff.send("POST", "/review/send", {"answer": key})).status == 404
    part = await words(await staff.send("POST", "/helped", {"answer": key, "verdict": "no", "part": "1"}))
    assert (await staff.send("POST", "/review/send", {"answer": key_on(part)})).status == 303
    assert [entry.kind for entry in app[keys.REVIEW].listed()] == ["no"]


async def test_a_mark_that_names_no_answer_is_about_the_newest(people):
    staff, *_ = people
    await ask(staff, "She says it was her own stupid fault")
    part = await staff.send("POST", "/helped", {"answer": "", "verdict": "a_bit", "part": "1"})
    assert part.status == 200 and "her own stupid fault</blockquote>" in await words(part)


async def test_urgent_words_are_never_offered(people):
    staff, *_ = people
    assert "Send this to the review list" not in await ask(staff, "unsure: she wants to die")


async def test_nobody_sends_or_takes_back_from_another_chat(people, at_the_door):
    staff, _, trainer = people
    _, key = await sent(staff)
    for path in ("/review/send", "/review/take-back"):
        assert (await trainer.send("POST", path, {"answer": key})).status == 404


async def test_one_proposes_another_approves_and_it_leaves_as_a_file(people, app):
    staff, supervisor, trainer = people
    number, _ = await sent(staff)
    answer = await supervisor.send("POST", f"/review/{number}/propose", {**EXAMPLE, "seen": "1"})
    assert answer.headers["Location"] == f"/review/{number}?notice=proposed"
    own = await supervisor.send("POST", f"/review/{number}/approve", {"seen": "2"})
    told = await words(await supervisor.send("GET", own.headers["Location"]))
    assert "You proposed this yourself, so somebody else has to approve it." in told and "I approve it" not in told
    assert "I approve it" in await words(await trainer.send("GET", f"/review/{number}"))
    await trainer.send("POST", f"/review/{number}/approve", {"seen": "2"})
    assert app[keys.REVIEW].find(number).state == APPROVED
    assert "Somebody has decided" in await words(await staff.send("GET", "/"))
    packed = await (await trainer.send("GET", "/review/file")).read()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        text = archive.read("data/nlu/en/reactions/reviewed.yml").decode()
    assert "- she sorts the spoons again" in text and "reactions: []" in text


async def test_what_does_not_fit_comes_back_with_its_words_and_the_reason(people):
    _, supervisor, _ = people
    answer = await supervisor.send("POST", "/review/new", {**EXAMPLE, "text": "Amina sorts spoons"})
    page = await words(answer)
    assert answer.status == 422 and "looks like a name" in page and ">[name] sorts spoons</textarea>" in page
    long = await supervisor.send("POST", "/review/new", {**EXAMPLE, "text": "x" * 301})
    assert "Please write less" in await words(long)


async def test_a_note_is_proposed_and_put_aside_with_a_reason(people, app):
    _, supervisor, trainer = people
    note = {"kind": "note", "item": "reactions/anger", "text": "Say when to leave the room.", "reason": "missing"}
    answer = await supervisor.send("POST", "/review/new", note)
    number = re.search(r"/review/(\w{6})", answer.headers["Location"])[1]
    assert "Say when to leave the room." in await words(await trainer.send("GET", f"/review/{number}"))
    await trainer.send("POST", f"/review/{number}/decline", {"seen": "2", "reason": "covered"})
    assert "The content says it already" in await words(await trainer.send("GET", f"/review/{number}"))


async def test_what_changed_meanwhile_is_said(people):
    staff, supervisor, trainer = people
    number, _ = await sent(staff)
    await supervisor.send("POST", f"/review/{number}/propose", {**EXAMPLE, "seen": "1"})
    late = await trainer.send("POST", f"/review/{number}/decline", {"seen": "1", "reason": "other"})
    assert "somebody changed this entry meanwhile" in await words(await trainer.send("GET", late.headers["Location"]))


async def test_supervisors_see_counts_and_false_alarms_and_trainers_do_not(people, app, alerts):
    staff, supervisor, trainer = people
    await ask(staff, "she wants to die")
    code = alerts.open_alerts()[0].code
    await staff.send("POST", "/alert/take-back", {"code": code})
    theirs = await words(await supervisor.send("GET", "/review"))
    assert code in theirs and "What could not be answered" in theirs and "she wants to die" not in theirs
    assert code not in (page := await words(await trainer.send("GET", "/review"))) and "False alarms" not in page


async def test_an_answer_that_is_none_is_counted_with_the_turn(people, engine):
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    await ask(people[0])
    with Session(engine) as session:
        assert [(row.kind, row.many) for row in session.scalars(select(Unanswered))] == [("clarify", 1)]


async def test_the_digest_opens_for_supervisors(people):
    page = await words(await people[1].send("GET", "/digest"))
    assert "Alerts raised" in page and "Checklists past their day" in page
