"""Terms after leaving, month ends, and how late a contact is on which day."""

import datetime as dt

import pytest

from bot.follow_up.calendar import Standing, calendar_of, day_after, moment_of

DEFAULT = calendar_of("1w 1m 3m 6m 12m 18m 24m +12m")
LEFT = dt.date(2027, 1, 11)


def test_the_default_goes_on_past_two_years():
    days = [day.isoformat() for _, day in DEFAULT.contacts(LEFT, LEFT)]
    assert days == [
        "2027-01-18",
        "2027-02-11",
        "2027-04-11",
        "2027-07-11",
        "2028-01-11",
        "2028-07-11",
        "2029-01-11",
    ]
    assert DEFAULT.after("24m", LEFT, LEFT) == ("36m", dt.date(2030, 1, 11))
    assert calendar_of("1w 1m").after("1m", LEFT, LEFT) is None


@pytest.mark.parametrize(
    "day, term, then",
    [
        ("2027-01-31", "1m", "2027-02-28"),
        ("2028-01-31", "1m", "2028-02-29"),
        ("2027-12-31", "6m", "2028-06-30"),
        ("2027-03-15", "24m", "2029-03-15"),
        ("2027-12-28", "1w", "2028-01-04"),
        ("2027-01-01", "10d", "2027-01-11"),
    ],
)
def test_months_end_where_they_end(day, term, then):
    assert day_after(dt.date.fromisoformat(day), term).isoformat() == then


def test_what_was_written_down_late_is_not_made_up_for_but_once():
    contacts = DEFAULT.contacts(LEFT, dt.date(2027, 5, 1))
    assert [term for term, _ in contacts] == ["3m", "6m", "12m", "18m", "24m"]


def test_a_repeated_contact_is_never_planned_in_the_past():
    assert DEFAULT.after("24m", LEFT, dt.date(2033, 6, 1)) == ("84m", dt.date(2034, 1, 11))


@pytest.mark.parametrize("days", range(-2, 12))
def test_every_contact_is_due_overdue_and_escalated_on_its_day(clock, days):
    due = moment_of(dt.date(2027, 4, 11))
    expected = Standing.PLANNED if days < 0 else Standing.DUE if days < 3 else Standing.OVERDUE
    expected = Standing.ESCALATED if days >= 7 else expected
    for hour in (0, 12, 23.9):
        assert DEFAULT.standing(due, due + days * 86_400 + hour * 3600) is expected


@pytest.mark.parametrize("text", ["", "1w 1m +12m 24m", "1 week", "3m 1m", "1m 1m", "+12m", "0w", "1w +2w", "1y"])
def test_a_calendar_that_cannot_be_is_refused_with_what_to_write(text):
    with pytest.raises(ValueError, match="write terms as"):
        calendar_of(text)
