"""The audit log: who read, changed, exported or erased what, as a chain in which every change is found.

An entry holds a pseudonymous id, an action of the list below, the id of what it was done to, and the hour. There is no
field for content, and what looks like content is refused. Entries may be written in the same transaction as the act.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection, Engine, delete, event, func, insert, select, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot.records.anchor import Anchor
from bot.records.audit_chain import Entry, Finding, Head, check, is_sealed, sealed, with_digest
from bot.records.audit_tables import AuditEntry, AuditHead

_log = logging.getLogger(__name__)
#: Everything that is written down.
ACTIONS = frozenset(
    """signed_in sign_in_failed signed_out session_ended account_made invited role_changed password_changed
    totp_enrolled totp_removed recovery_codes_made recovery_code_used reset_code_made disabled enabled
    account_erased shared unshared read_by_other room_opened nudged task_given exported conversation_erased
    case_erased erased purged
    audit_trimmed keys_rotated backup_made restored service_started alert_raised alert_taken
    alert_passed_on alert_closed alert_taken_back on_call_changed telegram_paired telegram_unpaired case_opened
    case_read case_changed case_imported consent_written contact_plan_changed follow_up_written follow_up_ended
    checklist_started checklist_read checklist_marked checklist_finished checklist_reopened answer_marked
    hand_over_made hand_over_read hand_over_taken referral_changed security_assessed journey_changed message_sent
    message_received message_confirmed plan_changed review_written service_added service_changed service_reviewed
    service_removed review_sent review_taken_back review_proposed review_approved review_declined""".split()
)
#: An act of the service itself, and one of whoever sits at the command line.
SERVICE, OPERATOR = "service", "operator"
_ID = re.compile(r"[a-z_]{1,20}(?::[A-Za-z0-9_.-]{1,64})?", re.ASCII)
_HOUR = 3600
_TRIES = 4
_HEAD_ID = 1


class AuditRefused(ValueError):
    """What should be written is not an id or not a known action; content must never reach the audit log."""


class AuditLog:
    """The log of one site. May be used from several threads and processes at once, on SQLite and Postgres."""

    def __init__(self, engine: Engine, key: bytes, anchor: Anchor) -> None:
        """Use the records' engine, the audit key and the anchor beside the database; nothing is read yet."""
        self._engine, self._key, self._anchor = engine, key, anchor

    def record(
        self,
        action: str,
        who: str = SERVICE,
        subject: str = "",
        within: Session | None = None,
        now: float | None = None,
    ) -> None:
        """Write one entry: at once, or `within` a session, so that it is kept if and only if the act is.

        Raises AuditRefused, sqlalchemy.exc.SQLAlchemyError.
        """
        entry = _checked(action, who, subject, time.time() if now is None else now)
        if within is None:
            self._append_alone(entry)
            self._move_anchor()
            return
        self._append(within.connection(), entry)
        event.listen(within, "after_commit", lambda _: self._move_anchor(), once=True)

    def entries(self, most: int = 100) -> list[Entry]:
        """The newest entries, oldest of them first."""
        newest = select(AuditEntry).order_by(AuditEntry.number.desc()).limit(most)
        with Session(self._engine) as session:
            return [_entry(row) for row in reversed(session.scalars(newest).all())]

    def head(self) -> Head:
        """Where the log ends now, as the database says."""
        with self._engine.connect() as connection:
            return _head(connection)

    def verify(self, noted: Iterable[Head] = ()) -> Finding:
        """Follow the whole chain, and compare it with the anchor and with heads that were noted elsewhere."""
        anchored = self._anchor.read()  # first, so that it can only be behind the database
        with _snapshot(self._engine) as connection:
            head = _head(connection)
            in_order = select(AuditEntry.__table__).order_by(AuditEntry.number).execution_options(yield_per=500)
            entries = (Entry(**row._mapping) for row in connection.execute(in_order))
            true = anchored is not None and is_sealed(self._key, anchored)
            found = check(self._key, entries, head, [*noted, *([anchored] if anchored and true else [])])
        if found.wrong or true or (head.count == 0 and anchored is None):
            return found
        return Finding(head.count, "anchor_changed" if anchored else "anchor_missing")

    def trim(self, before: float, now: float | None = None) -> int:
        """Take away entries older than `before` from the beginning of the chain; returns how many."""
        with self._engine.begin() as connection:
            head = self._held(connection)
            anchored = self._anchor.read()
            young = select(func.min(AuditEntry.number)).where(AuditEntry.at >= before)
            last = (connection.scalar(young) or head.count + 1) - 1
            last = min(last, anchored.count if anchored else 0)  # what the anchor stands on must stay
            if last <= head.trimmed:
                return 0
            digest = connection.scalar(select(AuditEntry.digest).where(AuditEntry.number == last))
            connection.execute(delete(AuditEntry).where(AuditEntry.number <= last))
            self._put(connection, Head(last, str(digest), head.count, head.digest))
        self.record("audit_trimmed", subject=f"entries:{head.trimmed + 1}-{last}", now=now)
        return last - head.trimmed

    def reanchor(self) -> Head | None:
        """Set the anchor back to what the database holds, after a restore; returns what was anchored before."""
        with self._anchor.held():
            anchored = self._anchor.read()
            self._anchor.write(self.head())
        return anchored

    def _move_anchor(self) -> None:
        """Anchor the current head, if what was anchored before still stands in the log.

        Otherwise somebody changed the log or the anchor, and the anchor stays as it is for `verify` to find. An anchor
        that cannot be written now is only behind: the next entry moves it, and what was recorded is recorded.
        """
        try:
            self._anchor_head()
        except (OSError, SQLAlchemyError):
            _log.error("audit anchor not moved")

    def _anchor_head(self) -> None:
        with self._anchor.held(), self._engine.connect() as connection:
            anchored, head = self._anchor.read(), _head(connection)
            if anchored is None or not is_sealed(self._key, anchored):
                return
            if (head.count, head.trimmed) > (anchored.count, anchored.trimmed):
                if _digest_of(connection, anchored.count, head) == anchored.digest:
                    self._anchor.write(head)

    def _append_alone(self, entry: Entry) -> None:
        # An act that is done already must not stay unwritten because others were busy writing for a moment.
        for left in reversed(range(_TRIES)):
            try:
                with self._engine.begin() as connection:
                    return self._append(connection, entry)
            except OperationalError:
                if not left:
                    raise

    def _append(self, connection: Connection, entry: Entry) -> None:
        head = self._held(connection)
        if head.count == 0 and self._anchor.read() is None:
            self._anchor.write(sealed(self._key, head))
        entry = with_digest(self._key, replace(entry, number=head.count + 1), head.digest)
        connection.execute(insert(AuditEntry).values(**vars(entry)))
        self._put(connection, Head(head.trimmed, head.trimmed_digest, entry.number, entry.digest))

    def _held(self, connection: Connection) -> Head:
        # The update that changes nothing takes the write lock (SQLite) or the row's lock (Postgres), so that two
        # writers never continue from the same head.
        connection.execute(update(AuditHead).where(AuditHead.id == _HEAD_ID).values(id=_HEAD_ID))
        return _head(connection)

    def _put(self, connection: Connection, head: Head) -> None:
        connection.execute(update(AuditHead).where(AuditHead.id == _HEAD_ID).values(**vars(sealed(self._key, head))))


def _checked(action: str, who: str, subject: str, now: float) -> Entry:
    if action not in ACTIONS:
        raise AuditRefused("the action is not one of bot.records.audit.ACTIONS: add it there")
    if not _ID.fullmatch(who) or (subject and not _ID.fullmatch(subject)):
        raise AuditRefused("who and subject must look like account:17, never like words")
    return Entry(0, int(now) // _HOUR * _HOUR, who, action, subject)


def _head(connection: Connection) -> Head:
    row = connection.execute(select(AuditHead.__table__).where(AuditHead.id == _HEAD_ID)).one_or_none()
    if row is None:  # the migration puts it there: somebody took it away
        return Head(seal="missing")
    return Head(row.trimmed, row.trimmed_digest, row[3], row.digest, row.seal)  # a row's own `count` is a method


def _digest_of(connection: Connection, number: int, head: Head) -> str:
    if number == head.trimmed:
        return head.trimmed_digest
    digest = connection.scalar(select(AuditEntry.digest).where(AuditEntry.number == number))
    return str(digest)


def _entry(row: AuditEntry) -> Entry:
    return Entry(row.number, row.at, row.who, row.action, row.subject, row.digest)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment, however much is written meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
