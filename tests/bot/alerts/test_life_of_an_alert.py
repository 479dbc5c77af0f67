"""From the message to somebody who has it; false alarms; who may see what."""

import pytest
from sqlalchemy.orm import Session

from bot.alerts import duty, reading
from bot.alerts.alert import NoSuchAlert, Stage
from bot.alerts.ladder import Rung
from bot.alerts.tables import AlertRow, AlertWords, Ring
from bot.records.erasure import erase
from bot.records.retention import DAY, Policy, purge


def test_an_alert_is_sent_seen_taken_and_closed(place):
    code, first = place.raised().code, place.people["first"]
    assert place.one(code).stage is Stage.SENT
    assert place.alerts.seen(code, first).stage is Stage.SEEN
    taken = place.alerts.take(code, first)
    assert (taken.stage, taken.taken_by, taken.next_at) == (Stage.TAKEN, first, None)
    place.alerts.close(code, first, "Went in together. She is with the nurse.")
    closed = reading.one(place.post, code, first)
    assert closed.stage is Stage.CLOSED and closed.note.startswith("Went in together")
    assert place.alerts.open_alerts() == []


def test_the_same_message_again_raises_nothing_twice(place):
    codes = {place.raised(once="mark").code for _ in range(3)}
    assert len(codes) == 1 and len(place.rows(AlertWords)) == 1 and len(place.rows(Ring)) == 1


def test_a_message_that_comes_again_after_the_alert_was_closed_raises_nothing(place):
    code = place.raised(once="mark").code
    place.alerts.close(code, place.people["first"], "")
    assert place.raised(once="mark").code == code
    assert len(place.rows(AlertRow)) == 1


def test_further_messages_about_the_same_add_to_the_alert_until_it_is_closed(place):
    code = place.raised(once="1", words="she has a blade").code
    assert place.raised("self_harm", once="2", words="the door is locked").code == code
    shown = reading.one(place.post, code, place.people["first"])
    assert shown.words == ("she has a blade", "the door is locked")
    assert shown.situations == ("suicide_self_harm", "self_harm")
    place.alerts.close(code, place.people["first"], "")
    assert place.raised(once="3").code != code


def test_another_situation_or_another_conversation_is_another_alert(place):
    codes = {
        place.raised(once="1").code,
        place.raised("missing_person", once="2").code,
        place.raised(once="3", conversation="other").code,
    }
    assert len(codes) == 3


def test_the_first_who_takes_it_has_it(place):
    code = place.raised().code
    place.alerts.take(code, place.people["first"])
    assert place.alerts.take(code, place.people["second"]).taken_by == place.people["first"]


def test_a_false_alarm_is_taken_back_by_who_raised_it_and_goes_to_the_review_list(place):
    code = place.raised().code
    with pytest.raises(NoSuchAlert):
        place.alerts.take_back(code, place.people["first"])
    assert place.alerts.take_back(code, place.people["night"]).stage is Stage.TAKEN_BACK
    assert [alert.code for alert in reading.taken_back(place.post, place.people["first"])] == [code]
    assert place.alerts.open_alerts() == []


def test_staff_see_no_alerts_of_others_and_cannot_take_any(place):
    code, other = place.raised().code, place.person("cook", "staff")
    assert place.alerts.open_alerts(other) == []
    for act in (place.alerts.take, place.alerts.seen, place.alerts.pass_on):
        with pytest.raises(NoSuchAlert):
            act(code, other)


def test_practice_raises_nothing(place):
    raised = place.alerts.raise_alert(
        conversation="talk", raised_by=1, situations=["suicide_self_harm"], words="x", practice=True
    )
    assert raised is None and place.rows(AlertRow) == []


