"""The doors to the chat and to what the service knows."""

from __future__ import annotations

from bot.accounts.roles import WHO_ASK, WHO_WORKS
from bot.gateway.doors.entry import ALL, Entry, Sight, open_to

ASKING: dict[str, Entry] = {
    "chat": open_to(WHO_ASK, "Ask, and read the answers of this session.", Sight.OWN_CHAT),
    "say": open_to(WHO_ASK, "Send a message or a choice.", Sight.OWN_CHAT),
    "socket": open_to(WHO_ASK, "The same over a WebSocket.", Sight.OWN_CHAT),
    "new_conversation": open_to(WHO_ASK, "Begin an empty conversation.", Sight.OWN_CHAT),
    "erase_conversation": open_to(WHO_ASK, "Erase one's own conversation for good.", Sight.OWN_CHAT),
    "library": open_to(ALL, "Browse and search what the service knows."),
    "library_item": open_to(ALL, "Read one item with its sources."),
    "sources": open_to(ALL, "Every source."),
    "tell": open_to(WHO_ASK, "Raise an alert that says that one wants a supervisor.", Sight.OWN_CHAT),
    "take_back": open_to(WHO_ASK, "Take an alert of one's own back as a false alarm.", Sight.OWN_CHAT),
    "helped": open_to(WHO_WORKS, "Say whether an answer helped.", Sight.OWN_CHAT),
}
