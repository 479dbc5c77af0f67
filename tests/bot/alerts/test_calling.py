"""The ladder by a clock that moves when told: contact after contact, restarts in between, a messenger that fails."""

import asyncio

import pytest

from bot.alerts import duty, outbox
from bot.alerts.alert import Stage
from bot.alerts.ladder import Rung
from bot.alerts.messenger import TryLater
from bot.alerts.tables import Ring
from tests.waiting import until


async def test_without_an_answer_the_next_contact_is_called_on_after_five_minutes(place):
    code, first, second = place.raised().code, place.people["first"], place.people["second"]
    await place.ticks()
    assert place.bell.whom() == [(first, "item_new")]
    assert place.one(code).stage is Stage.DELIVERED
    place.clock.later(4.9)
    await place.ticks()
    assert len(place.bell.rung) == 1
    place.clock.later(0.1)
    await place.ticks()
    assert place.bell.whom() == [(first, "item_new"), (second, "item_waiting")]
    place.clock.later(5)
    await place.ticks()
    assert len(place.bell.rung) == 2 and place.one(code).phone_now_at == place.clock.now


@pytest.mark.parametrize("minutes", [1, 4, 5, 60])
async def test_a_restart_in_between_changes_nothing(place, minutes):
    code = place.raised().code
    await place.ticks()
    place.clock.later(minutes)
    place.again()
    await place.ticks()
    place.again()
    await place.ticks()
    expected = ["item_new"] if minutes < 5 else ["item_new", "item_waiting"]
    assert [template for _, template in place.bell.whom()] == expected
    assert place.one(code).rung == len(expected)


async def test_who_takes_it_stops_the_ladder_and_the_others_are_told(place):
    code, first, second = place.raised().code, place.people["first"], place.people["second"]
    await place.ticks()
    place.clock.later(5)
    await place.ticks()
    place.alerts.take(code, second)
    await place.ticks()
    place.clock.later(60)
    await place.ticks()
    assert place.bell.whom()[2:] == [(first, "item_settled")]


async def test_a_false_alarm_taken_back_before_it_was_sent_rings_nobody(place):
    place.alerts.take_back(place.raised().code, place.people["night"])
    await place.ticks()
    assert place.bell.rung == []


async def test_what_is_passed_on_goes_to_the_next_contact_at_once_and_not_back(place):
    code, first, second = place.raised().code, place.people["first"], place.people["second"]
    await place.ticks()
    place.alerts.take(code, first)
    passed = place.alerts.pass_on(code, first)
    assert passed.taken_by is None
    await place.ticks()
    assert place.bell.whom()[-1] == (second, "item_passed")
    assert place.alerts.pass_on(code, second).phone_now_at == place.clock.now


async def test_who_raised_it_is_not_called_on(place):
    place.raised(by="first")
    await place.ticks()
    assert place.bell.whom() == [(place.people["second"], "item_new")]


async def test_a_written_ladder_decides_the_order_and_the_hours(place):
    first, second = place.people["first"], place.people["second"]
    duty.write(place.post, "on_call", [Rung(second, "", "20:00-08:00"), Rung(first, "")], by=1)
    place.raised()
    await place.ticks()
    assert place.bell.whom() == [(first, "item_new")]
    place.clock.later(10 * 60)
    place.raised(conversation="at night")
    await place.ticks()
    assert (second, "item_new") in place.bell.whom()


async def test_who_is_off_is_not_called_on_and_the_last_one_stays(place):
    first, second = place.people["first"], place.people["second"]
    assert place.alerts.set_off(first) and not place.alerts.set_off(first)
    assert not place.alerts.set_off(second)
    assert [contact.account_id for contact in place.alerts.on_call(place.clock.now)] == [second]
    place.raised()
    await place.ticks()
    assert place.bell.whom() == [(second, "item_new")]
    assert duty.set_off(place.post, first, off=False)


