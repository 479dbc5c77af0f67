"""Which chat belongs to which supervisor: begun with a one-time code from the web page, ended there too.

A chat counts only while its account is open, has a password and is a supervisor's: whoever disables an account closes
its chat with the same act.
"""

from __future__ import annotations

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from bot.accounts import codes
from bot.accounts.codes import Kind
from bot.accounts.office import Office, account
from bot.accounts.roles import Role
from bot.accounts.tables import Account, OneTimeCode
from bot.telegram.tables import TelegramChat, TelegramMessage

_PURPOSE = "telegram_chat.sealed"
_OPEN_SUPERVISOR = (Account.role == Role.SUPERVISOR.value, Account.disabled.is_(False), Account.password_hash != "")


def new_code(office: Office, account_id: int, now: float) -> str:
    """A one-time code in the place of an earlier one; shown once, good for ten minutes and five tries."""
    fresh = codes.draw(office.records, Kind.TELEGRAM)
    with Session(office.records) as session, session.begin():
        codes.void(session, Kind.TELEGRAM, account_id)
        codes.store(session, Kind.TELEGRAM, fresh, now, account_id=account_id)
    return fresh.text


def is_awaited(office: Office, now: float) -> bool:
    """Whether any code is open: only then is it looked at what strangers send."""
    of_ours = (OneTimeCode.kind == Kind.TELEGRAM.value, OneTimeCode.used_at.is_(None), OneTimeCode.tries_left > 0)
    with Session(office.records) as session:
        return bool(session.scalar(select(exists().where(*of_ours, OneTimeCode.expires_at > now))))


def pair(office: Office, chat: int, typed: str, now: float) -> int | None:
    """Pair a chat by a code, in the place of what the chat and the account were paired with; None for a wrong one."""
    right = codes.check(office.records, Kind.TELEGRAM, typed, now)
    if right is None or right.account_id is None:
        return None
    with Session(office.records) as session, session.begin():
        owner = session.scalar(select(Account.id).where(Account.id == right.account_id, *_OPEN_SUPERVISOR))
        if not codes.use(session, right, now) or owner is None:
            return None
        for row in session.scalars(select(TelegramChat)).all():
            if row.account_id == owner or _number(office, row) == chat:
                session.delete(row)
        session.flush()
        sealed = office.seals.seal(_PURPOSE, str(owner), str(chat).encode())
        session.add(TelegramChat(account_id=owner, sealed=sealed, paired_at=now))
        office.record("telegram_paired", account(owner), account(owner), within=session)
    return owner


def unpair(office: Office, account_id: int) -> None:
    """Let go of an account's chat and of any code for one."""
    with Session(office.records) as session, session.begin():
        codes.void(session, Kind.TELEGRAM, account_id)
        session.execute(delete(TelegramMessage).where(TelegramMessage.account_id == account_id))
        row = session.get(TelegramChat, account_id)
        if row is not None:
            session.delete(row)
            office.record("telegram_unpaired", account(account_id), account(account_id), within=session)


def paired_at(office: Office, account_id: int) -> float | None:
    """Since when an account has a chat, or None."""
    with Session(office.records) as session:
        return session.scalar(select(TelegramChat.paired_at).where(TelegramChat.account_id == account_id))


def chat_of(office: Office, account_id: int) -> int | None:
    """The chat of an account, or None when there is none that counts."""
    return next((chat for owner, chat in _chats(office) if owner == account_id), None)


def account_of(office: Office, chat: int) -> int | None:
    """Whose chat this is, or None for a stranger. A site has few supervisors, so every row is opened."""
    return next((owner for owner, found in _chats(office) if found == chat), None)


def _chats(office: Office) -> list[tuple[int, int]]:
    wanted = select(TelegramChat).join(Account, Account.id == TelegramChat.account_id).where(*_OPEN_SUPERVISOR)
    with Session(office.records) as session:
        return [(row.account_id, _number(office, row)) for row in session.scalars(wanted)]


def _number(office: Office, row: TelegramChat) -> int:
    return int(office.seals.open(_PURPOSE, str(row.account_id), row.sealed))
