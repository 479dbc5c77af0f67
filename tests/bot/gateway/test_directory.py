"""The directory on its pages: staff find, supervisors keep it right, nobody else comes in."""

from __future__ import annotations

import html
import re
import time

import pytest

TODAY = time.strftime("%Y-%m-%d")
SERVICE = {
    "name": "Harbour Talk",
    "help": "counselling",
    "for_whom": "men",
    "languages": "English, Amharic",
    "hours": "Monday to Friday, 9 to 5",
    "contact": "duty_supervisor",
    "note": "Ask for a first talk",
    "reviewed_on": TODAY,
}


async def words(answer):
    return html.unescape(await answer.text())


@pytest.fixture
async def people(at_the_door):
    return at_the_door("staff"), at_the_door("supervisor")


async def put_in(supervisor, **more):
    return await supervisor.send("POST", "/directory/new", {**SERVICE, **more})


async def number_of(supervisor):
    return re.search(r'/directory/([0-9a-f]{8})"', await words(await supervisor.send("GET", "/directory")))[1]


async def test_staff_find_who_can_see_a_man_and_call_through_the_sites_own_contact(people):
    staff, supervisor = people
    assert "Put a service in" in await words(await supervisor.send("GET", "/directory/new"))
    assert (await put_in(supervisor)).headers["Location"] == "/directory?said=added#said"
    await put_in(supervisor, name="Rose House", for_whom="women")
    page = await words(await staff.send("GET", "/directory?q=who+can+see+a+man+for+counselling"))
    assert "Harbour Talk" in page and "Rose House" not in page
    assert "+44 20 7946 0112" in page and "Amharic" in page and "1 found" in page


async def test_staff_read_and_only_supervisors_change(people):
    staff, supervisor = people
    await put_in(supervisor)
    number = await number_of(supervisor)
    assert f"/directory/{number}" not in await words(await staff.send("GET", "/directory"))
    for path in ("/directory/new", f"/directory/{number}", f"/directory/{number}/reviewed"):
        assert (await staff.send("POST", path, SERVICE)).status in (403, 404)
    assert (await supervisor.send("GET", f"/directory/{number}")).status == 200


@pytest.mark.parametrize("role", ["trainer", "admin"])
async def test_others_do_not_come_in(at_the_door, role):
    assert (await at_the_door(role).send("GET", "/directory")).status in (403, 404)


async def test_an_entry_is_changed_looked_at_and_taken_out(people):
    _, supervisor = people
    await put_in(supervisor, reviewed_on="2020-01-01")
    number = await number_of(supervisor)
    assert "long ago" in await words(await supervisor.send("GET", "/directory"))
    await supervisor.send("POST", f"/directory/{number}/reviewed")
    assert "long ago" not in await words(await supervisor.send("GET", "/directory"))
    await supervisor.send("POST", f"/directory/{number}", {**SERVICE, "name": "Harbour", "seen": "2"})
    assert "Harbour Talk" not in await words(await supervisor.send("GET", "/directory"))
    stale = await supervisor.send("POST", f"/directory/{number}", {**SERVICE, "seen": "2"})
    assert stale.status == 422 and "Somebody else changed" in await words(stale)
    await supervisor.send("POST", f"/directory/{number}", {**SERVICE, "seen": "3"})
    await supervisor.send("POST", f"/directory/{number}/remove")
    assert "no service in the directory" in await words(await supervisor.send("GET", "/directory"))
    assert (await supervisor.send("GET", f"/directory/{number}")).status == 404


async def test_who_comes_second_keeps_their_words_and_sees_what_stands_now(people):
    _, supervisor = people
    await put_in(supervisor)
    number = await number_of(supervisor)
    await supervisor.send("POST", f"/directory/{number}", {**SERVICE, "hours": "Monday only", "seen": "1"})
    mine = {**SERVICE, "note": "Ring twice", "seen": "1"}
    late = await supervisor.send("POST", f"/directory/{number}", mine)
    page = await words(late)
    assert late.status == 422 and "Ring twice" in page and "<dd>Monday only</dd>" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    kept = await supervisor.send("POST", f"/directory/{number}", {**mine, "seen": seen})
    assert kept.headers["Location"] == "/directory?said=changed#said"
    assert "Ring twice" in await words(await supervisor.send("GET", "/directory"))


async def test_what_is_missing_is_said_and_what_was_typed_stays(people):
    _, supervisor = people
    answer = await put_in(supervisor, help="", note="Ring twice")
    page = await words(answer)
    assert answer.status == 422 and "at least one kind of help" in page and "Ring twice" in page and "Amharic" in page