async def test_quiet_hours_hold_up_what_is_not_urgent_and_nothing_else(place):
    duty.write_quiet(place.post, "11:00-13:00", by=1)
    place.alerts.raise_alert(conversation="a", raised_by=None, words="")
    await place.ticks()
    place.clock.later(20)
    await place.ticks()
    assert place.bell.rung == []
    place.raised()
    await place.ticks()
    assert len(place.bell.rung) == 1
    place.clock.later(40)
    await place.ticks()
    assert place.bell.whom()[1:2] != [] and len({code for _, _, code, _ in place.bell.rung}) == 2


async def test_a_messenger_that_asks_for_time_gets_it(place):
    place.bell.failing = [TryLater(30)]
    place.raised()
    await place.ticks()
    place.clock.later(0.4)
    await place.ticks()
    assert place.bell.rung == []
    place.clock.later(0.2)
    await place.ticks()
    assert len(place.bell.rung) == 1


async def test_what_fails_is_tried_again_after_a_wait_that_grows(place):
    place.bell.failing = [RuntimeError("marigold")] * 6
    place.raised()
    waits, last = [], place.clock.now
    while not place.bell.rung:
        before = len(place.bell.failing)
        await place.worker.tick()
        if len(place.bell.failing) != before:
            waits.append(place.clock.now - last)
            last = place.clock.now
        place.clock.later(1 / 60)
    assert waits == pytest.approx([0, 2, 4, 8, 16, 32], abs=1.5)


async def test_who_cannot_be_reached_does_not_hold_up_the_ladder(place):
    place.bell.unreachable = {place.people["first"]}
    code = place.raised().code
    await place.ticks()
    assert place.bell.rung == [] and place.one(code).stage is Stage.SENT
    place.clock.later(5)
    await place.ticks()
    assert place.bell.whom() == [(place.people["second"], "item_waiting")]


async def test_a_kill_between_sending_and_noting_it_sends_again_under_the_same_mark(place, monkeypatch):
    place.raised()
    with monkeypatch.context() as killed:
        killed.setattr(outbox, "sent", lambda *_: (_ for _ in ()).throw(SystemError("killed")))
        with pytest.raises(SystemError):
            await place.worker.tick()
    place.again()
    outbox.let_go(place.post)
    await place.ticks()
    assert len(place.bell.rung) == 2 and len({once for *_, once in place.bell.rung}) == 1
    assert [row.state for row in place.rows(Ring)] == ["sent"]


async def test_a_messenger_that_hangs_holds_up_neither_timers_nor_others(place, monkeypatch):
    first, hanging, deliver = place.people["first"], [], place.bell.deliver

    async def slow(account_id, template, code, count, once):
        if account_id == first:
            hanging.append(code)
            await asyncio.sleep(3600)
        return await deliver(account_id, template, code, count, once)

    monkeypatch.setattr(place.bell, "deliver", slow)
    worker = type(place.worker)(place.post, place.bell, place.clock, pause=0.01, patience=3600)
    place.raised()
    task = asyncio.create_task(worker.run())
    await until(lambda: hanging)
    place.clock.later(5)
    await until(lambda: place.bell.rung)
    task.cancel()
    assert place.bell.whom() == [(place.people["second"], "item_waiting")]


async def test_two_workers_send_each_message_once(place):
    for number in range(15):
        place.raised(conversation=f"talk-{number}")
    other = type(place.worker)(place.post, place.bell, place.clock)
    await asyncio.gather(place.worker.tick(), other.tick(), place.worker.tick(), return_exceptions=True)
    await place.ticks()
    assert len(place.bell.rung) == len({once for *_, once in place.bell.rung}) == 15


async def test_a_worker_outlives_a_database_that_is_away(place, monkeypatch, caplog):
    place.raised()
    tries, claim = [], outbox.claim

    def failing(*given):
        tries.append(1)
        if len(tries) < 3:
            raise OSError("marigold")
        return claim(*given)

    worker = type(place.worker)(place.post, place.bell, place.clock, pause=0.01)
    monkeypatch.setattr(outbox, "claim", failing)
    task = asyncio.create_task(worker.run())
    await until(lambda: place.bell.rung)
    task.cancel()
    assert "OSError" in caplog.text and "marigold" not in caplog.text
