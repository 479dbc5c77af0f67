"""Rooms on their pages, by plain forms: who sees what, and the way out when something is real."""

from __future__ import annotations

import re
import time

import pytest
from sqlalchemy.orm import Session

from bot.accounts import sessions
from bot.accounts.service import account_named, add_account
from bot.gateway import keys
from bot.gateway.pace import Pace


@pytest.fixture
def trainer(at_the_door):
    return at_the_door("trainer")


@pytest.fixture
def guest(at_the_door):
    return at_the_door("staff")


async def opened(trainer, size="group", minutes="0"):
    fields = {"resident": "salma", "level": "1", "feedback": "each", "size": size, "minutes": minutes}
    answer = await trainer.send("POST", "/desk/rooms", fields)
    assert answer.status == 303
    return answer.headers["Location"].rpartition("/")[2]


@pytest.fixture
async def room(trainer, guest):
    """A room that has begun, with one person in it."""
    code = await opened(trainer)
    assert (await guest.send("POST", "/rooms", {"code": code})).headers["Location"] == f"/rooms/{code}"
    await trainer.send("POST", f"/desk/rooms/{code}/steer", {"step": "begin"})
    return code


async def text(caller, path, status=200):
    answer = await caller.send("GET", path)
    assert answer.status == status, (path, answer.status)
    return await answer.text()


async def reply(guest, room, words, **fields):
    return await guest.send("POST", f"/rooms/{room}/reply", {"text": words, "turn": "1", "once": "abc", **fields})


async def test_nobody_outside_the_room_opens_any_page_of_it(room, at_the_door, trainer, guest):
    outside = at_the_door("supervisor")
    for path in (f"/rooms/{room}", f"/rooms/{room}/live", f"/rooms/{room}/report"):
        await text(outside, path, 404)
    for path in ("wait", "leave", "vote", "reply"):
        answer = await outside.send("POST", f"/rooms/{room}/{path}", {"turn": "1", "offer": "1", "text": "Hello"})
        assert answer.status == 404, path
    await text(guest, f"/desk/rooms/{room}", 403)
    await text(guest, f"/practice/{room}", 404)
    await text(trainer, f"/practice/{room}", 404)
    await text(trainer, f"/practice/shared/{room}", 404)


async def test_another_trainer_neither_sees_nor_steers_it(app, room, engine, trainer):
    add_account(engine, "trainer-2", "trainer")
    with Session(engine) as session:
        other = account_named(session, "trainer-2").id
    token = sessions.begin(engine, other, time.time(), app[keys.OFFICE].limits, sessions.OPEN)
    stranger = type(trainer)(trainer.client, token, other)
    for path in ("", "/live", "/wall", "/wall/live"):
        await text(stranger, f"/desk/rooms/{room}{path}", 404)
    for path, fields in (("steer", {"step": "close"}), ("nudge", {"feeling": "trust", "points": "10"})):
        assert (await stranger.send("POST", f"/desk/rooms/{room}/{path}", fields)).status == 404
    assert room not in await text(stranger, "/desk")


async def test_the_inner_state_is_for_the_trainer_alone(room, trainer, guest):
    for path in (f"/rooms/{room}", f"/rooms/{room}/live"):
        assert "meter" not in await text(guest, path)
    assert (await text(trainer, f"/desk/rooms/{room}")).count("<meter") == 5
    for path in ("", "/live"):
        assert "meter" not in await text(trainer, f"/desk/rooms/{room}/wall{path}")
    assert "staff-1" in await text(trainer, f"/desk/rooms/{room}")
    assert "staff-1" not in await text(trainer, f"/desk/rooms/{room}/wall")


async def test_names_are_taken_out_of_a_suggestion_and_markup_stays_words(room, guest, trainer):
    await reply(guest, room, "Amina, <b>you decide</b>")
    for caller, path in (
        (guest, f"/rooms/{room}"),
        (trainer, f"/desk/rooms/{room}"),
        (trainer, f"/desk/rooms/{room}/wall"),
    ):
        page = await text(caller, path)
        assert "[name], &lt;b&gt;you decide" in page and "Amina" not in page


async def test_the_pause_word_pauses_the_room_and_is_no_suggestion(app, room, guest, trainer):
    await reply(guest, room, "Pause!")
    page = await text(trainer, f"/desk/rooms/{room}")
    assert "Pause. The talk waits." in page and "None yet." in page
    answer = await reply(guest, room, "It sounds lonely.")
    assert answer.status == 409 and "It sounds lonely." in await answer.text()


async def test_who_says_that_it_is_real_leaves_by_the_ordinary_door(app, room, guest, conversation):
    await reply(guest, room, "Stop, this is real: he wants to die")
    assert conversation.said and "wants to die" in conversation.said[-1]
    assert app[keys.ROOMS].find(room, guest.account_id).offers == ()
    asked = await (await reply(guest, room, "What you felt there, this is real, I see it")).text()
    assert "Is this real, or part of the practice talk?" in asked


