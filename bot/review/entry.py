"""An entry of the review list as reviewers see it, and what can stand in the way of changing one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.review.proposal import Proposal

#: Answers that say that there is no answer; they are counted, and their question may be sent.
UNANSWERED = ("not_understood", "none_of_the_eight", "out_of_scope", "clarify")
#: Marks of an answer that did not help; its question may be sent too.
NO_HELP = ("a_bit", "no")
#: A proposal that rests on no message: somebody wrote it in their own words.
OWN = "own"
OPEN, PROPOSED, APPROVED, DECLINED = "open", "proposed", "approved", "declined"
#: Why nothing comes of an entry. With `too_personal` it is erased at once.
REASONS = ("covered", "not_our_work", "wrong_label", "not_clear", "too_personal", "other")
TOO_PERSONAL = "too_personal"


@dataclass(frozen=True)
class Entry:
    """What is kept of an entry. `text` is the masked message, empty for a proposal that rests on none."""

    id: str
    kind: str
    state: str
    version: int
    sent_at: float
    text: str
    answer: str  # the title of the answer that was given
    proposal: Proposal | None = None
    proposed_at: float | None = None
    proposed_by: int | None = None
    decided_at: float | None = None
    decided_by: int | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state in (OPEN, PROPOSED)


class NoSuchEntry(LookupError):
    """There is no entry of this id, or no more."""


class Changed(Exception):
    """Somebody else was there first: what was decided on is not what stands there now."""


class OwnProposal(Exception):
    """Who proposed something does not approve it."""
