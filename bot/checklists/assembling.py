"""Puts a run together: its procedure, the marks on it, what is known of the case, and what follows for each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.roles import Role
from bot.cases.cases import view
from bot.cases.consent import Word, answers, day_of, newest_of, word_of
from bot.cases.facts import Facts
from bot.cases.tables import CaseRow
from bot.checklists.book import Book
from bot.checklists.merging import Mark, merged
from bot.checklists.procedure import Procedure, StepText, changes
from bot.checklists.run import Answer, Lock, Run, RunHead, RunStep
from bot.checklists.tables import MarkRow, RunRow
from bot.records.sealing import Sealer

HEAD, MARK = "checklist_run.sealed", "checklist_mark.sealed"


@dataclass(frozen=True)
class Known:
    """What a run knows of the person it is about: answers, and what they say today to a purpose and a recipient."""

    answers: Mapping[str, Answer]
    word: Callable[[str, str | None], Word]
    has_case: bool


def run_of(book: Book, session: Session, row: RunRow, sealer: Sealer, role: str = Role.SUPERVISOR.value) -> Run:
    """A run whole, as somebody of this role sees it."""
    procedure = book.procedure(session, row.version)
    marks = marks_of(session, row.id, sealer)
    known = _known(book, session, row, sealer, procedure, marks)
    by_step: dict[str, list[Mark]] = {}
    for mark in marks:
        by_step.setdefault(str(mark["step"]), []).append(_mark(mark)) if "step" in mark else None
    place, parts = 0, []
    for part in procedure.parts:
        steps = []
        for text in part.steps:
            place += 1
            steps.append(_step(text, place, by_step.get(text.id, []), known, row, role))
        parts.append((part.title, tuple(steps)))
    now = book.current(procedure.id)
    newer = changes(procedure, now) if now is not None and now.digest != row.version else None
    return Run(head_of(row, sealer), procedure, tuple(parts), known.answers, newer)


def marks_of(session: Session, run: str, sealer: Sealer) -> list[dict[str, Any]]:
    """Every mark of a run as it was sealed, with its number, time and account, in order."""
    rows = session.scalars(select(MarkRow).where(MarkRow.run == run).order_by(MarkRow.number))
    return [
        {**sealer.open_json(MARK, f"{run}:{row.number}", row.sealed), "number": row.number, "at": row.at}
        | {"by": row.account_id}
        for row in rows
    ]


def head_of(row: RunRow, sealer: Sealer) -> RunHead:
    """What a list shows of a run."""
    head = sealer.open_json(HEAD, row.id, row.sealed)
    return RunHead(
        id=row.id,
        checklist=head["checklist"],
        title=head["title"],
        case_code=row.case_code,
        started_at=row.started_at,
        started_by=row.started_by,
        changed_at=row.changed_at,
        steps=row.steps,
        left=row.left,
        due_at=row.due_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )


def count(row: RunRow, run: Run) -> None:
    """Write into the row how much is left, for the lists."""
    left = [step for step in run.steps if step.is_left]
    row.steps, row.left = sum(step.applies for step in run.steps), len(left)
    row.due_at = min((step.due_at for step in left if step.due_at is not None), default=None)


def answers_of(facts: Facts) -> dict[str, Answer]:
    """What the facts of a case say about what steps depend on."""
    as_answer: dict[str, Answer] = {"unknown": "unknown", "no": "no", "yes": "yes", "intends_to": "yes"}
    child: Answer = "yes" if facts.is_child else "unknown" if facts.may_be_child else "no"
    return {
        "child": child,
        "cross_border": as_answer[facts.cross_border],
        "cooperating": as_answer[facts.cooperating],
    }


def _known(
    book: Book, session: Session, row: RunRow, sealer: Sealer, procedure: Procedure, marks: Sequence[Mapping[str, Any]]
) -> Known:
    asked = procedure.circumstances
    if not row.case_code:
        given = {mark["answer"]: mark["value"] for mark in marks if "answer" in mark}
        return Known({one: given.get(one, "unknown") for one in asked}, lambda purpose, recipient: "", has_case=False)
    facts = answers_of(view(sealer, session.get_one(CaseRow, row.case_code)).facts)
    newest = newest_of(answers(session, sealer, row.case_code))
    word = partial(word_of, newest, day_of(book.clock()))
    return Known({one: facts[one] for one in asked}, word, has_case=True)


def _step(text: StepText, place: int, marks: list[Mark], known: Known, row: RunRow, role: str) -> RunStep:
    # What is not known may be so: the step stays until it is known that it does not apply.
    applies = not text.only_for or any(known.answers.get(one, "unknown") != "no" for one in text.only_for)
    due = row.started_at + text.due_hours * 3600.0 if text.due_hours else None
    return RunStep(text, place, merged(marks), applies, _lock(text, known, role), due)


def _lock(text: StepText, known: Known, role: str) -> Lock:
    if text.by_role and role != text.by_role:
        return "supervisor"
    if text.consent and not known.has_case:
        return "needs_case"
    if not text.consent:
        return ""
    # Consent to share with a doctor is none to share with a partner abroad.
    word = known.word(text.consent, text.recipient)
    return "" if word == "given" else word or "consent"


def _mark(kept: Mapping[str, Any]) -> Mark:
    return Mark(
        number=kept["number"],
        step=kept["step"],
        state=kept["state"],
        at=kept["at"],
        by=kept["by"],
        note=kept.get("note", ""),
        seen=kept.get("seen", 0),
        who=kept.get("who", ""),
    )