async def test_feedback_at_the_end_is_shown_to_the_trainer_at_once_and_to_the_room_at_the_end(trainer, guest):
    fields = {"resident": "salma", "level": "1", "feedback": "end", "size": "one", "minutes": "0"}
    code = (await trainer.send("POST", "/desk/rooms", fields)).headers["Location"].rpartition("/")[2]
    await guest.send("POST", "/rooms", {"code": code})
    await trainer.send("POST", f"/desk/rooms/{code}/steer", {"step": "begin"})
    await reply(guest, code, "I promise you are safe now.")
    assert "Look at this" not in await text(guest, f"/rooms/{code}")
    assert "Look at this" in await text(trainer, f"/desk/rooms/{code}")
    early = await guest.send("GET", f"/rooms/{code}/report")  # it shows the inner state, too
    assert (early.status, early.headers["Location"]) == (303, f"/rooms/{code}?notice=not_yet")
    await text(trainer, f"/rooms/{code}/report")
    await trainer.send("POST", f"/desk/rooms/{code}/steer", {"step": "close"})
    assert "Look at this" in await text(guest, f"/rooms/{code}")
    await text(guest, f"/rooms/{code}/report")


async def test_a_number_without_end_is_no_number(room, guest):
    answer = await guest.send("POST", f"/rooms/{room}/reply", {"text": "It sounds hard.", "turn": "9" * 5000})
    assert answer.status == 409
    await text(guest, f"/rooms/{room}")


async def test_codes_cannot_be_tried_out(app, guest):
    app[keys.PACE] = Pace(burst=3, per_second=0)
    answers = [(await guest.send("POST", "/rooms", {"code": f"ZZZZZ{number}"})).status for number in range(2, 7)]
    assert 429 in answers


async def test_what_is_no_choice_is_refused_calmly(room, trainer, guest):
    for path, fields in (
        (f"/desk/rooms/{room}/steer", {"step": "explode"}),
        (f"/desk/rooms/{room}/nudge", {"feeling": "joy", "points": "10"}),
        (f"/desk/rooms/{room}/nudge", {"feeling": "trust", "points": "1000"}),
        ("/desk/rooms", {"resident": "salma", "level": "9", "feedback": "each", "size": "group", "minutes": "0"}),
        ("/desk/tasks", {"resident": "salma", "level": "1", "feedback": "each", "account": "99999"}),
    ):
        assert (await trainer.send("POST", path, fields)).status == 400, path
    answer = await trainer.send("POST", f"/desk/rooms/{room}/say", {"turn": "1", "offer": "7"})
    assert answer.headers["Location"].endswith("?notice=late")


async def test_a_resident_that_cannot_be_used_is_kept_with_what_has_to_be_mended(trainer, app):
    fields = {"id": "our_noor", "title": "Noor", "lines": "anywhere: [unclosed", "part": ""}
    answer = await trainer.send("POST", "/desk/residents", fields)
    assert answer.headers["Location"] == "/desk/residents/our_noor#problems"
    page = await text(trainer, "/desk/residents/our_noor")
    assert "to mend" in page and "Try it now" not in page
    assert "has to be mended" in await text(trainer, "/desk")
    for wrong in ("", "../x", "Our Noor", "salma/../x"):
        assert (await trainer.send("POST", "/desk/residents", {**fields, "id": wrong})).status == 422, wrong
    assert (await trainer.send("POST", "/desk/residents/our_noor/try")).headers["Location"] == "/practice?notice=gone"


async def test_a_resident_saved_in_two_windows_keeps_the_words_of_the_second(trainer):
    fields = {"id": "our_noor", "title": "Noor", "scene": "The yard"}
    await trainer.send("POST", "/desk/residents", fields)
    late = await trainer.send("POST", "/desk/residents", {**fields, "scene": "The kitchen"})
    page = await late.text()
    assert late.status == 422 and "in another window" in page and "The kitchen" in page
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    await trainer.send("POST", "/desk/residents", {**fields, "scene": "The kitchen", "seen": seen})
    assert "The kitchen" in await text(trainer, "/desk/residents/our_noor")


async def test_the_room_goes_back_and_sees_both_ways_and_the_report_on_paper_only_when_it_is_over(trainer, guest, room):
    await reply(guest, room, "Why did you stay?")
    await trainer.send("POST", f"/desk/rooms/{room}/say", {"turn": "1", "offer": "1"})
    leading = await text(trainer, f"/desk/rooms/{room}")
    assert "Go back and answer otherwise" in leading and "reply 1: Why did you stay?" in leading
    for path in ("report", "report.pdf", "compare"):
        answer = await guest.send("GET", f"/rooms/{room}/{path}")
        assert answer.headers["Location"] == f"/rooms/{room}?notice=not_yet", path
    await trainer.send("POST", f"/desk/rooms/{room}/back", {"turn": "0"})
    assert "Why did you stay?" not in await text(guest, f"/rooms/{room}")
    await reply(guest, room, "It sounds lonely.")
    await trainer.send("POST", f"/desk/rooms/{room}/say", {"turn": "1", "offer": "1"})
    assert "This is way 2" in await text(trainer, f"/desk/rooms/{room}")
    await trainer.send("POST", f"/desk/rooms/{room}/steer", {"step": "close"})
    both = await text(guest, f"/rooms/{room}/compare?one=1&other=2")
    assert "Why did you stay?" in both and "It sounds lonely." in both and f'href="/rooms/{room}?take=2"' in both
    report = await text(guest, f"/rooms/{room}/report")
    assert f'href="/rooms/{room}/report.pdf?take=2"' in report and "textarea" not in report.partition("<main")[2]
    paper = await guest.send("GET", f"/rooms/{room}/report.pdf")
    assert paper.content_type == "application/pdf" and (await paper.read()).startswith(b"%PDF")
    assert (await trainer.send("GET", f"/rooms/{room}/report.pdf?take=1")).status == 200
