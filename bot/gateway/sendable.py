"""What of a chat its writer may send for review, and the key under which that is found."""

from __future__ import annotations

import hashlib
import re

from bot.conversation import Turn
from bot.helped import helped
from bot.review.entry import UNANSWERED
from knowledge.answer import Answer

#: A case code, however its hyphen is typed. On paper it leads to a person, so it stays here.
_CASE = re.compile(r"\b[A-Z][\-\u2010-\u2015][0-9]{3}\b", re.IGNORECASE)


def words_of(turn: Turn) -> str:
    """The words of a turn as they may be sent; empty when there are none that may.

    A button is nobody's own words. What was answered as urgent may be about a colleague and is not for every reviewer;
    when it was not urgent, its alert is taken back instead.
    """
    if turn.said_choice or any(answer.kind == "urgent" for answer in turn.answers):
        return ""
    return _CASE.sub("[case]", turn.said).strip()


def key_of(turn: Turn, answer: Answer) -> str:
    """Sixteen hex digits that name an answer to these words: the same answer to others is another."""
    words = f"{turn.said}\n{helped.key_of(answer)}"
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def is_none(answer: Answer) -> bool:
    """Whether an answer says that there is none, so that its question may be sent at once."""
    return answer.kind in UNANSWERED
