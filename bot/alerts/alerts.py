"""The service of alerts on the site's records (`bot.alerts.service` says what each call does)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from bot.alerts import duty, handling, reading
from bot.alerts.alert import Alert, Contact, Digest
from bot.alerts.codes import code_of
from bot.alerts.post import Post, holding
from bot.alerts.raising import raise_within


class Alerts:
    """Alerts and who is on call. Every call waits for the database; errors of it come through."""

    def __init__(self, post: Post, clock: Callable[[], float] = time.time) -> None:
        """Work at this post; nothing is opened yet."""
        self.post = post
        self.clock = clock

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
        """See `AlertService`."""
        if practice:
            return None
        with holding(self.post) as session:
            row = raise_within(
                self.post,
                session,
                conversation=conversation,
                raised_by=raised_by,
                situations=situations,
                words=words,
                once=once,
                now=self.clock(),
            )
            return reading.view(row)

    def seen(self, code: str, account_id: int) -> Alert:
        """See `AlertService`."""
        handling.seen(self.post, code_of(code), account_id, self.clock())
        return reading.plain(self.post, code_of(code))

    def take(self, code: str, account_id: int) -> Alert:
        """See `AlertService`."""
        handling.take(self.post, code_of(code), account_id, self.clock())
        return reading.plain(self.post, code_of(code))

    def pass_on(self, code: str, account_id: int) -> Alert:
        """See `AlertService`."""
        handling.pass_on(self.post, code_of(code), account_id, self.clock())
        return reading.plain(self.post, code_of(code))

    def close(self, code: str, account_id: int, note: str) -> Alert:
        """See `AlertService`."""
        handling.close(self.post, code_of(code), account_id, note, self.clock())
        return reading.plain(self.post, code_of(code))

    def take_back(self, code: str, account_id: int) -> Alert:
        """See `AlertService`."""
        handling.take_back(self.post, code_of(code), account_id, self.clock())
        return reading.plain(self.post, code_of(code))

    def open_alerts(self, account_id: int | None = None) -> list[Alert]:
        """See `AlertService`; with situations when an account asks that may read them."""
        return reading.open_alerts(self.post, account_id)

    def on_call(self, now: float) -> list[Contact]:
        """See `AlertService`."""
        return duty.on_call_now(self.post, now)

    def set_off(self, account_id: int) -> bool:
        """See `AlertService`."""
        return duty.set_off(self.post, account_id)

    def digest(self, now: float) -> Digest:
        """See `AlertService`."""
        return reading.digest(self.post, now)
