"""The fields of the review list's forms."""

from __future__ import annotations

from bot.gateway.field import Field
from bot.review.entry import REASONS
from bot.review.proposal import EXAMPLE, LONGEST_SENTENCE, NOTE, NOTE_REASONS

#: Labels that one message may have; what is ticked beyond is left out.
MOST_LABELS = 10
_SENT = (Field("answer", 16), Field("part", 1, required=False))
_PROPOSAL = (
    Field("kind", 8, choices=(EXAMPLE, NOTE)),
    # One character more than may be kept: what is too long is said, not cut.
    Field("text", LONGEST_SENTENCE + 1),
    Field("intent", 40, required=False),
    Field("reactions", 40, required=False, many=True),
    Field("situations", 40, required=False, many=True),
    Field("topic", 60, required=False),
    Field("item", 80, required=False),
    Field("reason", 20, required=False, choices=("", *NOTE_REASONS)),
)
_SEEN = Field("seen", 9)

REVIEWING: dict[str, tuple[Field, ...]] = {
    "review_send": _SENT,
    "review_take_back": _SENT,
    "review_add": _PROPOSAL,
    "review_propose": (*_PROPOSAL, _SEEN),
    "review_approve": (_SEEN,),
    "review_decline": (_SEEN, Field("reason", 20, choices=REASONS)),
}
