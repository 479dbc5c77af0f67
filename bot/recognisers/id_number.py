"""Numbers of passports, identity cards, police and court files, accounts. The shelter's own short case codes stay."""

from __future__ import annotations

import re

from bot.recognisers.patterns import PatternRecogniser, pattern

_DOCUMENT = (
    r"(?:passports?|pasaporte|passeport|pașaport|national\s{1,3}id|id|identity|identification|id\s?-?card|nrc|nin|nid|nic|cnic|aadhaar|aadhar|curp|cnp|idnp|jmbg"
    r"|egn|oib|dni|cpf|rg|cedula|cédula|bvn|ssn|nino|tin|pan|kra|tax|insurance|social\s{1,3}security|nhs|visa|permit|residence|iqama|emirates\s{1,3}id|civil\s{1,3}id|alien"
    r"|work\s{1,3}permit|travel\s{1,3}document|laissez-passer|birth\s{1,3}certificate|certificate|licen[cs]e|driving\s{1,3}licen[cs]e|voter'?s?(?:\s{1,3}card)?|ghana\s{1,3}card|huduma"
    r"|registration|registered|refugee|asylum|unhcr|iom|ration\s{1,3}card|hospital|patient|medical|card|account|acc|a/c|iban|bank|imei|member(?:ship)?|student|seaman'?s?\s{1,3}book|ticket|pnr|booking)"
)
_FILE = r"(?:police|case|crime|criminal|file|docket|cas|ob|fir|rb|cr|court|complaint|ref(?:erence)?|crn|nrm|ho|home\s{1,3}office|dossier|report|incident|warrant|statement)"
_NUMBER_WORD = (
    r"(?: \s{0,3} (?:number|numbers|num|no|nr|n°|nº|№|\#|code|id|ref(?:erence)?|file|case|card|holder) \.? ){0,4}"
)
_LINK = r"(?: \s{0,3}(?:is|was|are|as|on|under|with|reads|says|:|=|-|–|,|\()\s{0,3} | \s{0,3} ){0,2}"
#: A number: begins with a letter group or a figure, at least four figures in all (checked below).
_NUMBER = r"(?:(?-i:[A-Z]{1,5})[ \-/.]{1,2})?(?=\w*\d)\w+(?:[ ./\-]\w*\d\w*|[./\-][A-Z]{1,5}(?=[./\-]\d)){0,6}"


class IdNumberRecogniser(PatternRecogniser):
    """Finds numbers that stand for one person or one file."""

    type = "ID_NUMBER"
    patterns = (
        pattern(rf"\b(?:{_DOCUMENT}|{_FILE}) {_NUMBER_WORD} {_LINK} (?P<it> {_NUMBER} (?:[ ]?[A-Z]\b)? )"),
        # known shapes that need no word before them
        pattern(r"(?<![\w/]) (?P<it> \d{5,6}/\d{2}/\d ) (?![\w/])"),  # Zambia
        pattern(r"(?<![\w-]) (?P<it> \d-\d{4}-\d{5}-\d{2}-\d | \d{5}-\d{7}-\d | \d{6}-\d{2}-\d{4} | 784-?\d{4}-?\d{7}-?\d | \d{3}-\d{2}-\d{4} ) (?![\w-])"),
        pattern(r"(?<![\w-]) (?P<it> \d{3}-\d{2}C\d{5} | \d{3}-\d{8} ) (?![\w-])"),  # UNHCR
        pattern(r"(?<!\w) (?P<it> [A-Z]{2}\d{2} (?:[ ]?[A-Z0-9]{4}){3,7} (?:[ ]?[A-Z0-9]{1,3})? ) (?!\w)", 0),  # IBAN
        pattern(r"(?<!\w) (?P<it> [A-CEGHJ-PR-TW-Z]{2}[ ]?\d\d[ ]?\d\d[ ]?\d\d[ ]?[A-D] ) (?!\w)", 0),  # UK insurance
        pattern(r"(?<!\w) (?P<it> [A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d ) (?!\w)", 0),  # Mexico
        pattern(r"(?<!\w) (?P<it> (?:CR|OB|CB|CRB|FIR|CAS|PF|RB|CRN|GR|IR|SCD|HO|UNHCR|NRM)[ ./#:-]{1,2}\d+(?:[/\-.]\d+)+ ) (?!\w)", 0),
        # letters and at least six figures in one run; figures in one run of 13 or more
        pattern(r"(?<![\w/.@-]) (?P<it> (?=[A-Z0-9]*[A-Z]) (?=(?:[A-Z]*\d){6}) [A-Z]{1,4}[0-9A-Z]{6,18} ) (?![\w@])", 0),
        pattern(r"(?<![\w/.@-]) (?P<it> (?=[a-z]{1,3}\d{6,9}\b) \w+ ) (?![\w@])"),
        pattern(r"(?<![\w/.@-]) (?P<it> [A-Z]{2,5}-(?:\d{2,6}-)?\d{5,10}(?:-\d{1,2})? | [A-Z]{2,4}/\d{2,4}/\d{3,8} | [A-Z]{2,5}-(?:19|20)\d\d-\d{3,8} ) (?![\w@])", 0),
        pattern(r"(?<![\w/.@+-]) (?P<it> \d{13,20} | \d{4}(?:[ -]\d{4}){2,3} ) (?![\w@])"),
    )  # fmt: skip

    def is_meant(self, match: re.Match[str]) -> bool:
        """At least four figures, no date, no clock time, no year, and not one of the shelter's own case codes."""
        found = match["it"].strip(" .,-/")
        figures = sum(char.isdigit() for char in found)
        if _OWN_CODE.fullmatch(found) or _DATE.fullmatch(found) or _TIME.search(found):
            return False
        if not match.re.pattern.startswith(r"\b"):
            return True
        return (
            (figures >= 4 and not _YEAR.fullmatch(found))
            or bool(_MIXED.fullmatch(found))
            or bool(figures >= 3 and re.search(r"\d/\d\d", found))
        )


#: A run of capitals and figures, such as a card of Azerbaijan has it.
_MIXED = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{6,12}")
_OWN_CODE = re.compile(r"[A-Za-z]{1,3}[- ]?\d{1,4}|\d{1,3}")
_DATE = re.compile(
    r"(?:on |from |of |in )?(?:\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d\d?[./-]\d\d?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:in |from |of |on |since )?(?:19|20)\d\d", re.IGNORECASE)
_TIME = re.compile(r"^\d{1,2}[.:]\d\d\b")
