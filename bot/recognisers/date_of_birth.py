"""Dates of birth. Other dates stay: the day of a hearing tells a supervisor something and a stranger little."""

from __future__ import annotations

import re

from bot.recognisers.patterns import PatternRecogniser, pattern

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro"
    r"|outubro|dezembro|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\.?"
)
_DAY = r"(?:the\s{1,3})?[0-3]?\d(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_NUMERIC = rf"(?:[0-3]?\d\s?[./\-–\s]\s?[0-3]?\d\s?[./\-–\s]\s?{_YEAR}|(?:19|20)\d\d\s?[./\-–]\s?[0-3]?\d\s?[./\-–]\s?[0-3]?\d|[0-3]\d[01]\d(?:19|20)\d\d)"
_IN_WORDS = rf"(?:{_DAY}\s{{1,3}}(?:of\s{{1,3}}|de\s{{1,3}})?{_MONTH}(?:[\s,]+(?:of\s{{1,3}}|de\s{{1,3}})?{_YEAR})?|{_MONTH}\s{{1,3}}{_DAY}(?:[\s,]+{_YEAR})?|{_MONTH}[\s,]+(?:19|20)\d\d|{_DAY}[-/.]{_MONTH}[-/.]{_YEAR})"
_WHOLE = rf"(?:{_NUMERIC}|{_IN_WORDS})"
_BORN = (
    r"(?:\bborn|\bbirth\s?-?da(?:y|te)s?|\bdate\s{1,3}of\s{1,3}birth|\bd\.?\s?o\.?\s?b\b\.?|\bbday|\bb-day|\bbirth|\bfecha\s{1,3}de\s{1,3}nacimiento|\bnac(?:imiento|ida|ido)\b"
    r"|\bdata\s{1,3}de\s{1,3}nascimento|\bné(?:e|\(e\))?\b|\bdate\s{1,3}de\s{1,3}naissance|\bdata\s{1,3}nașterii|\bnăscut[ăa]?\b|\bgeb(?:oren)?\b\.?|\bturn(?:s|ed|ing)\s{1,3}(?:\d\d|\w+teen|twenty\S*)\b)"
)
_BETWEEN = r"[^\w\n]{0,4}(?:(?:is|was|given|as|on|in|at|around|about|the|card|form|paper|papers|file|passport|says|stated|reads|her|his|year|year\s{1,3}of|to|be|it|probably|maybe|actually|really|said|date|abroad|home|camp|sometime|say|would|of|registered|recorded|written|noted|shows?)\b[^\w\n]{1,3}){0,6}"


class DateOfBirthRecogniser(PatternRecogniser):
    """Finds dates that are said to be somebody's birth."""

    type = "DATE_OF_BIRTH"
    patterns = (
        pattern(rf"{_BORN} {_BETWEEN} (?P<it> {_WHOLE} ) (?![\w/])"),
        pattern(rf"(?:\bborn|\byear\s{{1,3}}of\s{{1,3}}birth|\byob|\bbirth\s{{1,3}}year|{_BORN}) {_BETWEEN} (?P<it> (?:19|20)\d\d ) (?![\w/-])"),
        pattern(rf"(?<!\w)b\.?\s(?P<it> {_NUMERIC} ) (?![\w/])"),
        pattern(rf"(?<![\w/.-]) (?P<it> {_WHOLE} ) \s{{0,3}},?\s{{0,3}} \(?(?: (?:is|was|as|for|on)\s{{1,3}} (?:\w+\s{{1,3}}){{0,3}} )? (?:{_BORN}) "),
        # "Amina Bello, 12.04.1999": a whole date long past straight after a name or an opening bracket
        pattern(r"(?<=[^\W\d_][,(]\s) (?P<it> [0-3]?\d[./-][01]?\d[./-](?:19[4-9]\d|200\d|201[0-5]) ) (?![\w/])"),
        pattern(r"(?<=[^\W\d_]\s[(]) (?P<it> [0-3]?\d[./-][01]?\d[./-](?:19[4-9]\d|200\d|201[0-5]) ) (?![\w/])"),
    )  # fmt: skip

    def is_meant(self, match: re.Match[str]) -> bool:
        """The months "may" and "march" are also verbs: "born may be" has no day or year and is no date."""
        return any(char.isdigit() for char in match["it"])
