"""Reads alerts: what is open, one with what it is about, what was taken back, and counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.tables import Account
from bot.alerts.alert import Alert, Digest, NoSuchAlert, Stage
from bot.alerts.calling import may_see, sight
from bot.alerts.post import Post, contents, found, opener
from bot.alerts.tables import AlertRow, AlertWords
from bot.digest.small_counts import told

_MOST_TAKEN_BACK = 50
#: What the digest counts of alerts, by the day on which it happened.
COUNTED = ("raised", "taken", "phone_now", "taken_back")


def stage_of(row: AlertRow) -> Stage:
    """How far an alert has come."""
    if row.outcome:
        return Stage(row.outcome)
    reached = ((Stage.TAKEN, row.taken_at), (Stage.SEEN, row.seen_at), (Stage.DELIVERED, row.delivered_at))
    return next((stage for stage, at in reached if at is not None), Stage.SENT if row.sent_at else Stage.RAISED)


def view(row: AlertRow) -> Alert:
    """An alert without what it is about."""
    return Alert(
        code=row.code,
        stage=stage_of(row),
        urgent=row.urgent,
        apart=row.apart,
        raised_at=row.raised_at,
        raised_by=row.raised_by,
        rung=row.rung,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        seen_at=row.seen_at,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        ended_at=row.ended_at,
        next_at=row.next_at,
        phone_now_at=row.phone_now_at,
    )


def with_situations(post: Post, session: Session, row: AlertRow) -> Alert:
    """An alert with the situations it names and the note it was closed with."""
    inside = contents(post, session, row)
    return replace(view(row), situations=tuple(inside["situations"]), note=str(inside["note"]))  # type: ignore[arg-type]


def with_words(post: Post, session: Session, row: AlertRow) -> Alert:
    """An alert with all it holds."""
    rows = session.scalars(select(AlertWords).where(AlertWords.code == row.code).order_by(AlertWords.at)).all()
    open_ = opener(post, session, row.code).open_json
    words = (str(open_("alert_words.sealed", one.mark_digest, one.sealed)) for one in rows)
    return replace(with_situations(post, session, row), words=tuple(word for word in words if word))


def open_alerts(post: Post, account_id: int | None) -> list[Alert]:
    """What is open: nobody's first, then the urgent, then the oldest. With situations for one who may read them."""
    with Session(post.records) as session:
        rows = session.scalars(select(AlertRow).where(AlertRow.outcome == ""))
        if account_id is None:
            return sorted(map(view, rows), key=_order)
        may = sight(session, account_id)
        mine = [row for row in rows if may[row.apart]]
        return sorted(_readable(post, session, mine), key=_order)


def taken_back(post: Post, account_id: int) -> list[Alert]:
    """False alarms, newest first, for the review list."""
    with Session(post.records) as session:
        wanted = select(AlertRow).where(AlertRow.outcome == "taken_back").order_by(AlertRow.ended_at.desc())
        may = sight(session, account_id)
        rows = session.scalars(wanted.limit(_MOST_TAKEN_BACK))
        return _readable(post, session, [row for row in rows if may[row.apart]])


def one(post: Post, code: str, account_id: int) -> Alert:
    """One alert with all it holds, for somebody it is for. Raises NoSuchAlert."""
    with Session(post.records) as session:
        row = found(session, code)
        if not may_see(session, row, account_id):
            raise NoSuchAlert(code)
        return with_words(post, session, row)


def plain(post: Post, code: str) -> Alert:
    """One alert without what it is about. Raises NoSuchAlert."""
    with Session(post.records) as session:
        return view(found(session, code))


def of_writer(post: Post, conversation: str, account_id: int) -> list[Alert]:
    """What the writer of a conversation is shown of their alerts, oldest first: the open ones and the newest.

    Those of this conversation hold all that others see. The newest from elsewhere that nobody has taken comes without
    contents: an account may be shared, and the next shift must not read what the last one wrote.
    """
    wanted = select(AlertRow).where(AlertRow.raised_by == account_id)
    here = wanted.where(AlertRow.conversation == conversation).order_by(AlertRow.raised_at)
    free = (AlertRow.conversation != conversation, AlertRow.outcome == "", AlertRow.taken_at.is_(None))
    elsewhere = wanted.where(*free).order_by(AlertRow.raised_at.desc()).limit(1)
    with Session(post.records) as session:
        rows = session.scalars(here).all()
        shown = [row for row in rows if not row.outcome or row is rows[-1]]
        return [*map(view, session.scalars(elsewhere)), *_readable(post, session, shown, words=True)]


def changed_since(post: Post, moment: float) -> set[int]:
    """The accounts whose alerts changed after a moment."""
    with Session(post.records) as session:
        found = session.scalars(select(AlertRow.raised_by).where(AlertRow.changed_at > moment).distinct())
        return {account_id for account_id in found if account_id is not None}


def names(post: Post, accounts: Iterable[int | None]) -> dict[int, str]:
    """The pseudonyms of accounts."""
    wanted = [one for one in set(accounts) if one is not None]
    with Session(post.records) as session:
        return {row.id: row.name for row in session.scalars(select(Account).where(Account.id.in_(wanted)))}


def daily(post: Post, first: dt.date, last: dt.date) -> dict[tuple[dt.date, str], int]:
    """How many alerts were raised, taken, left with nobody to call on and taken back, by day; both days included.

    Those kept apart are not counted: who may not know of them must not find them in a number.
    """
    begin, end = _midnight(first), _midnight(last + dt.timedelta(days=1))
    wanted = select(AlertRow).where(AlertRow.apart.is_(False), AlertRow.changed_at >= begin, AlertRow.raised_at < end)
    counts: Counter[tuple[dt.date, str]] = Counter()
    with Session(post.records) as session:
        for row in session.scalars(wanted):
            back = row.ended_at if row.outcome == Stage.TAKEN_BACK.value else None
            for name, at in zip(COUNTED, (row.raised_at, row.taken_at, row.phone_now_at, back)):
                if at is not None and begin <= at < end:
                    counts[(dt.date.fromtimestamp(at), name)] += 1
    return dict(counts)


def digest(post: Post, now: float) -> Digest:
    """What is told of yesterday. A day that still runs is not told: each look at it would show one more."""
    yesterday = dt.date.fromtimestamp(now) - dt.timedelta(days=1)
    counts = daily(post, yesterday, yesterday)
    shown = {name: told(counts.get((yesterday, name), 0)) for name in COUNTED}
    return Digest(_midnight(yesterday), {name: many if isinstance(many, int) else None for name, many in shown.items()})


def _midnight(day: dt.date) -> float:
    return dt.datetime.combine(day, dt.time()).timestamp()


def _readable(post: Post, session: Session, rows: list[AlertRow], words: bool = False) -> list[Alert]:
    """Those that can still be read: one may have been erased a moment ago."""
    shown = []
    for row in rows:
        try:
            shown.append((with_words if words else with_situations)(post, session, row))
        except NoSuchAlert:
            continue
    return shown


def _order(alert: Alert) -> tuple[bool, bool, float]:
    return (alert.taken_at is not None, not alert.urgent, alert.raised_at)
