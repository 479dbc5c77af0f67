"""A stand-in for Telegram's Bot API on this computer, behaving as https://core.telegram.org/bots/api describes.

Long polling with confirmation by `offset`, one poll at a time, webhooks with a secret token, messages that can be
deleted for 48 hours, buttons of at most 64 bytes. It can be told to fail: flood control, errors of its own, answers that
are no JSON, and requests that are done but whose answer never comes. Everything that reaches it is written down.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

TOKEN = "123456789:AAE-a-stand-in-token-of-the-usual-length"
_DELETABLE = 48 * 3600.0


@dataclass(frozen=True)
class Fault:
    """How one request goes wrong. `done` says that it took effect all the same, and only the answer is lost."""

    status: int = 500  # 0: no answer comes; -1: the line breaks; 599: the answer is no JSON
    retry_after: int = 0
    done: bool = False


class Refused(Exception):
    def __init__(self, status: int, words: str) -> None:
        self.status, self.words = status, words


@dataclass
class Sent:
    """A message in a chat."""

    chat: int
    number: int
    text: str
    params: dict[str, Any]
    at: float
    by_bot: bool = True


@dataclass
class BotApi:
    """The server. `updates` wait to be fetched; `calls` and `bodies` are what the bot did and wrote."""

    clock: Callable[[], float] = time.time
    fault: Callable[[str], Fault | None] = lambda method: None
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    chats: set[int] = field(default_factory=set)  # private chats in which the bot was started, and groups it is in
    blocked: set[int] = field(default_factory=set)
    messages: dict[tuple[int, int], Sent] = field(default_factory=dict)
    queries: set[str] = field(default_factory=set)  # presses that still wait for their answer
    updates: deque[dict[str, Any]] = field(default_factory=deque)
    webhook: dict[str, Any] = field(default_factory=dict)
    url: str = ""

    def __post_init__(self) -> None:
        self.numbers, self.ids = itertools.count(1), itertools.count(700_000_001)
        self._polls = 0
        self._news = asyncio.Event()
        self._stopped = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> BotApi:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopped.set()
        self._news.set()
        await self._runner.cleanup()

    def happen(self, update: dict[str, Any]) -> dict[str, Any]:
        """Something happened that the bot should hear of, however it is built. The same again is a replay."""
        self.updates.append(update)
        self._news.set()
        return update

    async def push(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Bring an update to the webhook; a wrong `secret` is what a stranger would send. Returns the status."""
        own = self.webhook.get("secret_token")
        given = own if secret is None else secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": given} if given else {}
        async with ClientSession() as session:
            answer = await session.post(self.webhook["url"], json=update, headers=headers)
            return answer.status

    def shown(self, chat: int) -> list[Sent]:
        """The bot's messages that stand in a chat, oldest first."""
        return [one for one in self.messages.values() if one.chat == chat and one.by_bot]

    def done(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.calls if name == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _failed(401, "Unauthorized")
        params = dict(await request.post()) or dict(request.query)
        fault = self.fault(method)
        if fault is not None and not fault.done:
            return await self._fail(request, fault)
        handler = getattr(self, f"_{_snake(method)}", None)
        if handler is None:
            return _failed(404, "Not Found")
        self.calls.append((method, params))
        try:
            result = handler(params)
            result = await result if asyncio.iscoroutine(result) else result
        except Refused as refused:
            return _failed(refused.status, refused.words)
        if fault is not None:
            return await self._fail(request, fault)
        return web.json_response({"ok": True, "result": result})

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.status == 0:
            await asyncio.wait([asyncio.create_task(self._stopped.wait())], timeout=60)
        if fault.status in (0, -1):
            request.transport.close()
            return web.Response()
        if fault.status == 599:
            return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
        if fault.status == 429:
            words = f"Too Many Requests: retry after {fault.retry_after}"
            return _failed(429, words, parameters={"retry_after": fault.retry_after})
        return _failed(fault.status, "Internal Server Error")

    def _get_me(self, params: dict[str, Any]) -> dict[str, Any]:
        return {"id": 123456789, "is_bot": True, "first_name": "Bell", "username": "a_bell_bot"}

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._polls += 1
        mine, ends = self._polls, time.monotonic() + min(float(params.get("timeout") or 0), 50)
        self._news.set()  # an earlier poll that still waits ends
        if "offset" in params:
            self.updates = deque(one for one in self.updates if _id(one) >= int(params["offset"]))
        wanted = json.loads(params.get("allowed_updates") or "[]")
        while True:
            if mine != self._polls:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
            ready = [one for one in self.updates if not wanted or not _kind(one) or _kind(one) in wanted]
            left = ends - time.monotonic()
            if ready or left <= 0 or self._stopped.is_set():
                return ready[: min(int(params.get("limit") or 100), 100)]
            self._news.clear()
            await asyncio.wait([asyncio.create_task(self._news.wait())], timeout=left)

    def _send_message(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, text = self._chat(params), params.get("text", "")
        self.bodies.append(text)
        if not 1 <= len(text) <= 4096:
            raise Refused(400, "Bad Request: message is too long" if text else "Bad Request: message text is empty")
        for button in buttons(params):
            self.bodies.append(button["text"])
            if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            if "url" in button and not button["url"].startswith(("http://", "https://")):
                raise Refused(400, "Bad Request: BUTTON_URL_INVALID")
        sent = Sent(chat, next(self.numbers), text, params, self.clock())
        self.messages[(chat, sent.number)] = sent
        return {"message_id": sent.number, "date": int(sent.at), "chat": {"id": chat, "type": "private"}, "text": text}

    def _answer_callback_query(self, params: dict[str, Any]) -> bool:
        if params.get("callback_query_id") not in self.queries:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.queries.discard(params["callback_query_id"])
        if params.get("text"):
            self.bodies.append(params["text"])
        return True

    def _delete_message(self, params: dict[str, Any]) -> bool:
        found = self.messages.get((self._chat(params), int(params["message_id"])))
        if found is None:
            raise Refused(400, "Bad Request: message to delete not found")
        if self.clock() - found.at > _DELETABLE:
            raise Refused(400, "Bad Request: message can't be deleted for everyone")
        del self.messages[(found.chat, found.number)]
        return True

    def _edit_message_reply_markup(self, params: dict[str, Any]) -> bool:
        found = self.messages.get((self._chat(params), int(params["message_id"])))
        if found is None or not found.by_bot:
            raise Refused(400, "Bad Request: message to edit not found")
        if found.params.get("reply_markup") == params.get("reply_markup"):
            raise Refused(400, "Bad Request: message is not modified")
        found.params["reply_markup"] = params.get("reply_markup")
        return True

    def _set_webhook(self, params: dict[str, Any]) -> bool:
        self.webhook = params if params.get("url") else {}
        return True

    def _delete_webhook(self, params: dict[str, Any]) -> bool:
        self.webhook = {}
        return True

    def _leave_chat(self, params: dict[str, Any]) -> bool:
        self.chats.discard(self._chat(params))
        return True

    def _chat(self, params: dict[str, Any]) -> int:
        chat = int(params.get("chat_id", 0))
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        if chat not in self.chats:
            raise Refused(400, "Bad Request: chat not found")
        return chat


def buttons(params: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons under a message, row by row."""
    rows = json.loads(params.get("reply_markup") or "{}").get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _failed(status: int, words: str, **more: Any) -> web.Response:
    return web.json_response({"ok": False, "error_code": status, "description": words, **more}, status=status)


def _snake(method: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in method)


def _id(update: dict[str, Any]) -> int:
    return update["update_id"] if isinstance(update.get("update_id"), int) else 0


def _kind(update: dict[str, Any]) -> str:
    return next((name for name in update if name != "update_id"), "")
