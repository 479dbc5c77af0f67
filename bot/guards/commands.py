"""Keeps Rasa's slash commands for the buttons we made ourselves.

Rasa obeys any text like `/intent{…}` with full confidence. A typed one is refused; a button sends its id, and only ids
known here become a command.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from bot.guards.refusal import Refused

#: Choice id → intent, for choices without a value.
_PLAIN = {
    "alternatives": "ask_alternatives",
    "what_to_say": "ask_what_to_say",
    "avoid": "what_to_avoid",
    "why": "ask_evidence",
    "practise": "start_roleplay",
    "supervisor": "talk_to_supervisor",
    "help": "help",
    "none_of_these": "deny",
    "not_urgent": "not_urgent",
    "checklists": "ask_checklist",
    "principles": "ask_principle",
    "retrafficking": "ask_retrafficking_risk",
    "go_on_checklist": "go_on_checklist",
    "follow_up_today": "ask_follow_up",
}
#: Choice id → intent and a fixed topic.
_WITH_TOPIC = {
    "did_not_help": ("ask_alternatives", "did_not_help"),
    "describe": ("describe_behaviour", "describe"),
    "evidence": ("ask_evidence", "sources"),
    "tick_next": ("tick_steps", "next"),
}
#: Beginning of a choice id (`reaction:anger`) → intent, entity, kind of content the value must name.
_WITH_VALUE = {
    "reaction": ("describe_behaviour", "reaction", "reaction"),
    "principle": ("ask_principle", "topic", "principle"),
    "checklist": ("ask_checklist", "topic", "checklist"),
    "topic": ("ask_evidence", "topic", "topic"),
    "situation": ("report_urgent", "topic", "situation"),
    "variant": ("give_circumstance", "topic", "variant"),
    "resident": ("start_roleplay", "topic", "scenario"),
}
_VALUED = re.compile(r"([a-z]+):([a-z][a-z0-9_]{0,79})")


def no_typed_command(text: str, longest: int) -> str:
    """The text, if it does not begin like a command."""
    if text.startswith("/"):
        raise Refused("command")
    return text


def command_of(choice: str, exists: Callable[[str, str], bool]) -> str:
    """The command a button stands for. `exists(kind, id)` says whether there is such content. Raises Refused."""
    if choice in _PLAIN:
        return f"/{_PLAIN[choice]}"
    if choice in _WITH_TOPIC:
        intent, topic = _WITH_TOPIC[choice]
        return f"/{intent}{json.dumps({'topic': topic})}"
    found = _VALUED.fullmatch(choice)
    if found and found[1] in _WITH_VALUE:
        intent, entity, kind = _WITH_VALUE[found[1]]
        if exists(kind, found[2]):
            return f"/{intent}{json.dumps({entity: found[2]})}"
    raise Refused("choice")
