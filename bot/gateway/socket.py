"""The chat over a WebSocket: the same turns as the plain form, answered with the HTML the server rendered.

Browser → server: `{"type": "say", "text", "once"}`, `{"type": "choose", "choice", "once"}`, `{"type": "here"}` (someone
is at the screen). Server → browser: `working`, `answer`, `alerts`, `notice` and `signed_out`, each with ready HTML
where there is something to read. A notice `not_saved` says that the message was not kept; it may be sent again with the
same mark.
With `"look": true` a message that seems to hold a name or the like is not taken; the browser gets `personal` instead
and asks its writer.
"""

from __future__ import annotations

import json
import weakref
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.gateway import cookies, forgery, live
from bot.gateway.access import may
from bot.gateway.chat import take_turn
from bot.gateway.keys import CONVERSATION, PACE, PERSON
from bot.gateway.middlewares import OutOfReach, find_person
from bot.gateway.rendering import fragment
from bot.gateway.typed_text import cleaned

LARGEST_FRAME = 64 * 1024
_OPEN: web.AppKey[Any] = web.AppKey("open_sockets")


def set_up(app: web.Application) -> None:
    """Remember open sockets, so that a shutdown closes them instead of waiting for them."""
    app[_OPEN] = weakref.WeakSet()
    app.on_shutdown.append(_close_all)


async def talk(request: web.Request) -> web.StreamResponse:
    """Answer one browser's messages until it leaves or its session ends."""
    if not forgery.is_own_socket(request):
        raise web.HTTPForbidden
    socket = web.WebSocketResponse(max_msg_size=LARGEST_FRAME, heartbeat=30, protocols=(forgery.SOCKET_PROTOCOL,))
    if not socket.can_prepare(request):
        raise web.HTTPBadRequest
    await socket.prepare(request)
    request.app[_OPEN].add(socket)
    await live.show(request, socket)
    async for frame in socket:
        if frame.type is WSMsgType.ERROR:
            break
        # Asked for each message, so that an ended session is over at once.
        try:
            request[PERSON] = await find_person(request, cookies.session_token(request))
        except OutOfReach:
            await _notice(request, socket, "not_saved", _read(frame.data) if frame.type is WSMsgType.TEXT else None)
            continue
        if request[PERSON] is None or not may(request[PERSON].role, "socket"):
            await _send(socket, type="signed_out", html=fragment(request, "parts/notice.html", notice="signed_out"))
            await socket.close()
            break
        message = _read(frame.data) if frame.type is WSMsgType.TEXT else None
        await _answer(request, socket, message)
    return socket


async def _answer(request: web.Request, socket: web.WebSocketResponse, message: dict[str, Any] | None) -> None:
    person = request[PERSON]
    if person is None or (message is not None and message.get("type") == "here"):
        return
    if not request.app[PACE].allows(str(person.account_id)):
        return await _notice(request, socket, "slow_down", message)
    if message is None or message.get("type") not in ("say", "choose"):
        return await _notice(request, socket, "unreadable", message)
    once = cleaned(message.get("once"))
    is_choice = message["type"] == "choose"
    words = cleaned(message.get("choice" if is_choice else "text"))
    if not words:
        return await _notice(request, socket, "empty", message)
    if not is_choice and message.get("look") is True and await _asks_first(request, socket, words, once):
        return
    await _send(socket, type="working", once=once)
    turn = await take_turn(request, person, "" if is_choice else words, words if is_choice else "", once)
    if turn is None:
        return await _notice(request, socket, "not_saved", message)
    html = fragment(request, "parts/turn.html", turn=turn, latest=True)
    refused = any(answer.kind == "refused" for answer in turn.answers)
    await _send(socket, type="answer", once=once, html=html, refused=refused)
    await live.show(request, socket)


async def _asks_first(request: web.Request, socket: web.WebSocketResponse, words: str, once: str) -> bool:
    """Whether the writer is asked about what looks personal before the message is taken."""
    found = await request.app[CONVERSATION].look(words)
    if found is None:
        return False
    await _send(socket, type="personal", once=once, html=fragment(request, "parts/personal.html", found=found))
    return True


async def _notice(
    request: web.Request, socket: web.WebSocketResponse, notice: str, message: dict[str, Any] | None
) -> None:
    once = cleaned(message.get("once")) if message else ""
    html = fragment(request, "parts/notice.html", notice=notice)
    await _send(socket, type="notice", once=once, notice=notice, html=html)


def _read(data: str) -> dict[str, Any] | None:
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


async def _send(socket: web.WebSocketResponse, **message: str | bool) -> None:
    # The browser may have gone while the answer was made; it finds the turn again when it comes back.
    if not socket.closed:
        try:
            await socket.send_json(message)
        except ConnectionError:
            return


async def _close_all(app: web.Application) -> None:
    for socket in list(app[_OPEN]):
        await socket.close(code=WSCloseCode.GOING_AWAY)
