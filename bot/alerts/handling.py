"""What a supervisor does with an alert: looks at it, takes it, passes it on, closes it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.alerts.alert import NoSuchAlert
from bot.alerts.calling import call_next, may_see, settle
from bot.alerts.post import KIND, Post, changed, contents, found, holding, seal_contents
from bot.alerts.raising import take_back_within
from bot.alerts.tables import AlertRow

_LONGEST_NOTE = 2000  # characters


def seen(post: Post, code: str, account_id: int, now: float) -> None:
    """Somebody looked at it. Raises NoSuchAlert."""
    with holding(post) as session:
        row = _mine(session, code, account_id)
        if row.seen_at is None and not row.outcome:
            changed(post, session, row, now)
            row.delivered_at, row.seen_at = row.delivered_at or now, now


def take(post: Post, code: str, account_id: int, now: float) -> None:
    """Somebody has it, unless somebody else was first. Raises NoSuchAlert."""
    with holding(post) as session:
        row = _mine(session, code, account_id)
        if row.outcome or row.taken_at is not None:
            return
        _take(post, session, row, account_id, now)


def pass_on(post: Post, code: str, account_id: int, now: float) -> None:
    """Call on the next contact now. Who has it may pass it on, and anybody while nobody has it. Raises NoSuchAlert."""
    with holding(post) as session:
        row = _mine(session, code, account_id)
        if row.outcome or row.taken_by not in (None, account_id):
            return
        changed(post, session, row, now)
        row.taken_at = row.taken_by = None
        call_next(post, session, row, now, "item_passed", but=(account_id,))
        post.record("alert_passed_on", account(account_id), f"alert:{code}", within=session)


def close(post: Post, code: str, account_id: int, note: str, now: float) -> None:
    """Nothing is left to do; the note is sealed. Raises NoSuchAlert."""
    with holding(post) as session:
        row = _mine(session, code, account_id)
        if row.outcome:
            return
        if row.taken_at is None:
            _take(post, session, row, account_id, now)
        changed(post, session, row, now)
        row.outcome, row.ended_at = "closed", now
        situations = list(contents(post, session, row)["situations"])  # type: ignore[call-overload]
        seal_contents(post.keys.sealer(session, KIND, code), row, situations, note.strip()[:_LONGEST_NOTE])
        settle(session, row, now, but=row.taken_by)
        post.record("alert_closed", account(account_id), f"alert:{code}", within=session)


def take_back(post: Post, code: str, account_id: int, now: float) -> None:
    """A false alarm, said by who raised it and by nobody else. Raises NoSuchAlert."""
    with holding(post) as session:
        row = found(session, code)
        if row.raised_by != account_id:
            raise NoSuchAlert(code)
        take_back_within(post, session, row, account_id, now)


def _take(post: Post, session: Session, row: AlertRow, account_id: int, now: float) -> None:
    changed(post, session, row, now)
    row.taken_at, row.taken_by, row.next_at, row.phone_now_at = now, account_id, None, None
    row.delivered_at, row.seen_at = row.delivered_at or now, row.seen_at or now
    row.sent_at = row.sent_at or now
    settle(session, row, now, but=account_id)
    post.record("alert_taken", account(account_id), f"alert:{row.code}", within=session)


def _mine(session: Session, code: str, account_id: int) -> AlertRow:
    row = found(session, code)
    if not may_see(session, row, account_id):
        raise NoSuchAlert(code)
    return row
