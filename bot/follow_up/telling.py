"""Tells supervisors of contacts that are late: a count on their bell, once a day at most, never a code or a name.

What is overdue goes to the first on call, what is escalated to everybody on call. The page has all of it in any case.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from aiohttp import web
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.alerts.duty import on_call_now
from bot.alerts.ladder import within
from bot.alerts.messenger import CannotReach, Messenger, TryLater
from bot.alerts.post import Post, plan
from bot.follow_up.calendar import Standing, day_at
from bot.follow_up.follow_ups import FollowUps
from bot.follow_up.tables import FollowUpRow

_log = logging.getLogger(__name__)
_PAUSE = 300.0
#: How far supervisors were told, as `FollowUpRow.told` keeps it.
_LEVELS = ((1, Standing.OVERDUE), (2, Standing.ESCALATED))


class Telling:
    """Looks every few minutes whether something became late. Without a messenger only the page tells."""

    def __init__(
        self, follow_ups: FollowUps, post: Post, messenger: Messenger | None, clock: Callable[[], float] | None = None
    ) -> None:
        """`post` knows who is on call and when it is quiet."""
        self._follow_ups, self._post, self._messenger = follow_ups, post, messenger
        self._clock = clock or follow_ups.clock

    async def beside(self, app: web.Application) -> AsyncIterator[None]:
        """Run beside a web application (for `cleanup_ctx`)."""
        task = asyncio.create_task(self._again_and_again())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def tick(self) -> int:
        """Look once. Returns how many messages were sent."""
        level = await asyncio.to_thread(self._newly_late)
        if not level or self._messenger is None:
            return 0
        now = self._clock()
        count = (await asyncio.to_thread(self._follow_ups.counts)).waiting
        contacts = await asyncio.to_thread(on_call_now, self._post, now)
        sent = 0
        for contact in contacts:
            sent += await self._ring(self._messenger, contact.account_id, count, level, now)
            if sent and level == 1:
                break
        await asyncio.to_thread(self._note, level, now)
        return sent

    async def _ring(self, messenger: Messenger, account_id: int, count: int, level: int, now: float) -> int:
        once = f"follow_up.{day_at(now)}.{level}.{account_id}"
        try:
            await messenger.deliver(account_id, "open_items", "", count, once)
        except CannotReach:  # the page is what they have
            return 0
        return 1

    def _newly_late(self) -> int:
        """The highest level that something reached and nobody was told of; 0 for nothing, and in quiet hours."""
        now = self._clock()
        with Session(self._post.records) as session:
            quiet = plan(session).quiet
            if quiet and within(quiet, now):
                return 0
            return max((level for level, late in self._late(now) if session.scalar(late.limit(1))), default=0)

    def _note(self, upto: int, now: float) -> None:
        with Session(self._post.records) as session, session.begin():
            for level, late in self._late(now):
                if level <= upto:
                    chosen = FollowUpRow.id.in_(late)
                    session.execute(update(FollowUpRow).where(chosen).values(told=level))

    def _late(self, now: float):  # type: ignore[no-untyped-def]
        for level, standing in _LEVELS:
            before = self._follow_ups.calendar.late_since(standing, now)
            late = (FollowUpRow.state == "open", FollowUpRow.told < level, FollowUpRow.due_at < before)
            yield level, select(FollowUpRow.id).where(*late)

    async def _again_and_again(self) -> None:
        while True:
            try:
                await self.tick()
            except TryLater:
                pass  # the next look is soon enough for what is late by days
            except Exception as error:  # noqa: BLE001  (whatever failed, the next look may not)
                _log.error("late contacts could not be told of: %s", type(error).__name__)
            await asyncio.sleep(_PAUSE)
