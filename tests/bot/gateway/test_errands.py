"""From the chat to the pages: a checklist started and ticked in words is the one on the page, and the other way round."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path

import pytest

from actions import _desk
from bot.errands.errands import HouseErrands
from bot.errands.rooms import rooms_on
from bot.gateway.presenting import page_of
from knowledge.answer import AnswerItem
from knowledge.guidance.desk import Desk

_spec = importlib.util.spec_from_file_location("steadyhand_acting", Path(__file__).with_name("acting.py"))
acting = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(acting)


@pytest.fixture
def conversation(store):
    return acting.Acting(store)


@pytest.fixture(autouse=True)
def house(app, shelf, store, site, settings):
    desk = Desk(store, site)
    _desk.use(desk, HouseErrands(desk, rooms_on(shelf, desk, settings, None)))
    yield
    _desk.use(desk)


async def say(caller, text, **more):
    await caller.send("POST", "/say", {"text": text, **more})
    return html.unescape(await (await caller.send("GET", "/")).text())


async def see(caller, path):
    answer = await caller.send("GET", path)
    assert answer.status == 200, answer.status
    return html.unescape(await answer.text())


async def test_a_shift_is_worked_from_the_chat_and_the_next_one_continues_on_the_pages(at_the_door):
    staff, supervisor = at_the_door("staff"), at_the_door("supervisor")
    code = re.search(r"Case ([A-Z]-\d{3}) is open", await say(staff, "open a case"))[1]
    page = await say(staff, f"start the arrival checklist for case {code}")
    run = re.search(r'href="(/checklists/[A-Z2-9]{6})"', page)[1]
    page = await say(staff, "tick the first three")
    assert "Done: 1, 2, 3." in page and "15 of 18 steps are open" in page
    assert "15 of 18 open" in await see(supervisor, "/checklists")
    assert (await see(supervisor, run)).count("Done: staff-1") == 3
    page = await say(supervisor, f"go on with {code}")
    assert run in page and "4. " in page
    assert "Done: 4." in await say(supervisor, "tick 4")
    page = await say(staff, f"what is due for {code}?")
    assert f'href="/cases/{code}"' in page and "14 of 18 open" in page
    brief = re.search(r'href="(/hand-over/[A-Z2-9]{6})"', await say(staff, "make the hand-over"))[1]
    assert code in await see(supervisor, brief)
    assert (await supervisor.send("POST", f"{brief}/take")).status == 303


async def test_a_button_ticks_the_next_step(at_the_door):
    staff = at_the_door("staff")
    code = re.search(r"Case ([A-Z]-\d{3}) is open", await say(staff, "open a case"))[1]
    page = await say(staff, f"start the arrival checklist for {code}")
    assert 'value="tick_next"' in page
    await staff.send("POST", "/say", {"choice": "tick_next"})
    assert "17 of 18 steps are open" in await see(staff, "/")


async def test_the_same_message_sent_again_opens_one_case(at_the_door):
    staff = at_the_door("staff")
    for _ in range(2):
        page = await say(staff, "open a case", once="same")
    assert len(set(re.findall(r"Case ([A-Z]-\d{3}) is open", page))) == 1
    assert (await see(staff, "/cases")).count('class="case-code"') == 1


async def test_a_trainer_opens_no_case_in_the_chat(at_the_door):
    trainer, staff = at_the_door("trainer"), at_the_door("staff")
    assert "staff and supervisors" in await say(trainer, "open a case")
    assert "There is no case yet" in await see(staff, "/cases")


async def test_who_can_see_a_man_for_counselling_is_answered_with_the_way_to_call(at_the_door):
    staff, supervisor = at_the_door("staff"), at_the_door("supervisor")
    entry = {"name": "Harbour Talk", "help": "counselling", "for_whom": "men", "contact": "duty_supervisor"}
    await supervisor.send("POST", "/directory/new", {**entry, "reviewed_on": "2020-01-01"})
    page = await say(staff, "who can see a man for counselling?")
    assert "Harbour Talk: Counselling. For men." in page and 'href="tel:+442079460112"' in page
    assert "Nobody looked at this since 1 Jan 2020" in page and 'href="/directory"' in page


async def test_nobody_has_to_be_called_today(at_the_door):
    assert "Nobody has to be contacted today" in await say(at_the_door("staff"), "who must be called today")


@pytest.mark.parametrize(
    "link, leads",
    [
        ("/checklists/K7Q4MT", True),
        ("/cases/B-014/follow-up", True),
        ("/hand-over/K7Q4MT", True),
        ("/directory", True),
        ("https://example.org/cases", False),
        ("//example.org", False),
        ("/cases/B-014/../../sign-out", False),
        ("/cases/B-014/file", False),
        ("principles/confidentiality", False),
        (None, False),
    ],
)
def test_a_line_leads_only_to_pages_of_errands(link, leads):
    assert page_of(AnswerItem(id="x", text="x", link=link)) == (link if leads else "")
