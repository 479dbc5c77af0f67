"""Remembers our own messages about alerts, so that each is sent once and deleted again, and updates already handled."""

from __future__ import annotations

from sqlalchemy import Engine, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.telegram.tables import TelegramMessage, TelegramUpdate

#: Our messages are deleted after a day in any case, in seconds: Telegram allows it for two.
_STANDS_FOR = 86_400.0


def number_of(engine: Engine, once: str) -> int | None:
    """The number of the message that was sent under this mark, or None."""
    with Session(engine) as session:
        return session.scalar(select(TelegramMessage.number).where(TelegramMessage.once == once))


def note(engine: Engine, once: str, account_id: int, code: str, number: int, now: float) -> None:
    """Remember a message."""
    with Session(engine) as session, session.begin():
        session.merge(TelegramMessage(once=once, account_id=account_id, code=code, number=number, sent_at=now))


def standing(engine: Engine, account_id: int, code: str) -> list[int]:
    """The messages about an alert that stand in somebody's chat; from now on they count as deleted."""
    about = (TelegramMessage.account_id == account_id, TelegramMessage.code == code)
    with Session(engine) as session, session.begin():
        numbers = list(
            session.scalars(select(TelegramMessage.number).where(*about, TelegramMessage.deleted.is_(False)))
        )
        session.execute(update(TelegramMessage).where(*about).values(deleted=True))
        return numbers


def aged(engine: Engine, now: float) -> list[tuple[int, int]]:
    """Account and number of every message that has stood for a day; from now on they count as deleted."""
    old = (TelegramMessage.sent_at < now - _STANDS_FOR, TelegramMessage.deleted.is_(False))
    with Session(engine) as session, session.begin():
        found = session.execute(select(TelegramMessage.account_id, TelegramMessage.number).where(*old)).all()
        session.execute(update(TelegramMessage).where(*old).values(deleted=True))
        return [(account_id, number) for account_id, number in found]


def was_handled(engine: Engine, update_number: int) -> bool:
    """Whether this update was handled before."""
    with Session(engine) as session:
        return bool(session.scalar(select(exists().where(TelegramUpdate.number == update_number))))


def handled(engine: Engine, update_number: int, now: float) -> None:
    """Remember that an update was handled."""
    try:
        with Session(engine) as session, session.begin():
            session.add(TelegramUpdate(number=update_number, at=now))
    except IntegrityError:
        return
