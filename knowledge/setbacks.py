"""Reads out of a follow-up whether something was tried and did not help, as “didn't work, she walked off”."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r"[.,;:!?\n]+|\sbut\s", re.IGNORECASE)
_NOT = r"(?:did|does|do|has|have|had|was|is|are)(?:n['’]?t|\s+not)"
_NOT_YET = r"(?<!not )(?<!n['’]t )(?<!never )"
_SETBACK = re.compile(
    rf"\b(?:{_NOT}\s+(?:\w+\s+){{0,2}}?(?:work|help|land|chang)(?:e|ed|s|ing)?"
    rf"|{_NOT}\s+(?:\w+\s+)?(?:do(?:ne)?\s+(?:anything|much)|any\s+(?:use|good|better))"
    r"|not\s+(?:work(?:ed|ing)|help(?:ed|ing|ful))|no\s+(?:use|good|effect|difference|change|luck)"
    r"|(?:nothing|never)\s+(?:work|help|chang)(?:e|ed|s)?|useless|in\s+vain|fail(?:ed|s)?|stopped\s+(?:working|helping)"
    r"|made\s+(?:it|things|him|her|them)\s+(?:even\s+)?worse"
    rf"|{_NOT_YET}tried\s+(?:all\s+)?(?:of\s+)?(?:that|it|this|them|those|these|everything|both|already))\b",
    re.IGNORECASE,
)
#: What comes after one of these has not happened yet.
_IMAGINED = re.compile(r"\b(?:if|suppose|supposing|imagine|unless|in\s+case|what\s+when)\b", re.IGNORECASE)


def it_did_not_help(text: str) -> bool:
    """Whether a message says so of what was tried; “and if it fails?” does not."""
    for clause in _CLAUSE.split(text):
        found = _SETBACK.search(clause)
        if found and not _IMAGINED.search(clause[: found.start()]):
            return True
    return False
