"""Addresses on the web, with or without their scheme."""

from __future__ import annotations

import re

from bot.recognisers.patterns import PatternRecogniser, pattern

#: Endings that are no English word, so "example.com" needs nothing else to be known. Others need a path or "www".
_ENDINGS = (
    "com org net info biz edu gov int mil app dev xyz site online shop club top live link page club store blog chat cam sex "
    "porn xxx dating jobs work travel tv io ai ly gl gg cc ws fm eu uk us ca au nz ie de fr es pt nl ch ro md ua ru "
    "by rs hr ba mk al bg hu pl cz sk si gr tr ge ng gh ke tz ug rw bi cd cm sn gm sl lr ci bf ml zm mw zw za bw na mz et er "
    "ng ae sa qa kw bh om jo lb eg ma tn dz np bd pk lk af th la kh vn mm ph my sg hk cn tw jp kr mn mx gt hn sv ni cr pa co "
    "ve ec pe bo cl ar uy py br ht jm example asia africa"
).split()
_HOSTS = r"(?: t\.me|wa\.me|fb\.me|m\.me|fb\.com|bit\.ly|goo\.gl|youtu\.be|is\.gd|ow\.ly|tinyurl\.com|linktr\.ee|vk\.com|ok\.ru)"
_TAIL = r"(?: :\d{2,5} )? (?: [/?\#] [^\s<>\"“”]{0,300} )?"
_ANY_NAME = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}"


class UrlRecogniser(PatternRecogniser):
    """Finds web addresses."""

    type = "URL"
    patterns = (
        pattern(r"(?P<it> \b(?:https?|ftp|tg|hxxps?)://[^\s<>\"“”]{1,500} )"),
        pattern(rf"(?<![\w@.-]) (?P<it> www\.[^\s<>\"“”/]{{2,200}} {_TAIL} )"),
        pattern(rf"(?<![\w@.-]) (?P<it> {_HOSTS} {_TAIL} ) (?![\w-])"),
        pattern(rf"(?<![\w@.-]) (?P<it> {_ANY_NAME} [a-z]{{2,10}} /[^\s<>\"“”]{{0,300}} )"),
        pattern(rf"(?<![\w@.-]) (?P<it> {_ANY_NAME} (?:{'|'.join(sorted(set(_ENDINGS), key=len, reverse=True))}) {_TAIL} ) (?![\w@-])"),
        pattern(r"(?<![\w@.-]) (?P<it> [a-z0-9-]{2,40}\s{1,3}dot\s{1,3}(?:com|org|net|info|xyz) ) (?![\w-])"),
    )  # fmt: skip

    def find(self, text: str) -> list:  # type: ignore[type-arg]
        """See `Recogniser.find`. A full stop or bracket that ends the sentence is not part of the address."""
        spans = super().find(text)
        return [type(one)(one.start, one.start + len(_bare(text[one.start : one.end])), one.type) for one in spans]

    def is_meant(self, match: re.Match[str]) -> bool:
        """A missing space between sentences ("slept.he") and abbreviations ("a.m.") are no addresses."""
        found = match["it"]
        if re.match(r"(?i)(?:\w+://|www\.)", found) or "/" in found or " " in found:
            return not re.fullmatch(r"(?:[\d.]+|\w{1,3})/.*", found)
        if re.fullmatch(r"[\d.]+", found) or re.fullmatch(r"(?:\w\.)+\w{1,2}", found):
            return False
        # "bed.It" and "gate.May": a capital after the full stop starts a sentence.
        return not re.search(r"[a-z]\.[A-Z][a-z]+$", found)


def _bare(found: str) -> str:
    return found.rstrip(".,;:!?)]}'’”\"*_")
