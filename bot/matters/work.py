"""Everything that is done with the matters of cases, opened together: what pages and the chat call.

As in `work.returns.choose("B-014", "no_return_for_now", "sending", by)`, `work.messages.overdue()`, or
`work.sheets("reviews").begin("B-014", by, "exit")`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cases.cases import Cases
from bot.matters.matters import Matters
from bot.matters.sheets import Sheets
from bot.referral.messages import Messages
from bot.referral.returns import Returns
from bot.reintegration.plans import Plans
from bot.retrafficking.reviews import Reviews
from knowledge.store import ContentStore


@dataclass(frozen=True)
class Work:
    """Returns, messages, plans and reviews of cases. Every call of theirs waits for the database."""

    cases: Cases
    matters: Matters
    returns: Returns
    messages: Messages
    plans: Plans
    reviews: Reviews

    def sheets(self, name: str) -> Sheets:
        """The sheets of `security`, `needs` or `reviews`. Raises KeyError."""
        return {"security": self.returns.security, "needs": self.plans.needs, "reviews": self.reviews.sheets}[name]


def work_on(cases: Cases, store: ContentStore) -> Work:
    """The work on the matters of these cases; nothing is opened yet."""
    matters = Matters(cases.shelf, cases.clock)
    returns = Returns(matters, store)
    messages = Messages(matters, store, cases, returns)
    return Work(cases, matters, returns, messages, Plans(matters, store), Reviews(matters, store))
