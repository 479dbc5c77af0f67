"""What a paired supervisor can do about alerts: take one, pass it on, see what is open, go off call, read counts.

Alerts may hold what staff wrote. Of an alert only its code is ever used here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.alerts.alert import Alert, NoSuchAlert, Stage
from bot.alerts.codes import code_of
from bot.alerts.service import AlertService
from bot.overdue.overdue import OverdueCounts
from bot.telegram.bell import Bell
from bot.telegram.replies import Button, Replies
from bot.telegram.updates import Message, Press
from knowledge.guidance.desk import Desk
from knowledge.guidance.telegram import sentence

_MOST_SHOWN = 8


class Waiting(Protocol):
    """The work of the house; only how much of it waits is ever asked."""

    def counts(self) -> OverdueCounts:
        """How many contacts are due or late, and how many letters and checklists are late."""


class Duties:
    """Commands and buttons about alerts; work that waits or is late is counted with what is open."""

    def __init__(
        self,
        alerts: AlertService,
        bell: Bell,
        replies: Replies,
        desk: Desk,
        clock: Callable[[], float],
        overdue: Waiting | None = None,
    ) -> None:
        """Use the alerts, and the bell for its texts."""
        self._overdue = overdue
        self._alerts, self._bell, self._replies, self._desk = alerts, bell, replies, desk
        self._clock = clock

    async def command(self, name: str, account_id: int, message: Message) -> bool:
        """Do what a command says. False when it is none of ours."""
        work = {"/open": self._open, "/oncall": self._on_call, "/off": self._off, "/digest": self._digest}.get(name)
        if work is None:
            return False
        await work(account_id, message.chat)
        return True

    async def press(self, account_id: int, press: Press) -> bool:
        """Do what a button about an alert says. False when it is another kind of button."""
        verb, _, typed = press.data.partition(":")
        work = {"have": self._have, "pass": self._pass_on, "open": self._seen}.get(verb)
        if work is None:
            return False
        code = code_of(typed)
        try:
            said = await work(account_id, code) if code else "settled"
        except NoSuchAlert:
            said = "settled"
        self._replies.toast(press.query, sentence(self._desk, said))
        if code and verb != "open":
            await self._bell.take_down(account_id, press.chat, code)
        return True

    async def _have(self, account_id: int, code: str) -> str:
        alert = await asyncio.to_thread(self._alerts.take, code, account_id)
        if not alert.is_open:
            return "settled"
        return "noted" if alert.taken_by == account_id else "colleague"

    async def _pass_on(self, account_id: int, code: str) -> str:
        alert = await asyncio.to_thread(self._alerts.pass_on, code, account_id)
        return "passed" if alert.is_open else "settled"

    async def _seen(self, account_id: int, code: str) -> str:
        await asyncio.to_thread(self._alerts.seen, code, account_id)
        return "usual_page"

    async def _open(self, account_id: int, chat: int) -> None:
        found = await asyncio.to_thread(self._alerts.open_alerts, account_id)
        rows = [self._row(alert) for alert in found if alert.stage is not Stage.TAKEN]
        self._replies.say(chat, await self._open_items(found), rows[:_MOST_SHOWN])

    async def _open_items(self, found: Sequence[Alert]) -> str:
        waiting = (await asyncio.to_thread(self._overdue.counts)).waiting if self._overdue else 0
        return self._bell.text("open_items", count=len(found) + waiting)

    async def _on_call(self, account_id: int, chat: int) -> None:
        contacts = await asyncio.to_thread(self._alerts.on_call, self._clock())
        places = [place for place, one in enumerate(contacts, start=1) if one.account_id == account_id]
        self._replies.say(chat, self._bell.text("on_call", count=places[0] if places else 0))

    async def _off(self, account_id: int, chat: int) -> None:
        done = await asyncio.to_thread(self._alerts.set_off, account_id)
        self._replies.say(chat, sentence(self._desk, "off" if done else "not_off"))

    async def _digest(self, account_id: int, chat: int) -> None:
        counts = (await asyncio.to_thread(self._alerts.digest, self._clock())).counts
        raised = counts.get("raised", 0)
        told = sentence(self._desk, "few") if raised is None else raised
        self._replies.say(chat, self._bell.text("digest", count=told))
        found = await asyncio.to_thread(self._alerts.open_alerts, account_id)
        self._replies.say(chat, await self._open_items(found))

    def _row(self, alert: Alert) -> list[Button]:
        have = sentence(self._desk, "have_item", code=alert.code)
        pass_on = sentence(self._desk, "pass_item", code=alert.code)
        return [(have, f"have:{alert.code}"), (pass_on, f"pass:{alert.code}")]
