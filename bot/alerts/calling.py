"""Calls on contacts, one after another: who is on the ladders, and the message that goes into the outbox."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.accounts.roles import Role
from bot.accounts.tables import Account
from bot.alerts.ladder import Rung, end_of, next_rung, within
from bot.alerts.post import Post, plan
from bot.alerts.tables import AlertRow, OnCall, Ring

ORDINARY, APART = "on_call", "apart"
_ASKING = ("item_new", "item_waiting", "item_passed")


def rungs(session: Session, ladder: str) -> list[Rung]:
    """The contacts of a ladder, in order, as far as their accounts are open.

    As long as nobody wrote an ordinary ladder, every supervisor is on it. What concerns a colleague goes to nobody
    while there is a single supervisor: it could be about that very person.
    """
    able = {row.id: row.name for row in supervisors(session)}
    kept = session.scalars(select(OnCall).where(OnCall.ladder == ladder).order_by(OnCall.place, OnCall.account_id))
    found = [Rung(row.account_id, able[row.account_id], row.hours, row.off) for row in kept if row.account_id in able]
    if ladder == APART:
        return found if len(able) > 1 else []
    return found or [Rung(number, name) for number, name in able.items()]


def sight(session: Session, account_id: int) -> tuple[bool, bool]:
    """Whether the ordinary alerts are for this account, and whether those kept apart are."""
    ordinary = account_id in {account.id for account in supervisors(session)}
    return ordinary, ordinary and account_id in {rung.account_id for rung in rungs(session, APART)}


def may_see(session: Session, row: AlertRow, account_id: int) -> bool:
    """Whether an alert is for this account: every supervisor's, or the separate contacts' only."""
    return sight(session, account_id)[row.apart]


def call_next(
    post: Post, session: Session, row: AlertRow, now: float, template: str = "", but: Iterable[int] = ()
) -> None:
    """Call on the next contact; when nobody is left, note that staff have to phone."""
    asked = {*session.scalars(select(Ring.account_id).where(Ring.code == row.code)), row.raised_by, *but}
    rung = next_rung(rungs(session, APART if row.apart else ORDINARY), now, asked)
    if rung is None:
        row.next_at = None
        row.phone_now_at = row.phone_now_at or now
        return
    quiet = plan(session).quiet
    waits = not row.urgent and bool(quiet) and within(quiet, now)
    due = end_of(quiet, now) if waits else now
    put(session, row, rung.account_id, template or ("item_waiting" if row.rung else "item_new"), due)
    row.rung += 1
    row.sent_at = row.sent_at or now
    row.next_at = due + post.minutes * 60.0


def put(session: Session, row: AlertRow, account_id: int, template: str, due: float) -> None:
    """Put a message into the outbox, in the transaction of what it tells."""
    count = len(session.scalars(select(Ring.id).where(Ring.code == row.code)).all())
    once = f"{row.code}.{count + 1}.{account_id}"
    session.add(Ring(once=once, code=row.code, account_id=account_id, template=template, due_at=due))
    session.flush()


def settle(session: Session, row: AlertRow, now: float, but: int | None = None) -> None:
    """Nobody has to come any more (`but` one): what was not sent is dropped, the others are told."""
    asking = (Ring.code == row.code, Ring.template.in_(_ASKING))
    rung = set(session.scalars(select(Ring.account_id).where(*asking, Ring.state == "sent")))
    held = set(session.scalars(select(Ring.account_id).where(*asking, Ring.state == "waiting", Ring.tries > 0)))
    session.execute(update(Ring).where(*asking, Ring.state == "waiting").values(state="dropped"))
    told = set(session.scalars(select(Ring.account_id).where(Ring.code == row.code, Ring.template == "item_settled")))
    for account_id in sorted((rung | held) - told - {but}):
        put(session, row, account_id, "item_settled", now)


def supervisors(session: Session) -> list[Account]:
    """Everybody who can be called on: supervisors whose accounts are open and in use."""
    able = (Account.role == Role.SUPERVISOR.value, Account.disabled.is_(False), Account.password_hash != "")
    return list(session.scalars(select(Account).where(*able).order_by(Account.id)))
