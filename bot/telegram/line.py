"""The line to Telegram's Bot API: one request, and what went wrong with it in the two words that matter to us.

The token is read from a file, again whenever Telegram refuses it, so that a new one needs no restart. It stands in the
address of every request; errors of libraries quote that address, so none is passed on.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod

from bot.alerts.messenger import CannotReach, TryLater

T = TypeVar("T")
_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{30,80}", re.ASCII)
#: Seconds to wait after errors that say no time themselves: a hiccup, somebody else who polls, a token that is refused.
_HICCUP, _CONFLICT, _REFUSED = 2.0, 5.0, 30.0
_LONGEST_WAIT = 3600.0


class TokenError(Exception):
    """There is no usable token in the file; the message says what to do and never holds the token."""


class GetUpdates(TelegramMethod[list[Any]]):
    """Updates as they came: aiogram's own method refuses a whole batch for one it cannot read."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Line:
    """Sends requests. Open within the event loop that uses it."""

    def __init__(self, token_file: Path, api: str, patience: float = 8.0) -> None:
        """Use the token in a file and a Bot API at an address; an answer may take `patience` seconds."""
        self._file, self._api, self._patience = token_file, api.rstrip("/"), patience
        self._bot: Bot | None = None

    async def ask(self, method: TelegramMethod[T], waiting: float = 0.0) -> T:
        """What Telegram answers; `waiting` is how many seconds it may hold the answer back by itself.

        Raises TryLater, or CannotReach when this will never work: `blocked` or `refused`.
        """
        try:
            return await self._open()(method, request_timeout=int(self._patience + waiting))
        except TelegramRetryAfter as error:
            raise TryLater(min(max(float(error.retry_after), 1.0), _LONGEST_WAIT)) from None
        except TelegramForbiddenError:
            raise CannotReach("blocked") from None
        except TelegramBadRequest:
            raise CannotReach("refused") from None
        except (TelegramUnauthorizedError, TelegramNotFound, TokenError):
            await self.close()
            raise TryLater(_REFUSED) from None
        except TelegramConflictError:
            raise TryLater(_CONFLICT) from None
        except (AiogramError, OSError):
            raise TryLater(_HICCUP) from None

    async def close(self) -> None:
        """Hang up. The next request opens the line again, with the token that is in the file then."""
        bot, self._bot = self._bot, None
        if bot is not None:
            await bot.session.close()

    def _open(self) -> Bot:
        if self._bot is None:
            session = AiohttpSession(api=TelegramAPIServer.from_base(self._api))
            # Nobody should forward or save what comes from here, and no preview be fetched for an address in it.
            default = DefaultBotProperties(protect_content=True, link_preview_is_disabled=True)
            self._bot = Bot(read_token(self._file), session=session, default=default)
        return self._bot


def read_token(file: Path) -> str:
    """The token in a file. Raises TokenError."""
    remedy = "put the token that BotFather gave you there, alone in the file"
    try:
        token = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        raise TokenError(f"STEADYHAND_TELEGRAM_TOKEN_FILE: {file} cannot be read: {remedy}") from None
    if not _TOKEN.fullmatch(token):
        raise TokenError(f"STEADYHAND_TELEGRAM_TOKEN_FILE: {file} holds no bot token: {remedy}")
    return token
