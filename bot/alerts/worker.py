"""The worker: every second it calls on the next contact where time is up, and sends what is due.

It keeps nothing in memory that matters, so it may be killed at any moment and begun again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.alerts import outbox
from bot.alerts.messenger import CannotReach, Messenger, TryLater
from bot.alerts.outbox import Message
from bot.alerts.post import Post

_log = logging.getLogger(__name__)
_TRIES = 4
_AT_ONCE = 20


class Worker:
    """Sends what the outbox holds. One runs in each service; several do each other no harm."""

    def __init__(
        self,
        post: Post,
        messenger: Messenger | None,
        clock: Callable[[], float] = time.time,
        pause: float = 1.0,
        patience: float = 15.0,
    ) -> None:
        """Without a messenger the timers still run. `patience` is how long a messenger has, in seconds."""
        self._post, self._messenger, self._clock = post, messenger, clock
        self._pause, self._patience = pause, patience
        self._under_way: set[asyncio.Task[bool]] = set()
        self._noting = asyncio.Lock()  # one after another, so that what is noted never waits for itself

    async def run(self) -> None:
        """Work until cancelled. Nothing that fails ends it, and a messenger that hangs holds up no timer."""
        try:
            await self._patiently(self._let_go)
            await asyncio.gather(self._again_and_again(self._call), self._again_and_again(self._send_due))
        finally:
            for task in self._under_way:
                task.cancel()

    async def beside(self, _: object) -> AsyncIterator[None]:
        """Work as long as a web application runs (`app.cleanup_ctx`)."""
        task = asyncio.create_task(self.run())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    async def tick(self) -> bool:
        """Do what is due now, and wait for it. Returns whether anything was sent: then more may wait."""
        await self._call()
        await self._send_due()
        return any(await asyncio.gather(*self._under_way))

    async def _let_go(self) -> bool:
        await asyncio.to_thread(outbox.let_go, self._post)
        return True

    async def _call(self) -> bool:
        return bool(await asyncio.to_thread(outbox.escalate, self._post, self._clock()))

    async def _send_due(self) -> bool:
        """Begin to send what is due, as far as there is room; one that takes long holds up no other."""
        room = _AT_ONCE - len(self._under_way)
        if self._messenger is None or not room:
            return False
        messages = await asyncio.to_thread(outbox.claim, self._post, self._clock(), 2 * self._patience, room)
        for message in messages:
            task = asyncio.create_task(self._safely(self._messenger, message))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return bool(messages)

    async def _again_and_again(self, work: Callable[[], Awaitable[bool]]) -> None:
        while True:
            busy = await self._patiently(work)
            await asyncio.sleep(0 if busy else self._pause)

    async def _patiently(self, work: Callable[[], Awaitable[bool]]) -> bool:
        """Do it, again after a pause when it fails: a database that is away comes back, alerts must not wait longer."""
        while True:
            try:
                return await work()
            except Exception as error:  # noqa: BLE001  (whatever failed, the next try may not)
                _log.error("alerts could not be worked on: %s", type(error).__name__)
            await asyncio.sleep(self._pause)

    async def _safely(self, messenger: Messenger, message: Message) -> bool:
        try:
            return await self._send(messenger, message)
        except SQLAlchemyError as error:  # it stays held for a while, then it is sent again
            _log.error("a message could not be noted: %s", type(error).__name__)
            return False

    async def _send(self, messenger: Messenger, message: Message) -> bool:
        try:
            sending = messenger.deliver(message.account_id, message.template, message.code, 0, message.once)
            await asyncio.wait_for(sending, self._patience)
        except CannotReach as error:
            _log.warning("an account cannot be reached: %s", error.reason_code)
            await self._note(outbox.unreachable, message)
        except TryLater as error:
            await self._note(outbox.put_back, message, self._clock(), error.seconds)
        except Exception as error:  # noqa: BLE001  (whatever a messenger does, its message is sent again)
            _log.error("a messenger failed: %s", type(error).__name__)
            await self._note(outbox.put_back, message, self._clock())
        else:
            await self._note(outbox.sent, message, self._clock())
            return True
        return False

    async def _note(self, note: Callable[..., None], *given: object) -> None:
        # What was sent and not noted is sent again: worth a few tries while others are writing.
        async with self._noting:
            for left in reversed(range(_TRIES)):
                try:
                    return await asyncio.to_thread(note, self._post, *given)
                except OperationalError:
                    if not left:
                        raise
