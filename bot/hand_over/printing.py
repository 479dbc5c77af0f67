"""A hand-over brief on paper."""

from __future__ import annotations

from collections.abc import Mapping

from bot.checklists.exporting import moment
from bot.hand_over.brief import Brief, Help, Part, Step, Work
from bot.paper import paper
from bot.paper.paper import Paper, Row
from knowledge.store import ContentStore


def as_paper(brief: Brief, names: Mapping[int, str], store: ContentStore, now: float) -> Paper:
    """The brief on paper: one part a case code, then what belongs to none."""
    say, gone = store.phrase, store.phrase("paper_gone")
    about = [say("paper_handed_over_by", who=names.get(brief.made_by or 0, gone), when=moment(brief.since))]
    if brief.taken_at is not None:
        about.append(say("paper_taken", when=moment(brief.taken_at), who=names.get(brief.taken_by or 0, gone)))
    else:
        about.append(say("paper_not_taken"))
    parts = [paper.Part(say("paper_case", code=code), _rows(part, store)) for code, part in brief.parts.items()]
    if not brief.rest.is_empty:
        parts.append(paper.Part(say("paper_of_all"), _rows(brief.rest, store)))
    if not parts:
        about.append(say("paper_nothing"))
    title = say("paper_hand_over", when=moment(brief.made_at or now))
    return Paper(title, tuple(about), tuple(parts), say("paper_foot", when=moment(now)))


def _rows(part: Part, store: ContentStore) -> tuple[Row, ...]:
    say = store.phrase
    rows = [
        Row(
            say("paper_alert", code=alert.code, when=moment(alert.raised_at)),
            small=(say("paper_alert_taken" if alert.taken else "paper_alert_free"),),
            strong=True,
        )
        for alert in part.alerts
    ]
    rows += [row for work in part.work for row in _work(work, store)]
    rows += [Row(say("paper_contact", when=moment(due.due_at)), box="open") for due in part.due]
    rows += [Row(say("paper_letter", title=one.title, when=moment(one.answer_by)), box="open") for one in part.letters]
    return (*rows, *(Row(_helped(help_, store)) for help_ in part.helped))


def _work(work: Work, store: ContentStore) -> list[Row]:
    say = store.phrase
    rows = [Row(say("paper_run", title=work.title, left=work.left, steps=work.steps), strong=True)]
    rows += [Row(step.text, box="differs" if step.differs else "open", small=_small(step, store)) for step in work.next]
    return [*rows, *([Row(say("paper_more", count=work.more))] if work.next and work.more else [])]


def _small(step: Step, store: ContentStore) -> tuple[str, ...]:
    lines = [store.phrase("paper_differs")] if step.differs else []
    return (*lines, *([store.phrase("paper_due", when=moment(step.due_at))] if step.due_at is not None else []))


def _helped(said: Help, store: ContentStore) -> str:
    words = ", ".join(f"{store.phrase(f'paper_helped_{verdict}')} ×{many}" for verdict, many in said.counts.items())
    return store.phrase("paper_helped", title=said.title, words=words)