def test_what_concerns_a_colleague_goes_to_the_separate_contact_only(place):
    duty.write(place.post, "apart", [Rung(place.people["second"], "second")], by=1)
    alert = place.raised("staff_misconduct", words="the guard went into her room")
    assert alert.apart and [ring.account_id for ring in place.rows(Ring)] == [place.people["second"]]
    assert place.alerts.open_alerts(place.people["first"]) == []
    with pytest.raises(NoSuchAlert):
        reading.one(place.post, alert.code, place.people["first"])
    assert reading.one(place.post, alert.code, place.people["second"]).words


def test_a_message_that_also_concerns_a_colleague_is_kept_apart_as_a_whole(place):
    assert place.raised("violence_to_others", "official_collusion").apart


def test_without_a_separate_contact_nobody_of_the_house_gets_what_concerns_a_colleague(place):
    alert = place.raised("staff_misconduct")
    assert (alert.stage, alert.phone_now_at, place.rows(Ring)) == (Stage.RAISED, place.clock.now, [])


def test_a_single_supervisor_is_not_told_of_what_may_be_about_that_very_person(place):
    with Session(place.engine) as session, session.begin():
        from bot.accounts.tables import Account

        session.get(Account, place.people["second"]).disabled = True
    duty.write(place.post, "apart", [Rung(place.people["first"], "first")], by=1)
    alert = place.raised("staff_misconduct")
    assert alert.phone_now_at is not None and place.rows(Ring) == []
    assert place.alerts.open_alerts(place.people["first"]) == []


def test_nothing_of_what_staff_wrote_stands_readable_in_the_tables(place):
    place.raised(words="marigold")
    place.alerts.close(place.one(place.alerts.open_alerts()[0].code).code, place.people["first"], "tulip")
    for table in (AlertRow, AlertWords, Ring):
        for row in place.rows(table):
            kept = repr({column: getattr(row, column) for column in row.__table__.columns.keys()})
            assert not any(word in kept for word in ("marigold", "tulip", "suicide"))


def test_an_alert_is_erased_ninety_days_after_its_last_use(place):
    old = place.raised(conversation="old").code
    place.clock.later(60 * 24 * 30)
    young = place.raised(conversation="young").code
    assert purge(place.keeping, Policy(), place.clock.now + 70 * DAY).owners["alert"] == 1
    assert [row.code for row in place.rows(AlertRow)] == [young] and old != young
    assert {row.code for row in place.rows(Ring)} == {row.code for row in place.rows(AlertWords)} == {young}


async def test_an_erased_alert_stops_calling(place):
    code = place.raised().code
    erase(place.keeping, "alert", code)
    place.clock.later(6)
    await place.ticks()
    assert place.bell.rung == []
    with pytest.raises(NoSuchAlert):
        place.alerts.take(code, place.people["first"])


def test_what_is_done_is_written_down_without_a_word(place):
    code = place.raised().code
    place.alerts.take(code, place.people["first"])
    place.alerts.pass_on(code, place.people["first"])
    place.alerts.close(code, place.people["second"], "tulip")
    written = [(entry.action, entry.who, entry.subject) for entry in place.audit.entries()]
    night, first, second = (f"account:{place.people[name]}" for name in ("night", "first", "second"))
    assert written == [
        ("alert_raised", night, f"alert:{code}"),
        ("alert_taken", first, f"alert:{code}"),
        ("alert_passed_on", first, f"alert:{code}"),
        ("alert_taken", second, f"alert:{code}"),
        ("alert_closed", second, f"alert:{code}"),
    ]


def test_counts_under_five_are_not_told(place):
    for number in range(6):
        place.raised(conversation=f"talk-{number}")
    place.alerts.take(place.alerts.open_alerts()[0].code, place.people["first"])
    place.raised("staff_misconduct", conversation="apart")
    assert place.alerts.digest(place.clock.now).counts["raised"] == 0  # the day still runs
    told = place.alerts.digest(place.clock.now + 86_400.0).counts
    assert told == {"raised": 6, "taken": None, "phone_now": 0, "taken_back": 0}
