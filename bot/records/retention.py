"""Takes away what was kept long enough: content, alerts, the audit log, and what the doors no longer need.

Run as often as one likes: it does only what is due, in small steps, each whole or not at all. What a kill left half
done, the next run finishes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.accounts.attempts import KNOWN_FOR
from bot.accounts.tables import OneTimeCode, SignInAttempt, WebSession
from bot.records.erasure import OWNED, apply_tombstones, bury, remove
from bot.records.keeping import Keeping
from bot.records.key_tables import RecordKey
from bot.records.overwriting import overwrite_freed
from bot.records.tombstones import Erased, Tombstone
from bot.review.counting import day_of
from bot.review.tables import Unanswered
from bot.settings import Settings
from bot.telegram.tables import TelegramMessage, TelegramUpdate

DAY = 86_400.0
_AT_ONCE = 50
#: A tombstone is of no use once every backup that could hold what it names is gone, and that is by its own age.
_TOMBSTONE_DAYS = 400


@dataclass(frozen=True)
class Policy:
    """For how many days what is kept. Kinds of owners that stand in no field are kept like content."""

    content_days: int = 30
    alert_days: int = 90
    audit_days: int = 365
    session_hours: int = 8
    case_days: int = 730
    checklist_days: int = 180
    practice_days: int = 180

    @classmethod
    def of(cls, settings: Settings) -> Policy:
        """The policy that the settings ask for."""
        return cls(
            settings.content_days,
            settings.alert_days,
            settings.audit_days,
            settings.session_hours,
            settings.case_days,
            settings.checklist_days,
            settings.practice_days,
        )

    def days(self, kind: str) -> int:
        """Days after its last use that what belongs to this kind of owner is kept."""
        days = {
            "alert": self.alert_days,
            "review": self.alert_days,
            "case": self.case_days,
            "run": self.checklist_days,
            "practice": self.practice_days,
        }
        return days.get(kind, self.content_days)


@dataclass
class Purged:
    """What one run took away."""

    owners: dict[str, int] = field(default_factory=dict)
    again: int = 0
    audit_entries: int = 0
    overwritten: bool = True

    def lines(self) -> Iterator[str]:
        """One line a count, for whoever ran it."""
        for kind, count in self.owners.items():
            yield f"{count:6d} {kind}s erased"
        yield f"{self.again:6d} erased earlier and erased again"
        yield f"{self.audit_entries:6d} audit entries taken away"
        if not self.overwritten:
            yield "What was deleted could not be overwritten on disk yet; the next run tries again."


def purge(keeping: Keeping, policy: Policy, now: float | None = None) -> Purged:
    """Take away everything that is due. Raises sqlalchemy.exc.SQLAlchemyError, OSError."""
    moment = time.time() if now is None else now
    done = Purged()
    done.again = apply_tombstones(keeping, _unfinished(keeping))
    for kind in OWNED:
        done.owners[kind] = sum(_expire(keeping, kind, moment - policy.days(kind) * DAY, moment))
        _delete_orphans(keeping.engine, kind)
    _tidy_doors(keeping.engine, policy, moment)
    done.audit_entries = keeping.audit.trim(moment - policy.audit_days * DAY, now=moment)
    _forget_old_tombstones(keeping, moment - _TOMBSTONE_DAYS * DAY)
    if any(done.owners.values()) or done.again:
        keeping.audit.record("purged", subject=f"owners:{sum(done.owners.values()) + done.again}", now=moment)
    done.overwritten = overwrite_freed(keeping.engine)
    return done


def _expire(keeping: Keeping, kind: str, before: float, now: float) -> Iterator[int]:
    """Erase owners of a kind that were last used before a moment, some at a time."""
    due = select(RecordKey.owner_id).where(RecordKey.owner_kind == kind, RecordKey.last_at < before).limit(_AT_ONCE)
    while True:
        with Session(keeping.engine) as session, session.begin():
            _hold_writes(session)
            owners = list(session.scalars(due.with_for_update(skip_locked=True)))
            if not owners:
                return
            bury(session, keeping.tombstones, [Erased(now, kind, owner) for owner in owners])
            remove(session, keeping.keys, kind, owners)
        yield len(owners)


def _hold_writes(session: Session) -> None:
    # In SQLite a statement that changes nothing takes the write lock, so that nothing is used again between being found
    # old and being erased. Postgres locks the rows themselves.
    session.execute(update(RecordKey).where(RecordKey.owner_kind == "").values(last_at=0.0))


def _delete_orphans(engine: Engine, kind: str) -> None:
    """Rows whose key is gone can never be read again."""
    for column in OWNED[kind]:
        has_key = select(RecordKey.owner_id).where(RecordKey.owner_kind == kind, RecordKey.owner_id == column).exists()
        with Session(engine) as session, session.begin():
            # A row without an owner in this column belongs to an owner of another kind.
            lost = delete(column.class_).where(column.is_not(None), ~has_key)
            session.execute(lost, execution_options={"synchronize_session": False})


def _tidy_doors(engine: Engine, policy: Policy, now: float) -> None:
    with Session(engine) as session, session.begin():
        longest = now - policy.session_hours * 3600.0
        session.execute(delete(WebSession).where(or_(WebSession.created_at < longest, WebSession.seen_at < longest)))
        session.execute(delete(Unanswered).where(Unanswered.day < day_of(now - policy.alert_days * DAY)))
        session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < now - 7 * DAY))
        session.execute(delete(SignInAttempt).where(SignInAttempt.last_at < now - KNOWN_FOR))
        # Telegram lets us delete messages for two days, and keeps an update for one.
        session.execute(delete(TelegramMessage).where(TelegramMessage.sent_at < now - 2 * DAY))
        session.execute(delete(TelegramUpdate).where(TelegramUpdate.at < now - 8 * DAY))


def _unfinished(keeping: Keeping) -> list[Erased]:
    """What the file says was erased and the database does not know of: after a kill, or in a restored backup."""
    with Session(keeping.engine) as session:
        known = {(one.owner_kind, one.owner_id) for one in session.scalars(select(Tombstone))}
    return [one for one in keeping.tombstones.read() if (one.kind, one.owner) not in known]


def _forget_old_tombstones(keeping: Keeping, before: float) -> None:
    with Session(keeping.engine) as session, session.begin():
        session.execute(delete(Tombstone).where(Tombstone.at < before))
    keeping.tombstones.forget(before)
