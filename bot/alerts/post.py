"""What all work on alerts needs, and how those who change alerts take turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from bot.accounts.office import Recorder, nothing_recorded
from bot.alerts.alert import NoSuchAlert
from bot.alerts.tables import AlertPlan, AlertRow
from bot.records.key_ring import KeyRing
from bot.records.sealing import Sealer
from knowledge.kinds import Situation
from knowledge.store import ContentStore

KIND = "alert"
_PLAN_ID = 1
#: The role whose list is the ordinary one; a situation with another goes to the separate contacts.
_ORDINARY = "duty_supervisor"


@dataclass(frozen=True)
class Post:
    """Where alerts are looked after. `minutes` without an answer call on the next contact."""

    records: Engine
    keys: KeyRing
    store: ContentStore
    record: Recorder = nothing_recorded
    minutes: float = 5.0

    def root_of(self, situation: str) -> str:
        """The widest situation that this one belongs to."""
        if not self.store.has(Situation, situation):
            return situation
        return self.store.get(Situation, situation).part_of or situation

    def is_apart(self, situation: str) -> bool:
        """Whether it may concern a supervisor, so that it must not go to the ordinary list."""
        known = self.store.has(Situation, situation)
        return known and self.store.get(Situation, situation).alert != _ORDINARY


def hold(session: Session) -> None:
    """Take one's turn: the update that changes nothing takes the write lock (SQLite) or the row's (Postgres)."""
    session.execute(update(AlertPlan).where(AlertPlan.id == _PLAN_ID).values(id=_PLAN_ID))


@contextmanager
def holding(post: Post) -> Iterator[Session]:
    """A session in which alerts may be changed; all of it is kept, or nothing."""
    with Session(post.records) as session, session.begin():
        hold(session)
        yield session


def plan(session: Session) -> AlertPlan:
    """The row of quiet hours."""
    row = session.get(AlertPlan, _PLAN_ID)
    if row is None:  # the migration puts it there: somebody took it away
        row = AlertPlan(id=_PLAN_ID, quiet="")
        session.add(row)
    return row


def found(session: Session, code: str) -> AlertRow:
    """The row of an alert. Raises NoSuchAlert."""
    row = session.get(AlertRow, code)
    if row is None:
        raise NoSuchAlert(code)
    return row


def opener(post: Post, session: Session, code: str) -> Sealer:
    """Opens and seals what an alert holds. Raises NoSuchAlert when it was erased."""
    reader = post.keys.reader(session, KIND, code)
    if reader is None:
        raise NoSuchAlert(code)
    return reader


def changed(post: Post, session: Session, row: AlertRow, now: float) -> None:
    """Note that something happened to an alert. Raises NoSuchAlert when it was erased meanwhile."""
    if not post.keys.touch(session, KIND, row.code, now):
        raise NoSuchAlert(row.code)
    row.changed_at = now


def contents(post: Post, session: Session, row: AlertRow) -> dict[str, object]:
    """What an alert is about: its situations and the note it was closed with."""
    opened = opener(post, session, row.code).open_json("alert.sealed", row.code, row.sealed)
    return dict(opened)


def seal_contents(sealer: Sealer, row: AlertRow, situations: list[str], note: str = "") -> None:
    """Put into an alert what it is about."""
    row.sealed = sealer.seal_json("alert.sealed", row.code, {"situations": situations, "note": note})
