"""Gathers what the next shift has to know: checklists, contacts, letters that wait, alerts, and what helped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from bot.alerts.alert import Alert
from bot.checklists.checklists import Checklists
from bot.checklists.merging import DIFFERS
from bot.checklists.run import Run, RunHead
from bot.hand_over.brief import Brief, Due, Help, Letter, OpenAlert, Part, Step, Work
from bot.helped.helped import Helped
from bot.referral.messages import Awaited

#: Open steps of a checklist that are spelled out; a brief stays on one page.
_STEPS_SHOWN = 3
#: Checklists that are spelled out, those due first; of the others the brief says how much is open.
_MOST_SPELLED = 30
#: Seconds of a long shift.
_SHIFT = 12 * 3600.0


class WaitingContact(Protocol):
    """What is used of a contact of the follow-up calendar."""

    code: str
    due_at: float
    standing: Any


def gathered(
    checklists: Checklists,
    helped: Helped,
    waiting: Callable[[], Sequence[WaitingContact]],
    alerts: Callable[[], Sequence[Alert]],
    awaited: Callable[[float], Sequence[Awaited]],
    since: float,
) -> Brief:
    """What is open now and what was said to help since a moment. `awaited` gives answers due until a moment."""
    now = checklists.book.clock()
    work: dict[str | None, list[Work]] = {}
    shift_ends, heads = coming_shift_ends(now), checklists.open_runs()
    # Where nothing happened and nothing is due, how much is open is enough.
    news = [one for one in heads if one.changed_at >= since or (one.due_at is not None and one.due_at <= shift_ends)]
    asked = [head.id for head in news[:_MOST_SPELLED]]
    spelled = checklists.several(asked)
    for head in heads:
        if head.id in spelled:
            work.setdefault(head.case_code, []).append(_work(head, spelled[head.id], shift_ends))
        elif head.id not in asked:  # else it was erased a moment ago
            work.setdefault(head.case_code, []).append(_still(head))
    due: dict[str | None, list[Due]] = {}
    for contact in waiting():
        standing = str(getattr(contact.standing, "value", contact.standing))
        due.setdefault(contact.code, []).append(Due(due_at=contact.due_at, standing=standing))
    letters: dict[str | None, list[Letter]] = {}
    for one in awaited(shift_ends):
        letter = Letter(title=one.letter.title, answer_by=one.answer_by, ours=one.ours)
        letters.setdefault(one.code, []).append(letter)
    said: dict[str | None, list[Help]] = {}
    for told in helped.since(since):
        said.setdefault(told.case_code, []).append(Help(title=told.title, counts=told.counts))

    def part(code: str | None, open_alerts: tuple[OpenAlert, ...] = ()) -> Part:
        mine = {"work": work, "due": due, "letters": letters, "helped": said}
        return Part(**{name: tuple(of.get(code, ())) for name, of in mine.items()}, alerts=open_alerts)

    codes = sorted(code for code in {*work, *due, *letters, *said} if code)
    return Brief(since, {code: part(code) for code in codes}, part(None, _open(alerts())))


def coming_shift_ends(now: float) -> float:
    """Until when something counts as due now: the day's end by the server's clock, and a shift ahead at the least.

    At eleven in the evening the day has one hour left, and what is due at one is the night shift's.
    """
    tomorrow = dt.datetime.fromtimestamp(now).date() + dt.timedelta(days=1)
    return max(dt.datetime.combine(tomorrow, dt.time()).timestamp(), now + _SHIFT)


def _still(head: RunHead) -> Work:
    return Work(run=head.id, title=head.title, steps=head.steps, left=head.left)


def _work(head: RunHead, run: Run, shift_ends: float) -> Work:
    left = sum(step.is_left for step in run.steps)
    return Work(run=head.id, title=head.title, steps=head.steps, left=left, next=_next(run, shift_ends))


def _next(run: Run, shift_ends: float) -> tuple[Step, ...]:
    """What people differ on first, then what is due in the coming shift, then the next steps in order."""
    left = [step for step in run.steps if step.is_left]

    def order(place: int) -> tuple[bool, float, int]:
        step = left[place]
        soon = step.due_at if step.due_at is not None and step.due_at <= shift_ends else float("inf")
        return step.merged.state != DIFFERS, soon, place

    first = [left[place] for place in sorted(range(len(left)), key=order)][:_STEPS_SHOWN]
    return tuple(Step(text=step.text.text, due_at=step.due_at, differs=step.merged.state == DIFFERS) for step in first)


def _open(alerts: Sequence[Alert]) -> tuple[OpenAlert, ...]:
    # What may concern a colleague goes to the separate contacts alone; here it is as if it were not there.
    shown = sorted((one for one in alerts if one.is_open and not one.apart), key=lambda one: one.raised_at)
    return tuple(OpenAlert(code=one.code, raised_at=one.raised_at, taken=one.taken_at is not None) for one in shown)
