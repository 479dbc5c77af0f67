"""The drawer that practice talks lie in: how they are found, opened, changed by one writer at a time, and erased."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from bot.accounts.office import Recorder, account, nothing_recorded
from bot.alerts.codes import ALPHABET
from bot.practice.residents import Residents
from bot.practice.tables import TakeRow, TalkRow
from bot.practice.talk import NoSuchResident, NoSuchTalk, Take, Talk, TalkHead, Terms
from bot.records.erasure import bury, remove
from bot.records.key_ring import KeyRing
from bot.records.key_tables import RecordKey
from bot.records.sealing import Sealer
from bot.records.tombstones import Erased, TombstoneFile
from knowledge.kinds import Scenario
from knowledge.roleplay.play import Play, play_from_json

KIND = "practice"
_LENGTH = 6
#: How a talk's id stands in an address of the web pages.
PATTERN = f"[{ALPHABET}]{{{_LENGTH}}}"
_TERMS, _PLAY = "practice_talk.sealed", "practice_take.sealed"


@dataclass(frozen=True)
class Drawer:
    """Where talks are kept. Without `tombstones` what is erased could come back with a restored backup (tests only)."""

    records: Engine
    keys: KeyRing
    residents: Residents
    clock: Callable[[], float]
    record: Recorder = nothing_recorded
    tombstones: TombstoneFile | None = None

    @contextmanager
    def writing(self, talk: str, by: int | None = None) -> Iterator[tuple[Session, TalkRow, Sealer]]:
        """A session in which a talk may be changed; all of it is kept, or nothing.

        With `by` only the talk of this account. Raises NoSuchTalk.
        """
        now = self.clock()
        with Session(self.records) as session, session.begin():
            # First of all a write: it takes the lock (SQLite) or the row (Postgres) before anything is read.
            session.execute(update(TalkRow).where(TalkRow.id == talk).values(changed_at=now))
            row = session.get(TalkRow, talk)
            if row is None or (by is not None and row.account_id != by):
                raise NoSuchTalk(talk)
            if not self.keys.touch(session, KIND, talk, now):
                raise NoSuchTalk(talk)
            yield session, row, self.opener(session, talk)

    def opener(self, session: Session, talk: str) -> Sealer:
        """Opens what belongs to a talk. Raises NoSuchTalk when it was erased."""
        reader = self.keys.reader(session, KIND, talk)
        if reader is None:
            raise NoSuchTalk(talk)
        return reader

    def put(self, session: Session, owner: int | None, terms: Terms, play: Play) -> str:
        """A new talk with its first take, in the caller's transaction; returns its id."""
        talk, now = free_id(session), self.clock()
        sealer = self.keys.sealer(session, KIND, talk)
        self.keys.touch(session, KIND, talk, now)
        sealed = sealer.seal_json(_TERMS, talk, terms.kept())
        session.add(TalkRow(id=talk, account_id=owner, begun_at=now, changed_at=now, takes=1, sealed=sealed))
        self.add_take(session, talk, sealer, play, 1)
        return talk

    def add_take(
        self, session: Session, talk: str, sealer: Sealer, play: Play, number: int, came: tuple[int, int] | None = None
    ) -> None:
        """One more take; `came` says from which take and turn."""
        from_take, from_turn = came or (None, None)
        row = TakeRow(talk=talk, number=number, begun_at=self.clock(), from_take=from_take, from_turn=from_turn)
        row.sealed = _sealed(sealer, talk, number, play)
        session.add(row)
        session.flush()

    def keep_play(self, session: Session, talk: str, sealer: Sealer, number: int, play: Play) -> None:
        """Write a take anew."""
        session.get_one(TakeRow, (talk, number)).sealed = _sealed(sealer, talk, number, play)

    def keep_terms(self, row: TalkRow, sealer: Sealer, terms: Terms) -> None:
        """Write the terms anew."""
        row.sealed = sealer.seal_json(_TERMS, row.id, terms.kept())

    def head(self, row: TalkRow, sealer: Sealer) -> TalkHead:
        """A talk as a list shows it."""
        terms = Terms.of(sealer.open_json(_TERMS, row.id, row.sealed))
        times = (row.begun_at, row.changed_at, row.ended_at, row.shared_at)
        return TalkHead(row.id, row.account_id, terms, self._scenario(terms.scenario), *times, row.takes)

    def whole(self, session: Session, row: TalkRow, sealer: Sealer) -> Talk:
        """A talk with all its takes. Raises NoSuchResident when the resident is no longer in the library."""
        head = self.head(row, sealer)
        if head.scenario is None:
            raise NoSuchResident(head.terms.scenario)
        stage = self.residents.stage(head.scenario)
        rows = session.scalars(select(TakeRow).where(TakeRow.talk == row.id).order_by(TakeRow.number))
        takes = []
        for one in rows:
            play = play_from_json(sealer.open_json(_PLAY, f"{row.id}:{one.number}", one.sealed))
            takes.append(Take(one.number, play, stage.run(play), one.from_take, one.from_turn))
        rewritten = self.residents.version(head.scenario) != head.terms.version
        return Talk(head, head.scenario, tuple(takes), rewritten)

    def heads(self, rows: Iterable[TalkRow]) -> list[TalkHead]:
        """Those that can still be read: one may have been erased a moment ago."""
        rows = list(rows)
        with Session(self.records) as session:
            readers = self.keys.readers(session, KIND, [row.id for row in rows])
        return [self.head(row, readers[row.id]) for row in rows if row.id in readers]

    def erase(self, session: Session, talk: str, by: int | None) -> None:
        """Destroy a talk's key and delete its rows, in the caller's transaction."""
        if self.tombstones is not None:
            bury(session, self.tombstones, [Erased(self.clock(), KIND, talk)])
        remove(session, self.keys, KIND, [talk])
        self.record("erased", account(by), f"{KIND}:{talk}", within=session)

    def _scenario(self, scenario_id: str) -> Scenario | None:
        try:
            return self.residents.get(scenario_id)
        except NoSuchResident:
            return None


def _sealed(sealer: Sealer, talk: str, number: int, play: Play) -> bytes:
    return sealer.seal_json(_PLAY, f"{talk}:{number}", play.as_json())


def free_id(session: Session) -> str:
    """An id that no talk has and nothing else of this kind."""
    while True:
        talk = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if session.get(RecordKey, (KIND, talk)) is None:
            return talk
