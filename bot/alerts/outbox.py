"""The outbox: what is due is handed to one worker at a time, and stays until it is known to be sent.

A kill between sending and noting it sends the message again, under the same mark (`once`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.alerts.alert import NoSuchAlert
from bot.alerts.calling import call_next
from bot.alerts.post import Post, changed, holding
from bot.alerts.tables import AlertRow, Ring

_FIRST_WAIT, _LONGEST_WAIT = 2.0, 60.0


@dataclass(frozen=True)
class Message:
    """One message to be sent now."""

    id: int
    account_id: int
    template: str
    code: str
    once: str
    tries: int


def escalate(post: Post, now: float) -> int:
    """Call on the next contact of every alert that had no answer in time. Returns how many."""
    late = select(AlertRow).where(AlertRow.next_at <= now, AlertRow.outcome == "", AlertRow.taken_at.is_(None))
    with Session(post.records) as session:
        if session.scalar(late.with_only_columns(AlertRow.code).limit(1)) is None:
            return 0
    with holding(post) as session:
        rows = session.scalars(late.order_by(AlertRow.next_at)).all()
        for row in rows:
            _call_again(post, session, row, now)
        return len(rows)


def claim(post: Post, now: float, hold_for: float, most: int) -> list[Message]:
    """What is due, held for so many seconds: nobody else gets it meanwhile, and after that it is due again."""
    due = select(Ring).where(Ring.state == "waiting", Ring.due_at <= now, Ring.held_until <= now)
    due = due.order_by(Ring.due_at, Ring.id).limit(most)
    with Session(post.records) as session:
        if session.scalar(due.with_only_columns(Ring.id)) is None:
            return []
    with holding(post) as session:
        rows = session.scalars(due).all()
        for row in rows:
            row.held_until = now + hold_for
            row.tries += 1
        return [Message(row.id, row.account_id, row.template, row.code, row.once, row.tries) for row in rows]


def sent(post: Post, message: Message, now: float) -> None:
    """A messenger took it."""
    with holding(post) as session:
        ring = session.get(Ring, message.id)
        if ring is None:  # erased meanwhile
            return
        ring.state, ring.sent_at = "sent", now
        row = session.get(AlertRow, ring.code)
        if row is not None and row.delivered_at is None and message.template != "item_settled" and not row.outcome:
            changed(post, session, row, now)
            row.delivered_at = now


def put_back(post: Post, message: Message, now: float, seconds: float | None = None) -> None:
    """It could not be sent: try again after `seconds`, or after a wait that grows with each try."""
    wait = min(_FIRST_WAIT * 2 ** min(message.tries - 1, 10), _LONGEST_WAIT) if seconds is None else seconds
    with holding(post) as session:
        values = {"due_at": now + max(wait, 0.0), "held_until": 0.0}
        session.execute(update(Ring).where(Ring.id == message.id, Ring.state == "waiting").values(**values))


def unreachable(post: Post, message: Message) -> None:
    """This person has no messenger: the page is what they have, and the ladder goes on in its time."""
    with holding(post) as session:
        chosen = (Ring.id == message.id, Ring.state == "waiting")
        session.execute(update(Ring).where(*chosen).values(state="unreachable"))


def _call_again(post: Post, session: Session, row: AlertRow, now: float) -> None:
    try:
        changed(post, session, row, now)
    except NoSuchAlert:  # its key was destroyed: the next purge takes its rows, and others must not wait for that
        row.next_at = None
        return
    call_next(post, session, row, now)


def let_go(post: Post) -> None:
    """Nothing is being sent: said by a worker that begins, of what one before it was killed over."""
    with holding(post) as session:
        session.execute(update(Ring).where(Ring.held_until > 0, Ring.state == "waiting").values(held_until=0.0))
