"""A run as CSV, and on paper. As JSON a case carries it (`carrying`)."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping

from bot.checklists.merging import DIFFERS, DONE, NOT_APPLICABLE, OPEN, Mark
from bot.checklists.run import Run, RunStep
from bot.paper.paper import Paper, Part, Row
from knowledge.store import ContentStore

_FIELDS = ("part", "step", "text", "state", "applies", "by", "at", "due", "notes")
#: Spreadsheets take what begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(run: Run, names: Mapping[int, str]) -> str:
    """One line a step."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_FIELDS)
    for title, steps in run.parts:
        for step in steps:
            writer.writerow([plain_cell(value) for value in _line(title, step, names)])
    return out.getvalue()


def plain_cell(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def as_paper(run: Run, names: Mapping[int, str], store: ContentStore, now: float) -> Paper:
    """The run on paper: what is done with when and who, what is open with an empty box."""
    head, say = run.head, store.phrase
    gone = say("paper_gone")

    def who(account_id: int | None) -> str:
        return names.get(account_id or 0, gone)

    about = [say("paper_case", code=head.case_code) if head.case_code else say("paper_no_case")]
    about.append(say("paper_started", when=moment(head.started_at), who=who(head.started_by)))
    if head.ended_at is not None:
        about.append(say("paper_finished", when=moment(head.ended_at), who=who(head.ended_by)))
    else:
        about.append(say("paper_left", left=head.left, steps=head.steps))
    parts = [Part(title, tuple(_row(step, names, store, now) for step in steps)) for title, steps in run.parts]
    if run.procedure.do_not:
        parts.append(Part(say("do_not_title"), tuple(Row(line.text) for line in run.procedure.do_not)))
    return Paper(head.title, tuple(about), tuple(parts), say("paper_foot", when=moment(now)))


def moment(at: float) -> str:
    """A unix time as day and time of the server's clock, as 22 Nov 2026 14:02."""
    return time.strftime("%-d %b %Y %H:%M", time.localtime(at))


def near(at: float) -> str:
    """The same without the year, for pages."""
    return time.strftime("%-d %b %H:%M", time.localtime(at))


def written_by(mark: Mark, names: Mapping[int, str], gone: str) -> str:
    """The pseudonym of who made a mark."""
    return names.get(mark.by or 0, mark.who or gone)


def _row(step: RunStep, names: Mapping[int, str], store: ContentStore, now: float) -> Row:
    say, merged = store.phrase, step.merged
    gone, small = say("paper_gone"), []
    if not step.applies:
        words = f"{step.place}. {step.text.text}"
        return Row(words, box="not_applicable", small=(say("paper_not_for_this"),))
    if merged.state == DIFFERS:
        small.append(say("paper_differs"))
    phrases = {DONE: "paper_done", NOT_APPLICABLE: "paper_not_applicable"}
    for mark in merged.standing:
        if mark.state in phrases:
            small.append(say(phrases[mark.state], when=moment(mark.at), who=written_by(mark, names, gone)))
    if step.is_left and step.due_at is not None:
        small.append(say("paper_overdue" if step.is_overdue(now) else "paper_due", when=moment(step.due_at)))
    for note in merged.notes:
        small.append(say("paper_note", note=note.note, when=moment(note.at), who=written_by(note, names, gone)))
    return Row(f"{step.place}. {step.text.text}", box=merged.state, small=tuple(small))


def _line(title: str, step: RunStep, names: Mapping[int, str]) -> tuple[str, ...]:
    last = step.merged.standing[-1] if step.merged.state != OPEN and step.merged.standing else None
    notes = " | ".join(f"{moment(one.at)} {written_by(one, names, '')}: {one.note}" for one in step.merged.notes)
    return (
        title,
        step.text.id,
        step.text.text,
        step.merged.state,
        "yes" if step.applies else "no",
        written_by(last, names, "") if last else "",
        moment(last.at) if last else "",
        moment(step.due_at) if step.due_at is not None else "",
        notes,
    )
