"""The four roles, and which of them must prove themselves twice."""

from __future__ import annotations

from enum import Enum


class Role(str, Enum):
    """What an account is for. A person who does two kinds of work has two accounts."""

    STAFF = "staff"
    TRAINER = "trainer"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


#: Who asks. An account for looking after accounts asks nothing: it should be open as short and as seldom as can be.
WHO_ASK = (Role.STAFF, Role.TRAINER, Role.SUPERVISOR)
#: Who works with cases and checklists, on pages and from the chat.
WHO_WORKS = (Role.STAFF, Role.SUPERVISOR)
#: Who sees or changes what belongs to others signs in with a second step.
SECOND_STEP_REQUIRED = frozenset({Role.SUPERVISOR, Role.ADMIN})


def role_of(word: str) -> Role | None:
    """The role of this name, or None."""
    try:
        return Role(word)
    except ValueError:
        return None


def needs_second_step(role: str) -> bool:
    """Whether accounts of this role open nothing before a second step is set up."""
    return role_of(role) in SECOND_STEP_REQUIRED
