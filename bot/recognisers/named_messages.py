"""Turns messages without names into carriers: "she threw the plate" becomes "{PERSON} threw the plate".

The examples of the understanding come from many writers; their sentences show where names stand better than any list of
carriers by one hand. Only words that can be a name's place are taken: "her" may belong to what follows and stays, unless
what follows shows that it does not.
"""

from __future__ import annotations

import random
import re

_SOMEBODY = (
    r"(?:the|this|that|our|a|one|my)(?:\s(?:new|young|older|little|other|second|quiet|tall|small|eldest|youngest))*"
    r"\s(?:girl|boy|woman|man|lady|resident|client|mother|baby|kid|child|colleague|cook|driver|guard|nurse|volunteer|interpreter|teacher|roommate|teenager|lad|guy)"
)
_PERSON = re.compile(
    rf"\b(?:she|he)\b(?!['’])|\b{_SOMEBODY}\b(?!\s(?:who|from|with|in|of))|\bhim\b"
    r"|\bher\b(?=\s*(?:[.,;!?:)]|$)|\s(?:to|in|at|on|with|from|and|about|when|if|that|because|for|out|up|down|alone|again|who|is|was|by|by|how|what|why|yesterday|today)\b)"
    r"|(?<=\bhis )(?:mother|sister|brother|wife)\b(?=\s\w+ed\b)",
    re.IGNORECASE,
)  # fmt: skip
_PLACE = re.compile(
    r"(?<=\b(?:in|at|to|of|by) )(?:the|a|an|her|his|their) (?:\w+ )?(?:village|town|city|bar|hotel|club|market|school|church|factory|farm|shop|restaurant"
    r"|clinic|hospital|station|port|border|salon|spa|brothel|camp)\b",
    re.IGNORECASE,
)
_SETTLEMENTS = ("village", "town", "city", "border", "port")


def carriers_from(text: str, chance: random.Random) -> list[str]:
    """Up to two carriers made from a message; none when nothing in it can be replaced."""
    made = []
    people = [match for match in _PERSON.finditer(text)]
    if people and "{" not in text:
        chosen = chance.sample(people, min(len(people), 2 if chance.random() < 0.3 else 1))
        made.append(_replaced(text, [(match, "{PERSON}") for match in chosen]))
    places = [match for match in _PLACE.finditer(text)]
    if places and "{" not in text:
        match = chance.choice(places)
        made.append(_replaced(text, [(match, "{PLACE}" if match[0].endswith(_SETTLEMENTS) else "{VENUE}")]))
    return made


def _replaced(text: str, changes: list[tuple[re.Match[str], str]]) -> str:
    for match, slot in sorted(changes, key=lambda change: -change[0].start()):
        text = text[: match.start()] + slot + text[match.end() :]
    return text
