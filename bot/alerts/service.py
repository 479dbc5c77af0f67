"""Alerts and who is on call, as pages and messengers use them.

Every call waits for the database: from an event loop call it with `asyncio.to_thread`. `account_id` is always who asks:
somebody who may not see an alert gets NoSuchAlert, as if it were not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.alerts.alert import Alert, Contact, Digest


class AlertService(Protocol):
    """What can be done with alerts. Raises NoSuchAlert for a code that is not there or not for this account."""

    def raise_alert(
        self,
        *,
        conversation: str,
        raised_by: int | None,
        situations: Sequence[str] = (),
        words: str = "",
        once: str = "",
        practice: bool = False,
    ) -> Alert | None:
        """Raise an alert, or add to the open one of this conversation and situation. None in practice.

        The same mark (`once`) again changes nothing. Without situations somebody just wants a supervisor.
        """

    def seen(self, code: str, account_id: int) -> Alert:
        """Somebody looked at it."""

    def take(self, code: str, account_id: int) -> Alert:
        """Somebody has it. When another was first, `taken_by` of what is returned says who."""

    def pass_on(self, code: str, account_id: int) -> Alert:
        """Call on the next contact now; without one `phone_now_at` is set."""

    def close(self, code: str, account_id: int, note: str) -> Alert:
        """Nothing is left to do. The note is sealed."""

    def take_back(self, code: str, account_id: int) -> Alert:
        """A false alarm. Only who raised it takes it back."""

    def open_alerts(self, account_id: int | None = None) -> list[Alert]:
        """What is open, what nobody has first: all of it, or what this account may see."""

    def on_call(self, now: float) -> list[Contact]:
        """Who is on call now, in order."""

    def set_off(self, account_id: int) -> bool:
        """Take somebody off call until they come back by the page. False when they were not, or are the last one."""

    def digest(self, now: float) -> Digest:
        """Counts of what was raised, taken, taken back and left without answer yesterday."""
