"""Reads what Telegram tells us, as narrowly as we use it; everything else, and everything malformed, is nothing.

Not read by aiogram's own types: one update that they do not accept would fail a whole batch, again and again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: What we ask Telegram for.
KINDS = ("message", "callback_query", "my_chat_member")
_LARGEST = 2**52  # as Telegram promises for its numbers
_GROUPS = frozenset({"group", "supergroup", "channel"})
_PRESENT = frozenset({"member", "administrator", "restricted"})
_LONGEST_TEXT = 4096
_IS_PLAIN = re.compile(r"[!-~]{1,64}")


@dataclass(frozen=True)
class Message:
    """What somebody sent in a private chat. `text` is empty for a picture, a voice message and the like."""

    update: int
    chat: int
    number: int
    text: str = field(repr=False)


@dataclass(frozen=True)
class Press:
    """Somebody pressed a button under our message `number`."""

    update: int
    chat: int
    number: int
    query: str
    data: str


@dataclass(frozen=True)
class Group:
    """A group or channel that the bot was put into."""

    update: int
    chat: int


def number_of(raw: Any) -> int | None:
    """The number of an update, by which it is confirmed."""
    number = _whole(raw, "update_id")
    return number if number is not None and number >= 0 else None


def read(raw: Any) -> Message | Press | Group | None:
    """What happened, or None when it is nothing for us."""
    number = number_of(raw)
    if number is None:
        return None
    if (message := _part(raw, "message")) is not None:
        return _message(number, message)
    if (press := _part(raw, "callback_query")) is not None:
        return _press(number, press)
    if (change := _part(raw, "my_chat_member")) is not None:
        status = (_part(change, "new_chat_member") or {}).get("status")
        return _group(number, change) if isinstance(status, str) and status in _PRESENT else None
    return None


def _message(update: int, message: Mapping[str, Any]) -> Message | Group | None:
    chat, number = _private(message, message), _whole(message, "message_id")
    if chat is None or number is None:
        return _group(update, message)
    text = message.get("text")
    return Message(update, chat, number, text[:_LONGEST_TEXT] if isinstance(text, str) else "")


def _press(update: int, press: Mapping[str, Any]) -> Press | None:
    message = _part(press, "message") or {}
    chat, number = _private(press, message), _whole(message, "message_id")
    query, data = press.get("id"), press.get("data")
    if chat is None or number is None or not isinstance(query, str) or not isinstance(data, str):
        return None
    # Both are our own or Telegram's, and plain; half a character in one could not even be sent back.
    if not (_IS_PLAIN.fullmatch(query) and _IS_PLAIN.fullmatch(data)):
        return None
    return Press(update, chat, number, query, data)


def _group(update: int, part: Mapping[str, Any]) -> Group | None:
    chat = _part(part, "chat") or {}
    number = _whole(chat, "id")
    is_group = isinstance(chat.get("type"), str) and chat["type"] in _GROUPS and number is not None and number < 0
    return Group(update, number) if is_group and number is not None else None


def _private(part: Mapping[str, Any], message: Mapping[str, Any]) -> int | None:
    """The number of a private chat, which is the number of the person in it too."""
    chat, sender = _part(message, "chat") or {}, _part(part, "from") or {}
    number = _whole(chat, "id")
    same = number is not None and number > 0 and number == _whole(sender, "id")
    return number if same and chat.get("type") == "private" and sender.get("is_bot") is False else None


def _part(raw: Any, name: str) -> Mapping[str, Any] | None:
    found = raw.get(name) if isinstance(raw, dict) else None
    return found if isinstance(found, dict) else None


def _whole(raw: Any, name: str) -> int | None:
    found = raw.get(name) if isinstance(raw, dict) else None
    return found if type(found) is int and abs(found) < _LARGEST else None
