"""What one line about a door says: who may pass, what for, and what of other people it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bot.accounts.roles import Role


class Sight(str, Enum):
    """What of somebody's a route shows. The words for each stand in `seen.html`."""

    OWN_CHAT = "own_chat"
    OWN_ACCOUNT = "own_account"
    ACCOUNTS = "accounts"
    ALERTS = "alerts"
    ON_CALL = "on_call"
    CASES = "cases"
    CHECKLISTS = "checklists"
    OWN_PRACTICE = "own_practice"
    SHARED_PRACTICE = "shared_practice"
    PRACTICE_ROOM = "practice_room"
    PRACTICE_TASKS = "practice_tasks"
    PRACTICE_PLOTS = "practice_plots"
    HAND_OVER = "hand_over"
    REVIEW = "review"
    COUNTS = "counts"


#: What a route shows a person of themselves; everything else is of others.
OWN = frozenset({Sight.OWN_CHAT, Sight.OWN_ACCOUNT, Sight.OWN_PRACTICE})


@dataclass(frozen=True)
class Entry:
    """One route's line: who may pass, what for, and what it shows."""

    purpose: str
    roles: frozenset[Role] = frozenset()
    public: bool = False
    stages: frozenset[str] = frozenset()  # people on their way through the sign-in who may pass too
    shows: tuple[Sight, ...] = ()


def public(purpose: str) -> Entry:
    """A door that stands open, also for who is not signed in."""
    return Entry(purpose, public=True)


def open_to(roles: Iterable[Role], purpose: str, *shows: Sight, stage: str = "") -> Entry:
    """A door for some roles, and for who stands at a stage of signing in."""
    return Entry(purpose, frozenset(roles), shows=shows, stages=frozenset({stage} if stage else ()))


ALL = tuple(Role)
ADMIN = (Role.ADMIN,)
TRAINER = (Role.TRAINER,)
SUPERVISOR = (Role.SUPERVISOR,)
#: Who reads what staff chose to send for review.
REVIEWERS = (Role.SUPERVISOR, Role.TRAINER)
