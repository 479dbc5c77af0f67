"""The review list on the site's records. Every call waits for the database; `by` is the account that acts."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.alerts.codes import ALPHABET
from bot.cases.shelf import Shelf
from bot.records.audit import SERVICE
from bot.records.conversations import mark_digest
from bot.records.erasure import bury, remove
from bot.records.tombstones import Erased, TombstoneFile
from bot.review.choices import Choices
from bot.review.entry import (
    APPROVED,
    DECLINED,
    NO_HELP,
    OPEN,
    OWN,
    PROPOSED,
    REASONS,
    TOO_PERSONAL,
    UNANSWERED,
    Changed,
    Entry,
    NoSuchEntry,
    OwnProposal,
)
from bot.review.proposal import NotUsable, Proposal
from bot.review.tables import ReviewRow

KIND = "review"
_LENGTH = 6
PATTERN = f"[{ALPHABET}]{{{_LENGTH}}}"
_SEALED, _PROPOSAL = "review_entry.sealed", "review_entry.proposal"
_MOST_DECIDED = 50
_UNDECIDED = (OPEN, PROPOSED)


class Review:
    """The entries of a site."""

    def __init__(
        self,
        shelf: Shelf,
        choices: Choices,
        tombstones: TombstoneFile | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Keep the list beside this shelf; `tombstones` keep what is taken back from coming back with a backup."""
        self.choices = choices
        self._shelf, self._tombstones, self._clock = shelf, tombstones, clock

    def send(self, talk: str, key: str, kind: str, text: str, answer: str) -> Entry:
        """Keep a masked message of this conversation, as it was shown to its writer. Sent again it stays one entry.

        Nobody is written down as having sent it. Raises ValueError for a kind that is not sent.
        """
        if kind not in (*UNANSWERED, *NO_HELP) or not text:
            raise ValueError(f"“{kind}” is not sent for review")
        mark = _mark(talk, key)
        try:
            with Session(self._shelf.records) as session, session.begin():
                if session.scalar(select(ReviewRow.id).where(ReviewRow.mark_digest == mark)) is None:
                    row = self._new(session, mark, kind, text, answer)
                    self._shelf.record("review_sent", SERVICE, f"{KIND}:{row.id}", within=session)
        except IntegrityError:
            pass  # the same was sent a moment ago
        return self.of_talk(talk, [key])[key]

    def of_talk(self, talk: str, keys: Sequence[str]) -> dict[str, Entry]:
        """What was sent from a conversation, by the key of the answer."""
        marks = {_mark(talk, key): key for key in keys}
        wanted = select(ReviewRow).where(ReviewRow.mark_digest.in_(marks))
        with Session(self._shelf.records) as session:
            rows = session.scalars(wanted).all()
            return {marks[row.mark_digest or ""]: self._entry(session, row) for row in rows}

    def take_back(self, talk: str, key: str) -> None:
        """Erase what was sent, as long as nobody decided. Raises NoSuchEntry, Changed."""
        with self._holding(ReviewRow.mark_digest == _mark(talk, key)) as (session, row):
            if row.state not in _UNDECIDED:
                raise Changed(row.id)
            self._shelf.record("review_taken_back", SERVICE, f"{KIND}:{row.id}", within=session)
            self._erase(session, row.id)

    def listed(self) -> list[Entry]:
        """What is undecided, oldest first, then what was decided last."""
        open_ = select(ReviewRow).where(ReviewRow.state.in_(_UNDECIDED)).order_by(ReviewRow.sent_at)
        done = select(ReviewRow).where(ReviewRow.state.in_((APPROVED, DECLINED)))
        done = done.order_by(ReviewRow.decided_at.desc()).limit(_MOST_DECIDED)
        return [*self._read(open_), *self._read(done)]

    def approved(self) -> list[Proposal]:
        """Every approved proposal, in the order of their words: nothing tells who or when."""
        found = self._read(select(ReviewRow).where(ReviewRow.state == APPROVED))
        return sorted((one.proposal for one in found if one.proposal), key=lambda one: (one.kind, one.text))

    def read(self, number: str, by: int | None) -> Entry:
        """One entry; that this account read it is written down. Raises NoSuchEntry."""
        entry = self.find(number)
        self._shelf.record("read_by_other", account(by), f"{KIND}:{number}")
        return entry

    def find(self, number: str) -> Entry:
        """One entry. Raises NoSuchEntry."""
        found = self._read(select(ReviewRow).where(ReviewRow.id == number))
        if not found:
            raise NoSuchEntry(number)
        return found[0]

    def propose(self, number: str, seen: int, given: Proposal, by: int) -> Entry:
        """Propose something for an entry, in place of what was proposed before. `seen` is the version one read.

        Raises NotUsable, NoSuchEntry, Changed.
        """
        proposal = self._usable(given)
        with self._holding(ReviewRow.id == number) as (session, row):
            _check(row, seen, _UNDECIDED)
            self._put(session, row, proposal, by)
        return self.find(number)

    def propose_anew(self, given: Proposal, by: int) -> Entry:
        """Propose something that rests on no message. Raises NotUsable."""
        proposal = self._usable(given)
        with Session(self._shelf.records) as session, session.begin():
            row = self._new(session, None, OWN, "", "")
            self._put(session, row, proposal, by)
            number = row.id
        return self.find(number)

    def approve(self, number: str, seen: int, by: int) -> None:
        """Say as a second person that a proposal is right. Raises OwnProposal, NoSuchEntry, Changed."""
        with self._holding(ReviewRow.id == number) as (session, row):
            _check(row, seen, (PROPOSED,))
            if row.proposed_by == by:
                raise OwnProposal(number)
            self._decide(session, row, APPROVED, by, "review_approved")

    def decline(self, number: str, seen: int, reason: str, by: int) -> None:
        """Say why nothing comes of an entry; what is too personal is erased. Raises NoSuchEntry, Changed."""
        with self._holding(ReviewRow.id == number) as (session, row):
            _check(row, seen, _UNDECIDED)
            if reason not in REASONS:
                raise Changed(number)
            row.reason = reason
            self._decide(session, row, DECLINED, by, "review_declined")
            if reason == TOO_PERSONAL:
                self._erase(session, number)

    def _usable(self, given: Proposal) -> Proposal:
        """What a reviewer typed, masked once more. Where something was masked, they have to put it otherwise."""
        masked = self._shelf.masked(given.text)
        shown = replace(given, text=masked)
        if masked != given.text.strip():
            raise NotUsable("masked", shown)
        return self.choices.checked(shown)

    def _new(self, session: Session, mark: str | None, kind: str, text: str, answer: str) -> ReviewRow:
        number = _free_id(session)
        sealer = self._shelf.keys.sealer(session, KIND, number)
        row = ReviewRow(id=number, mark_digest=mark, kind=kind, state=OPEN, version=1, sent_at=self._clock())
        row.sealed = sealer.seal_json(_SEALED, number, {"text": text, "answer": answer})
        session.add(row)
        session.flush()
        return row

    def _put(self, session: Session, row: ReviewRow, proposal: Proposal, by: int) -> None:
        sealer = self._shelf.keys.sealer(session, KIND, row.id)
        row.proposal = sealer.seal_json(_PROPOSAL, row.id, proposal.kept())
        row.state, row.proposed_at, row.proposed_by = PROPOSED, self._clock(), by
        self._shelf.record("review_proposed", account(by), f"{KIND}:{row.id}", within=session)

    def _decide(self, session: Session, row: ReviewRow, state: str, by: int, action: str) -> None:
        row.state, row.decided_at, row.decided_by = state, self._clock(), by
        session.flush()
        self._shelf.record(action, account(by), f"{KIND}:{row.id}", within=session)

    def _erase(self, session: Session, number: str) -> None:
        session.flush()
        if self._tombstones is not None:
            bury(session, self._tombstones, [Erased(self._clock(), KIND, number)])
        remove(session, self._shelf.keys, KIND, [number])
        session.expire_all()

    @contextmanager
    def _holding(self, which: Any) -> Iterator[tuple[Session, ReviewRow]]:
        """An entry that may be changed; writers take turns, since the first thing that happens is a write."""
        with Session(self._shelf.records) as session, session.begin():
            session.execute(update(ReviewRow).where(which).values(version=ReviewRow.version + 1))
            row = session.scalar(select(ReviewRow).where(which))
            if row is None or not self._shelf.keys.touch(session, KIND, row.id, self._clock()):
                raise NoSuchEntry
            yield session, row

    def _read(self, wanted: Any) -> list[Entry]:
        """Those that can still be read: one may have been erased a moment ago."""
        with Session(self._shelf.records) as session:
            rows = session.scalars(wanted).all()
            self._shelf.keys.readers(session, KIND, [row.id for row in rows])
            found = []
            for row in rows:
                try:
                    found.append(self._entry(session, row))
                except NoSuchEntry:
                    continue
            return found

    def _entry(self, session: Session, row: ReviewRow) -> Entry:
        sealer = self._shelf.keys.reader(session, KIND, row.id)
        if sealer is None:
            raise NoSuchEntry(row.id)
        inside = sealer.open_json(_SEALED, row.id, row.sealed)
        kept = sealer.open_json(_PROPOSAL, row.id, row.proposal) if row.proposal else None
        names = ("proposed_at", "proposed_by", "decided_at", "decided_by", "reason")
        told = {name: getattr(row, name) for name in names}
        proposal = Proposal.of(kept) if kept else None
        return Entry(row.id, row.kind, row.state, row.version, row.sent_at, **inside, proposal=proposal, **told)


def _check(row: ReviewRow, seen: int, states: Sequence[str]) -> None:
    """Raise Changed unless what stands there is what somebody read. Holding it has made the version one higher."""
    if row.state not in states or row.version != seen + 1:
        raise Changed(row.id)


def _mark(talk: str, key: str) -> str:
    return mark_digest(f"review:{talk}:{key}")


def _free_id(session: Session) -> str:
    while True:
        number = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if session.get(ReviewRow, number) is None:
            return number
