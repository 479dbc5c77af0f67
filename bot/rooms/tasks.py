"""Tasks: a trainer asks somebody to practise with a resident; they do it in private, later or not at all.

The trainer sees to whom a task was given, and what came of it only when that person shares the talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.accounts.roles import Role
from bot.accounts.tables import Account
from bot.practice.drawer import KIND, free_id
from bot.practice.service import Practice
from bot.practice.tables import TalkRow
from bot.practice.talk import FEEDBACK, LEVELS, Feedback, NoSuchResident, NotThisWay
from bot.rooms.tables import TaskRow
from knowledge.kinds import Scenario

_TASK = "practice_task.sealed"
_WHO_PRACTISES = tuple(role.value for role in (Role.STAFF, Role.TRAINER, Role.SUPERVISOR))


class NoSuchTask(LookupError):
    """There is no such task of this person."""


@dataclass(frozen=True)
class Task:
    """A task in a list. `shared` is the talk that came of it, when its owner shares it."""

    id: str
    trainer: int | None
    account: int | None
    given_at: float
    scenario: Scenario
    level: int
    feedback: Feedback
    shared: str | None


class Tasks:
    """Gives tasks, and takes them up."""

    def __init__(self, practice: Practice) -> None:
        """Tasks for talks of this practice."""
        self._practice, self._drawer = practice, practice.drawer

    def people(self) -> list[tuple[int, str]]:
        """Who can be given a task: number and pseudonym."""
        wanted = select(Account).where(Account.role.in_(_WHO_PRACTISES), Account.disabled.is_(False))
        with Session(self._drawer.records) as session:
            return [(row.id, row.name) for row in session.scalars(wanted.order_by(Account.name))]

    def give(self, by: int, to: int, scenario_id: str, level: int, feedback: Feedback) -> str:
        """Ask somebody to practise; returns the task's id. Raises NoSuchResident, NotThisWay."""
        scenario = self._practice.residents.get(scenario_id)
        if level not in LEVELS or feedback not in FEEDBACK or to not in dict(self.people()):
            raise NotThisWay("choose a person, a level and when feedback comes")
        with Session(self._drawer.records) as session, session.begin():
            task, now = free_id(session), self._drawer.clock()
            sealer = self._drawer.keys.sealer(session, KIND, task)
            self._drawer.keys.touch(session, KIND, task, now)
            kept = {"scenario": scenario.id, "level": level, "feedback": feedback}
            sealed = sealer.seal_json(_TASK, task, kept)
            session.add(TaskRow(id=task, trainer_id=by, account_id=to, given_at=now, sealed=sealed))
            self._drawer.record("task_given", account(by), f"{KIND}:{task}", within=session)
        return task

    def given(self, by: int) -> list[Task]:
        """What a trainer gave, the newest first."""
        return self._found(TaskRow.trainer_id == by)

    def mine(self, by: int) -> list[Task]:
        """What somebody was given and has not begun."""
        return self._found((TaskRow.account_id == by) & TaskRow.talk.is_(None))

    def begin(self, task: str, by: int) -> str:
        """Begin the talk of a task; returns the talk's id. It is private as any other. Raises NoSuchTask."""
        found = next((one for one in self.mine(by) if one.id == task), None)
        if found is None:
            raise NoSuchTask(task)
        talk = self._practice.begin(by, found.scenario.id, found.level, found.feedback)
        claimed = update(TaskRow).where(TaskRow.id == task, TaskRow.talk.is_(None)).values(talk=talk)
        with Session(self._drawer.records) as session, session.begin():
            if session.execute(claimed).rowcount:  # type: ignore[attr-defined]
                return talk
            first = session.scalar(select(TaskRow.talk).where(TaskRow.id == task))
        self._practice.erase(talk, by)  # a second tap was faster, or the task was taken back
        if first is None:
            raise NoSuchTask(task)
        return first

    def drop(self, task: str, by: int) -> None:
        """Take a task away: its trainer takes it back, or who was given it puts it aside. Raises NoSuchTask."""
        with Session(self._drawer.records) as session, session.begin():
            row = session.get(TaskRow, task)
            if row is None or by not in (row.trainer_id, row.account_id):
                raise NoSuchTask(task)
            self._drawer.erase(session, task, by)

    def _found(self, wanted: ColumnElement[bool]) -> list[Task]:
        with Session(self._drawer.records) as session:
            rows = list(session.scalars(select(TaskRow).where(wanted).order_by(TaskRow.given_at.desc())))
            readers = self._drawer.keys.readers(session, KIND, [row.id for row in rows])
            shared = set(session.scalars(select(TalkRow.id).where(TalkRow.shared_at.is_not(None))))
            tasks = []
            for row in rows:
                if row.id in readers:
                    kept = readers[row.id].open_json(_TASK, row.id, row.sealed)
                    tasks += self._task(row, kept, row.talk if row.talk in shared else None)
        return tasks

    def _task(self, row: TaskRow, kept: dict[str, object], shared: str | None) -> list[Task]:
        try:
            scenario = self._practice.residents.get(str(kept["scenario"]))
        except NoSuchResident:
            return []
        level, feedback = int(str(kept["level"])), cast(Feedback, kept["feedback"])
        return [Task(row.id, row.trainer_id, row.account_id, row.given_at, scenario, level, feedback, shared)]
