"""An alert on the pages: staff see how far it has come, supervisors take it, nobody sees what is not for them."""

from __future__ import annotations

import asyncio
import html

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts import duty
from bot.alerts.ladder import Rung
from bot.alerts.tables import OnCall

URGENT = "he wants to die"


async def words(answer):
    return html.unescape(await answer.text())


@pytest.fixture
async def people(at_the_door):
    """Staff, a supervisor and an admin."""
    return at_the_door("staff"), at_the_door("supervisor"), at_the_door("admin")


async def say(staff, text=URGENT, once="m"):
    assert (await staff.send("POST", "/say", {"text": text, "once": once})).status in (200, 303)


async def only(alerts):
    (alert,) = await asyncio.to_thread(alerts.open_alerts)
    return alert


async def test_staff_see_how_far_their_alert_has_come_and_what_the_supervisor_sees(people, alerts):
    staff, supervisor, _ = people
    await say(staff)
    page = await words(await staff.send("GET", "/"))
    code = (await only(alerts)).code
    assert code in page and "sent" in page and "What they see" in page and URGENT in page
    listed = await words(await supervisor.send("GET", "/alerts"))
    assert code in listed and "I have it" in listed and URGENT not in listed
    assert "seen" in await words(await staff.send("GET", "/"))
    assert (await supervisor.send("POST", f"/alerts/{code}/take")).status == 303
    assert "a supervisor has it" in await words(await staff.send("GET", "/"))
    opened = await words(await supervisor.send("GET", f"/alerts/{code}"))
    assert URGENT in opened
    await supervisor.send("POST", f"/alerts/{code}/close", {"note": "We talked."})
    assert "We talked." in await words(await supervisor.send("GET", f"/alerts/{code}"))
    assert "closed" in await words(await staff.send("GET", "/"))


async def test_a_list_that_nobody_looks_at_is_not_seen(people, alerts):
    staff, supervisor, _ = people
    await say(staff)
    assert (await supervisor.send("GET", "/alerts/live")).status == 200
    assert (await only(alerts)).seen_at is None
    await supervisor.send("GET", "/alerts/live?looking=1")
    assert (await only(alerts)).seen_at is not None


async def test_the_socket_is_told_when_the_alert_is_taken(staff, at_the_door, alerts):
    supervisor = at_the_door("supervisor")
    socket = await staff.socket()
    await socket.send_json({"type": "say", "text": URGENT, "once": "m"})
    frames = [await socket.receive_json(timeout=20) for _ in range(3)]
    assert [frame["type"] for frame in frames] == ["working", "answer", "alerts"]
    code = (await only(alerts)).code
    assert code in frames[2]["html"]
    await supervisor.send("POST", f"/alerts/{code}/take")
    while "a supervisor has it" not in frames[-1]["html"]:
        frames.append(await socket.receive_json(timeout=20))
    assert frames[-1]["type"] == "alerts"
    await socket.close()


async def test_a_false_alarm_is_taken_back_with_one_form_and_listed_for_review(people, alerts):
    staff, supervisor, _ = people
    await say(staff)
    code = (await only(alerts)).code
    assert (await staff.send("POST", "/alert/take-back", {"code": code})).status == 303
    assert "never a problem" in await words(await staff.send("GET", "/"))
    listed = await words(await supervisor.send("GET", "/alerts"))
    assert "Taken back as false alarms" in listed and code in listed and "Nothing is open" in listed


async def test_nobody_takes_back_the_alert_of_somebody_else(people, at_the_door, alerts):
    staff, _, _ = people
    await say(staff)
    code = (await only(alerts)).code
    assert (await at_the_door("trainer").send("POST", "/alert/take-back", {"code": code})).status == 404


async def test_tell_my_supervisor_says_nothing_of_what_was_written(people, alerts):
    staff, supervisor, _ = people
    await say(staff, "She says it was her own stupid fault")
    for _ in range(2):
        assert (await staff.send("POST", "/alert/tell", {"once": "t"})).status == 303
    code = (await only(alerts)).code
    opened = await words(await supervisor.send("GET", f"/alerts/{code}"))
    assert "would like to speak with you" in opened and "stupid fault" not in opened


async def test_without_a_supervisor_the_page_says_phone_now(at_the_door, alerts):
    staff = at_the_door("staff")
    await say(staff)
    page = await words(await staff.send("GET", "/"))
    assert "Nobody is on call here" in page and "Phone now" in page and "+44 20 7946 0112" in page


async def test_what_concerns_a_colleague_never_shows_to_other_supervisors_and_says_so(at_the_door, alerts, engine):
    supervisor, staff = at_the_door("supervisor"), at_the_door("staff")
    raised = await asyncio.to_thread(
        lambda: alerts.raise_alert(
            conversation="elsewhere", raised_by=staff.account_id, situations=["staff_misconduct"], words="the guard"
        )
    )
    assert raised.code not in await words(await supervisor.send("GET", "/alerts"))
    for method, way in (("GET", ""), ("POST", "/take"), ("POST", "/pass-on"), ("POST", "/close")):
        assert (await supervisor.send(method, f"/alerts/{raised.code}{way}")).status == 404
    assert "only one supervisor" in await words(await supervisor.send("GET", "/on-call"))


async def test_the_order_on_call_is_changed_on_the_page(people, alerts, engine):
    _, supervisor, admin = people
    fields = {"ladder": "on_call", "account": str(supervisor.account_id), "place": "1", "hours": "20:00-08:00"}
    assert (await supervisor.send("POST", "/on-call", fields)).status == 303
    assert (await supervisor.send("POST", "/on-call", {**fields, "hours": "at night"})).status == 422
    with Session(engine) as session:
        assert [(row.place, row.hours) for row in session.scalars(select(OnCall))] == [(1, "20:00-08:00")]
    page = await words(await admin.send("GET", "/on-call"))
    assert "20:00-08:00" in page and "supervisor-1" in page


async def test_only_an_admin_decides_who_gets_what_concerns_colleagues(people, engine):
    _, supervisor, admin = people
    fields = {"ladder": "apart", "account": str(supervisor.account_id), "place": "1"}
    assert (await supervisor.send("POST", "/on-call", fields)).status == 403
    assert (await admin.send("POST", "/on-call", fields)).status == 303
    assert (await admin.send("POST", "/on-call", {**fields, "ladder": "other"})).status == 400


async def test_the_last_one_on_call_stays_and_quiet_hours_are_kept(people, alerts):
    _, supervisor, _ = people
    refused = await supervisor.send("POST", "/on-call/off", {"off": "1"})
    assert refused.status == 422 and "stays on call" in await words(refused)
    assert (await supervisor.send("POST", "/on-call/quiet", {"hours": "22:00-7:00"})).status == 303
    assert (await asyncio.to_thread(duty.shown, alerts.post)).quiet == "22:00-07:00"
    await asyncio.to_thread(duty.write, alerts.post, "on_call", [Rung(supervisor.account_id, "")], 1)


async def test_a_page_that_asks_by_itself_keeps_no_session_open(people, engine):
    from bot.accounts.tables import WebSession

    _, supervisor, _ = people

    def seen(to=None):
        with Session(engine) as session, session.begin():
            row = session.scalar(select(WebSession).where(WebSession.account_id == supervisor.account_id))
            if to is not None:
                row.seen_at = row.seen_at - to
            return row.seen_at

    before = await asyncio.to_thread(seen, 100)
    await supervisor.send("GET", "/alerts/live?looking=1")
    await asyncio.sleep(0.3)
    assert await asyncio.to_thread(seen) == before
