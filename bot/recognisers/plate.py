"""Number plates of vehicles."""

from __future__ import annotations

import re

from bot.recognisers.patterns import PatternRecogniser, pattern

_VEHICLE = (
    r"(?:number\s?-?plates?|licen[cs]e\s?-?plates?|plates?|reg(?:istration)?|car|cars|taxi|cab|van|minivan|minibus|bus|matatu|kombi|boda|okada|truck|lorry|jeep|pick-?up|suv|vehicle"
    r"|motorbike|motorcycle|motor|bike|moto|scooter|rickshaw|tuk-?tuk|toyota|hiace|hilux|corolla|prado|vitz|noah|probox|nissan|mazda|honda|mercedes|benz|bmw|audi|vw|golf"
    r"|passat|opel|ford|transit|skoda|dacia|logan|renault|peugeot|fiat|suzuki|kia|hyundai|mitsubishi|pajero|land\s?cruiser|land\s?rover|isuzu|subaru|volvo|lexus|range\s?rover)"
)
_LINK = r"\s{0,6} (?: (?: \b(?:no|(?-i:nr)|number|num|plates?|reg(?:istration)?|with|the|is|was|are|has|in|a|tag|marked)\b | [:=\#,.()\-–\"“] ) \s{0,6} ){0,7}"
#: Two to four groups of letters and figures; what counts is checked below.
_WORDS = r"(?:am|pm|hrs|km|kg|mg|usd|eur|the|at|in|on|to|of|or|an|is|it|no|by|we|he|my|me|so|if|do|go|as|up|us|and|for|her|him|she|was|had|has|who|men|one|two|but|not|all|out|our|his|its|ran|saw|hit|got|now|day)"
_LETTERS = rf"(?<![A-Z])(?!(?<!\d){_WORDS}\b)(?:[A-ZĐ]{{1,3}}|(?-i:[A-Z]{{4}}))(?![A-Z])"
_GROUPS = rf"(?:{_LETTERS}|\d{{1,6}}) (?:[ ·•.\-]?(?:{_LETTERS}|\d{{1,6}})){{1,6}}"


class PlateRecogniser(PatternRecogniser):
    """Finds number plates: any shape after a word such as "van" or "plate", well-known shapes anywhere."""

    type = "PLATE"
    patterns = (
        pattern(rf"\b{_VEHICLE}\b {_LINK} (?<!\w)(?P<it> {_GROUPS} ) (?![\w]|[.,:]\d)"),
        pattern(r"(?<![\w-]) (?P<it> [A-HJ-PR-Y]{2}[0-9]{2}[ ]?[A-Z]{3} ) (?![\w-])", 0),  # Britain
        pattern(r"(?<![\w-]) (?P<it> K[A-Z]{2}[ ]?\d{3}[A-Z] | U[A-Z]{2}[ ]?\d{3}[A-Z] | T[ ]?\d{3}[ ]?[A-Z]{3} | R[A-F][A-Z][ ]?\d{3}[A-Z] ) (?![\w-])", 0),
        pattern(r"(?<![\w-]) (?P<it> [A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,2}[ -]?\d{4} ) (?![\w-])", 0),  # India
        pattern(r"(?<![\w-]) (?P<it> [A-Z]{3}[ -]\d{3}[ -][A-Z]{2} | (?:AA|A[B-Z]|B[A-Z]|C[A-Z]|K[A-Z])[ ]\d{4}[ ][A-Z]{2} | [A-Z]{2}[ -]\d{3,4}[ -][A-Z]{2} ) (?![\w-])", 0),
        pattern(r"(?<![\w-]) (?P<it> [A-Z]{2}[ ]\d{3,5}-\d\d | [A-Z]{3}[ ]\d{3}[ ](?:GP|MP|NW|EC|L|FS|NC|ZN) | CA[ ]\d{3}[ -]\d{3} | \d[A-Z]{1,2}-\d{4} ) (?![\w-])", 0),
        pattern(r"(?<![\w-]) (?P<it> \d\d-?[A-Z]\d?[ -]\d{3}\.?\d\d ) (?![\w-])", 0),  # Vietnam
        pattern(r"(?<![\w-]) (?P<it> (?:B|AB|AG|AR|BC|BH|BN|BR|BT|BV|BZ|CJ|CL|CS|CT|CV|DB|DJ|GJ|GL|GR|HD|HR|IF|IL|IS|MH|MM|MS|NT|OT|PH|SB|SJ|SM|SV|TL|TM|TR|VL|VN|VS)[ ]\d{2,3}[ ][A-Z]{3} ) (?![\w-])", 0),  # Romania
        pattern(r"(?<![\w-]) (?P<it> (?:BA[A-Z]|AB[A-Z]|AC[A-Z]|AD[A-Z]|AE[A-Z]|AF[A-Z]|AG[A-Z])[ ]\d{3,4} ) (?![\w-])", 0),  # Zambia, Zimbabwe
    )  # fmt: skip

    def is_meant(self, match: re.Match[str]) -> bool:
        """After "van" anything may come: a plate has at least two figures, and letters unless "plate" was said."""
        found = match["it"]
        if match.re.flags & re.IGNORECASE == 0:
            return True
        figures, letters = sum(c.isdigit() for c in found), sum(c.isalpha() for c in found)
        said = match[0][: match.start("it") - match.start()].casefold()
        if figures < (1 if "plate" in said else 2) or figures + letters < 4 or _NOT_PLATE.search(found):
            return False
        plate_said = "plate" in said or "reg" in said
        if found.isalpha() or (
            letters and max(map(len, re.findall(r"[^\W\d_]+", found))) > 3 and not plate_said and found.upper() != found
        ):
            return False
        return (
            letters > 0
            and (found.upper() == found or plate_said or figures >= 3)
            or plate_said
            and figures >= 4
            or bool(re.fullmatch(r"\d{1,3}-\d{3,5}", found))
        )


_NOT_PLATE = re.compile(r"\d(?:st|nd|rd|th)\b|^\d+\s?(?:am|pm|km|h|k|m|mm|cm|kg|g|mg|ml|l|x)\b", re.IGNORECASE)
