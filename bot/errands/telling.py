"""The words of errands: what was done with cases, checklists and contacts, and which page leads on.

Content of steps, codes, counts and days; no facts of a case, no notes, no names: an answer stays in the conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.checklists.exporting import near
from bot.checklists.merging import DIFFERS
from bot.checklists.run import Run, RunHead, RunStep
from bot.follow_up.contact import Contact
from bot.hand_over.brief import Brief
from bot.referral.messages import Awaited
from knowledge.answer import Answer, AnswerItem, AnswerSection
from knowledge.guidance.desk import Desk
from knowledge.guidance.errands import page

if TYPE_CHECKING:
    from bot.errands.ticking import Ticked

_STATES = {"done": "ticked", "not_applicable": "not_applicable", "open": "opened_again", "": "noted"}


def not_for_you(desk: Desk) -> Answer:
    """Somebody who is not on shift here asked."""
    return _answer(desk, "errand_not_for_you", choices=("checklists", "help"))


def no_such_case(desk: Desk, code: str) -> Answer:
    """No case goes by this code."""
    return _answer(desk, "errand_no_case", _pages(desk, page(desk, "open_case")), code=code)


def which_case(desk: Desk) -> Answer:
    """The code is missing."""
    return _answer(desk, "errand_which_case", _pages(desk, page(desk, "ask_case")))


def case_opened(desk: Desk, code: str) -> Answer:
    """A case was opened."""
    return _answer(desk, "errand_case_opened", _pages(desk, _case_page(desk, code)), code=code)


def of_case(
    desk: Desk, code: str, runs: Sequence[RunHead], contacts: Sequence[Contact], awaited: Sequence[Awaited]
) -> Answer:
    """What is open and due for a case."""
    parts = [
        desk.section("errand_open_runs", [run_line(desk, head) for head in runs]),
        desk.section("errand_contacts", [_contact(desk, one) for one in contacts]),
        desk.section("errand_messages", [_message(desk, one) for one in awaited]),
        _pages(desk, _case_page(desk, code)),
    ]
    is_quiet = not (runs or contacts or awaited)
    lead = desk.phrase("errand_case_nothing" if is_quiet else "errand_case_lead")
    choices = desk.choices(*(("go_on_checklist",) if len(runs) == 1 else ()), "checklists")
    title = desk.phrase("errand_case_title", code=code)
    return Answer(kind="errand", title=title, lead=lead, sections=_filled(parts), choices=choices)


def whom_to_contact(desk: Desk, waiting: Sequence[Contact], lost: Sequence[str]) -> Answer:
    """Contacts that are due or late, and those with whom contact is lost."""
    gone = [
        AnswerItem(id=f"lost_{code}", text=desk.phrase("errand_contact_lost", code=code), link=_follow_up(code))
        for code in lost
    ]
    parts = [
        desk.section("errand_contacts", [_contact(desk, one) for one in waiting]),
        desk.section("errand_lost", gone),
        _pages(desk, page(desk, "follow_up")),
    ]
    lead = desk.phrase("errand_follow_up_lead", count=len(waiting)) if waiting else desk.phrase("errand_follow_up_none")
    return Answer(kind="errand", title=desk.phrase("errand_follow_up_title"), lead=lead, sections=_filled(parts))


def handed_over(desk: Desk, brief: Brief) -> Answer:
    """A brief was made."""
    lists = sum(len(part.work) for part in (*brief.parts.values(), brief.rest))
    link = AnswerItem(id="brief", text=desk.phrase("errand_open_brief"), link=f"/hand-over/{brief.id}")
    return _answer(desk, "errand_hand_over", _pages(desk, link), cases=len(brief.parts), lists=lists)


def no_run(desk: Desk) -> Answer:
    """Nothing is open to go on with."""
    return _answer(desk, "errand_no_run", _pages(desk, page(desk, "start")), choices=("checklists",))


def which_run(desk: Desk, heads: Sequence[RunHead], most: int = 8) -> Answer:
    """Several may be meant."""
    lines = [run_line(desk, head) for head in heads[:most]]
    return _answer(desk, "errand_which_run", desk.section("errand_open_runs", lines), _pages(desk, page(desk, "go_on")))


def run_ended(desk: Desk, run: Run) -> Answer:
    """It was finished by somebody."""
    lead = desk.phrase("errand_ended")
    return Answer(kind="errand", title=_title(desk, run.head), lead=lead, sections=(_run_page(desk, run),))


def of_run(desk: Desk, run: Run, left: Sequence[RunStep], ticked: Ticked | None, state: str) -> Answer:
    """A checklist that is worked on: what was kept and what was not, and the next steps."""
    parts = [desk.section("errand_steps", [_step(desk, step) for step in left]), _run_page(desk, run, ticked)]
    count = sum(step.is_left for step in run.steps)
    lead = desk.phrase("errand_run_lead", left=count, steps=sum(step.applies for step in run.steps))
    if not left:
        lead = desk.phrase("errand_run_finished")
    said = [*_told(desk, ticked, state), lead] if ticked else [lead]
    choices = desk.choices(*(("tick_next",) if left and not left[0].lock else ()), "checklists")
    return Answer(
        kind="errand",
        topic=run.head.checklist,
        title=_title(desk, run.head),
        lead=" ".join(said),
        sections=_filled(parts),
        choices=choices,
    )


def run_line(desk: Desk, head: RunHead) -> AnswerItem:
    """One open checklist, leading to its page."""
    known = {"title": head.title, "left": head.left, "steps": head.steps}
    text = (
        desk.phrase("errand_run_line", code=head.case_code, **known)
        if head.case_code
        else desk.phrase("errand_run_line_no_case", **known)
    )
    return AnswerItem(id=head.id, text=text, link=f"/checklists/{head.id}")


def _told(desk: Desk, ticked: Ticked, state: str) -> list[str]:
    told = [desk.phrase(f"errand_{_STATES[state]}", numbers=_numbers(ticked.kept))] if ticked.kept else []
    told += [desk.phrase(f"errand_locked_{lock}", numbers=_numbers(those)) for lock, those in ticked.locked.items()]
    if ticked.unknown:
        told.append(desk.phrase("errand_no_such_step", numbers=_numbers(ticked.unknown)))
    return told


def _step(desk: Desk, step: RunStep) -> AnswerItem:
    kind, more = "", {}
    if step.merged.state == DIFFERS:
        kind = "_differs"
    elif step.lock:
        kind = "_locked"
    elif step.due_at is not None:
        kind, more = "_due", {"when": near(step.due_at)}
    text = desk.phrase(f"errand_step{kind}", number=step.place, text=step.text.text, **more)
    return AnswerItem(id=step.text.id, text=text, sources=step.text.sources, supplementary=step.text.supplementary)


def _contact(desk: Desk, contact: Contact) -> AnswerItem:
    standing = desk.phrase(f"errand_standing_{contact.standing.value}")
    text = desk.phrase("errand_contact_line", code=contact.code, standing=standing, when=near(contact.due_at))
    return AnswerItem(id=f"contact_{contact.code}", text=text, link=_follow_up(contact.code))


def _message(desk: Desk, one: Awaited) -> AnswerItem:
    text = desk.phrase("errand_message_line", title=one.letter.title, when=near(one.answer_by))
    return AnswerItem(id=f"message_{one.letter.id}", text=text, link=f"/cases/{one.code}/return")


def _title(desk: Desk, head: RunHead) -> str:
    return desk.phrase("errand_run_title", title=head.title, code=head.case_code) if head.case_code else head.title


def _run_page(desk: Desk, run: Run, ticked: Ticked | None = None) -> AnswerSection:
    lines = [AnswerItem(id=run.head.id, text=desk.phrase("errand_open_run"), link=f"/checklists/{run.head.id}")]
    if ticked and "consent" in ticked.locked and run.head.case_code:
        link = f"/cases/{run.head.case_code}/consent"
        lines.append(AnswerItem(id="consent", text=desk.phrase("errand_open_consent"), link=link))
    if ticked and "refused" in ticked.locked and run.head.case_code:
        lines.append(AnswerItem(id="no", text=desk.phrase("errand_open_no"), link=f"/cases/{run.head.case_code}/no"))
    return _pages(desk, *lines)


def _case_page(desk: Desk, code: str) -> AnswerItem:
    return AnswerItem(id=code, text=desk.phrase("errand_open_case"), link=f"/cases/{code}")


def _follow_up(code: str) -> str:
    return f"/cases/{code}/follow-up"


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _pages(desk: Desk, *lines: AnswerItem) -> AnswerSection:
    return desk.section("errand_pages", list(lines))


def _filled(sections: Sequence[AnswerSection]) -> tuple[AnswerSection, ...]:
    return tuple(section for section in sections if section.items)


def _answer(desk: Desk, phrase: str, *sections: AnswerSection, choices: Sequence[str] = (), **filled: object) -> Answer:
    return Answer(
        kind="errand",
        title=desk.phrase(f"{phrase}_title", **filled),
        lead=desk.phrase(f"{phrase}_lead", **filled),
        sections=tuple(sections),
        choices=desk.choices(*choices),
    )
