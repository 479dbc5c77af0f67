"""Telephone numbers of any country, in figures or in words."""

from __future__ import annotations

import re

from bot.recognisers.patterns import PatternRecogniser, pattern

_GAP = r"[ \u00a0.\-–/]?"
_EXT = r"(?: \s?(?:x|ext\.?|extension)\s?\d{2,6} )?"
_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|[0-9])"
_CONTEXT = (
    r"(?:phone|phones|mobile|cell|cellphone|tel|telephone|telefon|tél|whats\s?app|wa|viber|imo|signal|call|calls|called|calling|ring|rings|rang"
    r"|dial|dialled|dialed|text|texts|texted|sms|number|numbers|nr|num|hotline|landline|sim|line|contact|reach|reached|from|fax|momo|m-?pesa)"
)


class PhoneRecogniser(PatternRecogniser):
    """Finds telephone numbers. Dates, clock times, amounts and doses have the same figures and are left alone."""

    type = "PHONE"
    patterns = (
        # + or 00 and the country
        pattern(rf"(?<![\w+]) (?P<it> (?:\(\s?)?(?:\+|00)\s?[1-9] (?:{_GAP}[()]?{_GAP}\d){{5,14}} \)? {_EXT} ) (?![\w])"),
        # a leading 0 or an area code in brackets
        pattern(rf"(?<![\w.,+/-]) (?P<it> 0 (?:{_GAP}\d){{6,11}} {_EXT} ) (?![\w/]|[.,-]\d)"),
        pattern(rf"(?<![\w]) (?P<it> \(\s?0?\d{{1,4}}\s?\)\s?{_GAP}\d (?:{_GAP}\d){{4,9}} {_EXT} ) (?!\w)"),
        # 7 to 12 figures in groups, or in one run of 8 to 12
        pattern(rf"(?<![\w.,+/$€£-]) (?P<it> \d{{1,5}} (?:[ .\-–]\d{{2,5}}){{1,5}} {_EXT} ) (?![\w/%]|[.,-]\d)"),
        pattern(r"(?<![\w.,+/$€£#-]) (?P<it> \d{7,12} | \d{2,3}/\d{3}[ -]\d{3,4} ) (?![\w/%]|[.,-]\d)"),
        # after a word such as "call": any 5 or more figures
        pattern(rf"\b{_CONTEXT} (?:\s{{1,3}}(?:is|on|at|him|her|me|us|them|no|nr|number|from|number\s{{1,3}}is|the|back|to|sister|mother|brother))"
                rf"{{0,3}} [.:#=,]?\s{{0,3}} (?P<it> \+?[(]?\d (?:{_GAP}[()]?\d){{4,14}} ) (?![\w/%]|[.,-]\d)"),
        # in words: "zero seven seven double four …"
        pattern(rf"\b(?P<it> {_DIGIT} (?:[\s,.\-]{{1,2}}(?:(?:double|triple)\s{{1,3}})?{_DIGIT}){{5,14}} )\b"),
    )  # fmt: skip

    def is_meant(self, match: re.Match[str]) -> bool:
        """Whether the figures can be a telephone number."""
        found, before = match["it"], match.string[max(0, match.start("it") - 24) : match.start("it")]
        after = match.string[match.end("it") : match.end("it") + 14]
        figures = re.sub(r"\D", "", re.split(r"[xe]", found.casefold())[0])
        if re.search(r"(?!ext)[a-z]{3}", found, re.IGNORECASE):
            return True
        if not 5 <= len(figures) <= 15 or len(set(figures)) == 1:
            return False
        told = re.search(rf"\b{_CONTEXT}\b\W*(?:\w+\W+){{0,3}}$", before, re.IGNORECASE)
        if _DATE.fullmatch(found.strip()) or _TIMES.fullmatch(found.strip()) or _YEARS.fullmatch(found.strip()):
            return False
        if _AMOUNT.fullmatch(found) and not told or _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after):
            return False
        return bool(told) or len(figures) >= 7


_DATE = re.compile(
    r"\d{1,2}[ ./\-–]\d{1,2}[ ./\-–](?:19|20)?\d\d|(?:19|20)\d\d[ ./\-–]\d{1,2}[ ./\-–]\d{1,2}|(?:19|20)\d\d[01]\d[0-3]\d"
)
_TIMES = re.compile(r"[012]?\d[.:][0-5]\d(?:\s?[-–]\s?[012]?\d[.:][0-5]\d)?|\d{1,2}[-–.]\d{1,2}")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3}){0,3}[ .]\d00|[1-9]\d?0{4,}")
_MONEY_BEFORE = re.compile(
    r"(?:[$€£₦₵₹฿₫₱]|\bK|\b(?:usd|eur|gbp|zmw|kes|kwacha|naira|debt|owes|owed|paid|costs?|lei|rs|tk|baht))\W{0,2}(?:of\s)?$",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(
    r"\s?(?:[$€£%]|usd|eur|euros?|dollars?|kwacha|naira|cfa|riel|kip|dong|baht|taka|rupees?|pesos?|lei|lek|mg|ml|km|people|women|men|girls)\b",
    re.IGNORECASE,
)
