"""Raises an alert, or adds to the one that is open; and takes a false alarm back."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.alerts.calling import call_next, settle
from bot.alerts.codes import new_code
from bot.alerts.post import KIND, Post, changed, contents, hold, seal_contents
from bot.alerts.tables import AlertRow, AlertWords
from bot.records.conversations import mark_digest


def raise_within(
    post: Post,
    session: Session,
    *,
    conversation: str,
    raised_by: int | None,
    situations: Sequence[str],
    words: str,
    once: str,
    now: float,
) -> AlertRow:
    """Raise an alert in the caller's transaction, or add to the open one of this conversation and situation.

    The same mark (`once`) again changes nothing, whatever became of the alert meanwhile.
    """
    hold(session)
    digest = mark_digest(f"{conversation}:{once}" if once else secrets.token_hex(16))
    known = session.get(AlertWords, digest)
    row = session.get(AlertRow, known.code) if known else None
    if row is not None:
        return row
    apart = any(post.is_apart(one) for one in situations)
    row = _open_one(post, session, conversation, situations, apart)
    if row is None:
        row = _new(post, session, conversation, raised_by, list(situations), apart, now)
    else:
        _add_situations(post, session, row, situations)
    changed(post, session, row, now)
    sealed = post.keys.sealer(session, KIND, row.code).seal_json("alert_words.sealed", digest, words)
    session.add(AlertWords(mark_digest=digest, code=row.code, at=now, sealed=sealed))
    session.flush()
    return row


def take_back_within(post: Post, session: Session, row: AlertRow, who: int | None, now: float) -> None:
    """A false alarm: those who were called on are told that nothing is needed."""
    if row.outcome:
        return
    changed(post, session, row, now)
    row.outcome, row.ended_at, row.next_at, row.phone_now_at = "taken_back", now, None, None
    settle(session, row, now)
    post.record("alert_taken_back", account(who), f"alert:{row.code}", within=session)


def open_rows(session: Session, conversation: str) -> list[AlertRow]:
    """The alerts of a conversation that are open, newest first."""
    wanted = select(AlertRow).where(AlertRow.conversation == conversation, AlertRow.outcome == "")
    return list(session.scalars(wanted.order_by(AlertRow.raised_at.desc())))


def _open_one(
    post: Post, session: Session, conversation: str, situations: Sequence[str], apart: bool
) -> AlertRow | None:
    rows = [row for row in open_rows(session, conversation) if row.apart == apart]
    if not situations:  # somebody wants a supervisor: an alert that nobody has yet says so already
        return next((row for row in rows if row.taken_at is None), None)
    main = post.root_of(situations[0])
    return next((row for row in rows if main in _roots(post, session, row)), None)


def _roots(post: Post, session: Session, row: AlertRow) -> set[str]:
    return {post.root_of(one) for one in _situations(post, session, row)}


def _situations(post: Post, session: Session, row: AlertRow) -> list[str]:
    return list(contents(post, session, row)["situations"])  # type: ignore[call-overload]


def _new(
    post: Post,
    session: Session,
    conversation: str,
    raised_by: int | None,
    situations: list[str],
    apart: bool,
    now: float,
) -> AlertRow:
    row = AlertRow(
        code=_free_code(session),
        conversation=conversation,
        urgent=bool(situations),
        apart=apart,
        raised_at=now,
        raised_by=raised_by,
        rung=0,
        changed_at=now,
        outcome="",
    )
    seal_contents(post.keys.sealer(session, KIND, row.code), row, situations)
    session.add(row)
    session.flush()
    call_next(post, session, row, now)
    post.record("alert_raised", account(raised_by), f"alert:{row.code}", within=session)
    return row


def _add_situations(post: Post, session: Session, row: AlertRow, situations: Sequence[str]) -> None:
    known = _situations(post, session, row)
    new = [one for one in situations if one not in known]
    if new:
        seal_contents(post.keys.sealer(session, KIND, row.code), row, [*known, *new])


def _free_code(session: Session) -> str:
    while True:
        code = new_code()
        if not session.scalar(select(func.count()).select_from(AlertRow).where(AlertRow.code == code)):
            return code
