"""Who is on call and in which order, as it is written on the page: ladders, hours, quiet hours, being off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.alerts.alert import Contact
from bot.alerts.calling import APART, ORDINARY, rungs, supervisors
from bot.alerts.ladder import Rung, on_call
from bot.alerts.post import Post, holding, plan
from bot.alerts.tables import OnCall


@dataclass(frozen=True)
class Duty:
    """All that the page about being on call shows. Supervisors who stand on no ladder are in `others`."""

    ladder: list[Rung]
    apart: list[Rung]
    others: list[Rung]
    quiet: str
    supervisors: int


def shown(post: Post) -> Duty:
    """The ladders as they are."""
    with Session(post.records) as session:
        everybody = _everybody(session)
        ladder, apart = rungs(session, ORDINARY), _kept(session, APART, everybody)
        on_it = {rung.account_id for rung in ladder}
        others = [Rung(number, name) for number, name in everybody.items() if number not in on_it]
        return Duty(ladder, apart, others, plan(session).quiet, len(everybody))


def on_call_now(post: Post, now: float) -> list[Contact]:
    """Who is on call now, in order."""
    with Session(post.records) as session:
        return [Contact(rung.account_id, rung.name, rung.hours) for rung in on_call(rungs(session, ORDINARY), now)]


def write(post: Post, ladder: str, wanted: Sequence[Rung], by: int) -> None:
    """Write a ladder anew, in this order. Accounts that are no open supervisor's are left out."""
    with holding(post) as session:
        known = _everybody(session)
        _put(session, ladder, [rung for rung in wanted if rung.account_id in known])
        post.record("on_call_changed", account(by), f"ladder:{ladder}", within=session)


def put_at(post: Post, ladder: str, account_id: int, place: int, hours: str, by: int) -> None:
    """Put an account on a ladder at a place (1 is the first), or take it off (0)."""
    with Session(post.records) as session:
        everybody = _everybody(session)
        before = rungs(session, ORDINARY) if ladder == ORDINARY else _kept(session, ladder, everybody)
    if account_id not in everybody:
        return
    was_off = any(rung.off for rung in before if rung.account_id == account_id)
    wanted = [rung for rung in before if rung.account_id != account_id]
    if place:
        wanted.insert(place - 1, Rung(account_id, everybody[account_id], hours, was_off))
    write(post, ladder, wanted, by)


def write_quiet(post: Post, hours: str, by: int) -> None:
    """Set the quiet hours for what is not urgent; empty for none."""
    with holding(post) as session:
        plan(session).quiet = hours
        post.record("on_call_changed", account(by), "ladder:quiet", within=session)


def set_off(post: Post, account_id: int, off: bool = True) -> bool:
    """Take somebody off call, or put them back. False when nothing changed; the last one on call stays."""
    with holding(post) as session:
        ladder = rungs(session, ORDINARY)
        there = {rung.account_id: rung for rung in ladder}
        left = [rung for rung in ladder if not rung.off and rung.account_id != account_id]
        if account_id not in there or there[account_id].off == off or (off and not left):
            return False
        changed = [
            Rung(rung.account_id, rung.name, rung.hours, off if rung.account_id == account_id else rung.off)
            for rung in ladder
        ]
        _put(session, ORDINARY, changed)
        post.record("on_call_changed", account(account_id), "ladder:on_call", within=session)
        return True


def _put(session: Session, ladder: str, wanted: Sequence[Rung]) -> None:
    session.execute(delete(OnCall).where(OnCall.ladder == ladder))
    for place, rung in enumerate(wanted, start=1):
        session.add(OnCall(ladder=ladder, account_id=rung.account_id, place=place, hours=rung.hours, off=rung.off))
    session.flush()


def _everybody(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in supervisors(session)}


def _kept(session: Session, ladder: str, everybody: dict[int, str]) -> list[Rung]:
    rows = session.scalars(select(OnCall).where(OnCall.ladder == ladder).order_by(OnCall.place))
    return [
        Rung(row.account_id, everybody[row.account_id], row.hours, row.off)
        for row in rows
        if row.account_id in everybody
    ]
