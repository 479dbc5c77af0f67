"""Whether a text is a general question, or may be about a person or a case, which has no place in Telegram.

In doubt it is about somebody: the web page is one tap away, and what was answered here cannot be taken back.
"""

from __future__ import annotations

import re
from typing import Any

#: A general question is short; a case takes more words.
LONGEST = 200
#: Requests for what the service knows, whoever asks.
REFERENCE = frozenset(
    {"ask_principle", "ask_checklist", "ask_retrafficking_risk", "ask_evidence", "help", "greet", "thanks", "goodbye"}
    | {"bot_challenge", "privacy_question"}
)
#: Requests that can be about reactions in general, or about somebody.
ABOUT_REACTIONS = frozenset(
    {"describe_behaviour", "ask_alternatives", "ask_what_to_say", "what_to_avoid", "ask_evidence", "out_of_scope"}
)
#: One person, or one that is known to writer and reader.
_SOMEBODY = re.compile(
    r"""\b(?: she|he|her|hers|him|his|herself|himself|s/he|shes|hes|my|our|ours|mine
      | resident|girl|boy|woman|lady|man|guy|mother|father|mum|mom|dad|sister|brother|husband|wife|boyfriend|girlfriend
      | baby|daughter|son|uncle|aunt|cousin|pimp|trafficker|victim|client|beneficiary|survivor|patient|colleague|guard
      | driver|officer|policeman|nurse|cook|volunteer|newcomer|roommate|teenager|kid|this\ (?:child|person)
      | that\ (?:child|person)|one\ of\ (?:the|them|my|our|us)|new\ one|the\ child\ who|it's\ about|its\ about )\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: A moment or a place: something happened.
_HAPPENED = re.compile(
    r"""\b(?: today|tonight|yesterday|now|just|last\ (?:night|week|month)
      | this\ (?:morning|evening|afternoon|night|week|month)
      | tomorrow|ago|since|again\ and\ again|keeps|kept|won't|wont|room|upstairs|downstairs|kitchen|bathroom|gate
      | monday|tuesday|wednesday|thursday|friday|saturday|sunday|o'clock|am|pm|i\ (?:saw|heard|found|think|have|had|am)
      | we\ (?:saw|heard|found|have|had)|told|said|says|came|arrived|left|ran|hit|cut|locked|called|phoned )\b
      | \d{2,} | [“”"«»]""",
    re.IGNORECASE | re.VERBOSE,
)
_QUESTION = re.compile(
    r"\s*(?:so\s+|and\s+|please\s+|hi,?\s+|hello,?\s+)?(?:what|how|which|why|who|when|where|is|are|do|does|may|can|could"
    r"|should|must|tell me about|tell me what|explain|show|give me|list|describe the|help with|tips|advice)\b",
    re.IGNORECASE,
)
_CURLY = str.maketrans("‘’ʼ", "'''")


def is_about_somebody(text: str) -> bool:
    """Whether words in it point at one person, a moment or a place."""
    plain = text.translate(_CURLY)
    return len(plain) > LONGEST or bool(_SOMEBODY.search(plain) or _HAPPENED.search(plain))


def is_question(text: str) -> bool:
    """Whether it begins like a question or a request."""
    return bool(_QUESTION.match(text.translate(_CURLY)))


def intent_of(understood: dict[str, Any]) -> str:
    """What is asked for."""
    return str((understood.get("asked_intent") or understood.get("intent") or {}).get("name") or "")


def is_urgent(understood: dict[str, Any]) -> bool:
    """Whether somebody may be in danger."""
    return bool(understood.get("urgent") or understood.get("situations")) or intent_of(understood) == "report_urgent"
