"""Raises an alert when somebody left and the word that they arrived does not come by the agreed time (CM-6b).

Which message that is, and which urgent situation it may be, stands in the content: a letter whose `missing` names one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from bot.alerts.service import AlertService
from bot.referral.messages import Awaited, Messages
from knowledge.kinds import Letter

_log = logging.getLogger(__name__)
_PAUSE = 60.0
_SITUATIONS = "situations/"


class ArrivalWatch:
    """Looks every minute for an arrival that nobody confirmed. The same one raises one alert, after a restart too."""

    def __init__(self, messages: Messages, alerts: AlertService) -> None:
        """Use the messages of returns and the alerts; nothing is read yet."""
        self._messages, self._alerts = messages, alerts
        self._raised: set[str] = set()

    async def beside(self, app: web.Application) -> AsyncIterator[None]:
        """Run beside a web application (for `cleanup_ctx`)."""
        task = asyncio.create_task(self._again_and_again())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    def look(self) -> int:
        """Look once. Returns how many alerts were raised or were there already. Waits for the database."""
        missed = [late for late in self._messages.overdue() if not late.ours and situations_of(late.letter)]
        for late in missed:
            once = f"arrival:{late.code}:{late.answer_by:.0f}"
            if once not in self._raised:
                self._raise(late, once)
                self._raised.add(once)
        return len(missed)

    def _raise(self, late: Awaited, once: str) -> None:
        self._alerts.raise_alert(
            conversation=f"arrival-{late.code}",
            raised_by=None,
            situations=situations_of(late.letter),
            words=f"{late.code}: {late.letter.missing[0].text}",
            once=once,
        )

    async def _again_and_again(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self.look)
            except Exception as error:  # noqa: BLE001  (whatever failed, the next look may not)
                _log.error("arrivals could not be looked after: %s", type(error).__name__)
            await asyncio.sleep(_PAUSE)


def situations_of(letter: Letter) -> list[str]:
    """The urgent situations that it may be when the answer to this letter does not come."""
    places = (to_do.see or "" for to_do in letter.missing)
    return [place.removeprefix(_SITUATIONS) for place in places if place.startswith(_SITUATIONS)]
