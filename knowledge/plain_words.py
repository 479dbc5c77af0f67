"""How hard a text is to read, and the words we do not use.

The reading age is the Flesch-Kincaid grade plus five (J. P. Kincaid and others, Research Branch Report 8-75, US Navy,
1975), computed by `textstat`. Words a reader of this service meets every day (supervisor, interpreter, trafficker)
count as short words: the formula would otherwise punish the house's own vocabulary.
"""

from __future__ import annotations

import re
import warnings

#: Above this the text is too hard for somebody tired who reads English as a second language.
HIGHEST_READING_AGE = 12.0

#: Stems of the house's own words, replaced by a two-syllable word before measuring.
HOUSE_WORDS = re.compile(
    r"\b(?:supervis|interpret|traffick|confidential|reintegrat|organi[sz]|resident|beneficiar|emergenc|authorit|exploit|"
    r"polic|psycho|medic|embass|vulnerab|assessment|accommodation|security|family|families|individual|responsib|"
    r"procedure|communicat|appointment|information|discriminat|identit|guardian|available|document|counsell|"
    r"reaction|activit|monitor|refer|protect|violence|government|country|countries|indicator|vocational)\w*",
    re.IGNORECASE,
)

DIAGNOSIS = re.compile(
    r"\b(?:PTSD|post-?traumatic stress disorder|depressive|bipolar|schizo\w*|psychotic|borderline|personality disorder|"
    r"suffers? from|diagnosed|mentally ill|addict\b|clinically|disorder)\b",
    re.IGNORECASE,
)
BLAME = re.compile(
    r"\b(?:attention.?seek\w*|manipulat(?:ive|es|ing)|ungrateful|uncooperative|non-?compliant|lying|liar|"
    r"her own fault|his own fault|their own fault|should have known|asked for it|crazy|hysterical)\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:you are safe now|nothing (?:bad )?(?:can|will) happen|will be fine|I promise|we promise|guarantee\w*|"
    r"always be safe|never hurt you|everything will)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”")
_CLAUSE_BREAK = re.compile(r"[:;]\s+|\s[–—]\s")


def reading_age(text: str) -> float:
    """The age in years at which this text is readable, 5 or more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat

        plain = HOUSE_WORDS.sub("helper", text)
        plain = _CLAUSE_BREAK.sub(". ", plain)
        return max(5.0, float(textstat.flesch_kincaid_grade(plain)) + 5.0)


def unsuitable_words(text: str) -> list[tuple[str, str]]:
    """The words in our own voice that diagnose, blame or promise, as (what it is, the words).

    What stands in curly quotes is somebody's words given as an example, and is left alone.
    """
    own_voice = _QUOTED.sub("", text)
    found: list[tuple[str, str]] = []
    for name, pattern in (("a diagnosis", DIAGNOSIS), ("blame", BLAME), ("a promise", PROMISE)):
        found.extend((name, match.group(0)) for match in pattern.finditer(own_voice))
    return found
