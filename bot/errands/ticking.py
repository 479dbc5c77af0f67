"""Work on a checklist from the chat: start it, go on with it, tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.checklists.checklists import Checklists, NoSuchChecklist
from bot.checklists.run import Lock, NoSuchRun, Run, RunEnded, RunHead, RunStep, StepLocked
from bot.errands import telling
from bot.errands.whose import Asker
from knowledge.errands import Done, Errand, Steps
from knowledge.guidance import reference
from knowledge.guidance.desk import Desk

#: Steps shown at once; a chat is read on a phone.
SHOWN = 5


@dataclass
class Ticked:
    """What became of the steps that were named, by their numbers."""

    kept: list[int] = field(default_factory=list)
    locked: dict[Lock, list[int]] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)


def work(desk: Desk, lists: Checklists, errand: Errand, who: Asker, once: str) -> Done:
    """Start, go on or tick. Raises NoSuchCase, NotStored."""
    if errand.name == "start":
        return _start(desk, lists, errand, who)
    heads = _meant(lists, errand)
    if len(heads) != 1 or _is_about_another(errand, heads[0]):
        answer = telling.which_run(desk, heads) if heads else telling.no_run(desk)
        return Done(answer, code=errand.code)
    if errand.name == "go_on":
        return shown(desk, lists, heads[0].id, who)
    return _tick(desk, lists, heads[0].id, errand, who, once)


def shown(
    desk: Desk, lists: Checklists, run_id: str, who: Asker, ticked: Ticked | None = None, state: str = ""
) -> Done:
    """A run as the chat shows it: what became of the ticks, and the next steps."""
    run = lists.read(run_id, who.account_id, who.role)
    left = [step for step in run.steps if step.is_left][:SHOWN]
    answer = telling.of_run(desk, run, left, ticked, state)
    return Done(answer, run_id, tuple(step.text.id for step in left), run.head.case_code or "")


def _start(desk: Desk, lists: Checklists, errand: Errand, who: Asker) -> Done:
    try:
        run = lists.go_on(errand.checklist or "", who.account_id, errand.code)
    except NoSuchChecklist:
        return Done(reference.list_checklists(desk), errand.run, errand.listed)
    return shown(desk, lists, run, who)


def _meant(lists: Checklists, errand: Errand) -> list[RunHead]:
    """The open checklists that may be meant; one, when it is clear."""
    if errand.code:
        code = lists.book.cases.find(errand.code).code
        heads = [head for head in lists.of_case(code) if head.is_open]
    else:
        heads = lists.open_runs()
    named = [head for head in heads if head.checklist == errand.checklist]
    if named or errand.checklist:
        heads = named
    here = [head for head in heads if head.id == errand.run]
    return here or heads


def _is_about_another(errand: Errand, head: RunHead) -> bool:
    """Whether the list shown last is over, and the one that is left was not named: it may be for somebody else."""
    return bool(errand.run) and head.id != errand.run and not errand.code and not errand.checklist


def _tick(desk: Desk, lists: Checklists, run_id: str, errand: Errand, who: Asker, once: str) -> Done:
    try:
        run = lists.find(run_id, who.role)
    except NoSuchRun:
        return Done(telling.no_run(desk))
    listed = errand.listed if errand.run == run_id else ()
    steps, unknown = _named(run, errand.steps, listed)
    if not steps and not unknown:
        done = shown(desk, lists, run_id, who)
        lead = desk.phrase("errand_which_step_lead")
        return Done(done.answer.model_copy(update={"lead": lead}), done.run, done.listed, done.code)
    ticked = Ticked(unknown=unknown)
    for step in steps:
        try:
            _mark(lists, run_id, step, errand.steps, who, once)
            ticked.kept.append(step.place)
        except StepLocked as error:
            ticked.locked.setdefault(error.lock, []).append(step.place)
        except RunEnded:
            return Done(telling.run_ended(desk, run), code=errand.code)
    return shown(desk, lists, run_id, who, ticked, errand.steps.state)


def _mark(lists: Checklists, run_id: str, step: RunStep, said: Steps, who: Asker, once: str) -> None:
    """Mark one step as it stands now: the chat shows no older state. Raises StepLocked, RunEnded."""
    mark = f"{once}:{step.text.id}" if once else ""
    lists.mark(
        run_id,
        who.account_id,
        who.role,
        step=step.text.id,
        state=said.state,
        note=said.note,
        seen=step.merged.last,
        once=mark,
    )


def _named(run: Run, steps: Steps, listed: Sequence[str]) -> tuple[list[RunStep], list[int]]:
    """The steps that are meant, and numbers that no step has. Places count among those shown last, or left."""
    by_place, left = {step.place: step for step in run.steps}, [step for step in run.steps if step.is_left]
    among = [step for step in run.steps if step.text.id in set(listed)] or left[:SHOWN]
    found = [by_place[number] for number in steps.numbers if number in by_place]
    if steps.shown and max(steps.shown) > len(among):
        among = [*among, *(step for step in left if step not in among)]  # “the first ten” goes on past what was shown
    for place in steps.shown:
        found += among[place - 1 : place] if place > 0 else among[place:]
    if steps.every:
        found = left
    return found, [number for number in steps.numbers if number not in by_place]
