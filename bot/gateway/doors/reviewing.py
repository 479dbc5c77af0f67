"""The doors to the review list and to the digest."""

from __future__ import annotations

from bot.accounts.roles import WHO_ASK
from bot.gateway.doors.entry import REVIEWERS, SUPERVISOR, Entry, Sight, open_to

REVIEWING: dict[str, Entry] = {
    "review_send": open_to(WHO_ASK, "Send a message of one's own for review, without names.", Sight.OWN_CHAT),
    "review_take_back": open_to(WHO_ASK, "Take that back while nobody decided.", Sight.OWN_CHAT),
    "review": open_to(REVIEWERS, "What was sent for review, and proposals.", Sight.REVIEW),
    "review_new": open_to(REVIEWERS, "The page to propose something of one's own on."),
    "review_add": open_to(REVIEWERS, "Propose something of one's own."),
    "review_file": open_to(REVIEWERS, "What was approved, as files."),
    "review_one": open_to(REVIEWERS, "One entry, and what is proposed for it.", Sight.REVIEW),
    "review_propose": open_to(REVIEWERS, "Propose an example or a note for an entry."),
    "review_approve": open_to(REVIEWERS, "Approve what somebody else proposed."),
    "review_decline": open_to(REVIEWERS, "Say why nothing comes of an entry."),
    "digest": open_to(SUPERVISOR, "Counts of yesterday and of the last weeks.", Sight.COUNTS),
}
