"""E-mail addresses, also those written out to slip past a filter: "amina at gmail dot com"."""

from __future__ import annotations

from bot.recognisers.patterns import PatternRecogniser, pattern

_AT = r"(?: \s?[@＠]\s? | \s?[\[({<]\s?at\s?[\])}>]\s? | \s{1,3}at\s{1,3} )"
_DOT = r"(?: \. | \s?[\[({<]\s?(?:dot|punto|ponto)\s?[\])}>]\s? | \s{1,3}(?:dot|punto|ponto)\s{1,3} )"
_ENDINGS = r"(?: com|org|net|info|edu|gov|mil|int|me|io|co|app|biz|name|[a-z]{2} )"
_PROVIDERS = r"(?: g\s?mail|yahoo|hotmail|outlook|icloud|proton(?:mail)?|live|aol|ymail|mail|gmx|yandex|zoho|riseup|rediff\w*|qq|163 )"


class EmailRecogniser(PatternRecogniser):
    """Finds e-mail addresses."""

    type = "EMAIL"
    patterns = (
        pattern(r"(?<![\w.+%-]) (?P<it> [\w.+%'-]{1,64} \s?[@＠]\s? (?:[\w-]{1,63}\.){1,5} [^\W\d_]{2,18} ) (?![\w-])"),
        pattern(rf"(?<![\w.+%-]) (?P<it> [\w.+%'-]{{1,64}} (?:{_DOT}[\w+%-]{{1,30}}){{0,2}} {_AT}"
                rf" (?:[\w-]{{1,40}}{_DOT}){{1,3}} {_ENDINGS} ) (?![\w-])"),
        pattern(rf"(?<![\w.+%-]) (?P<it> [\w.+%'-]{{1,64}} {_AT} {_PROVIDERS} (?:{_DOT}{_ENDINGS}){{0,2}} ) (?![\w-])"),
    )  # fmt: skip

    def is_meant(self, match: object) -> bool:
        """Something "at home dot" is not an address: written out, a provider or an ending must follow."""
        found = match["it"]  # type: ignore[index]
        return "@" in found or "＠" in found or found.casefold().split()[0] not in _NOT_NAMES


#: Words before "at live", "at mail": plain English.
_NOT_NAMES = frozenset(
    "look looks looking stare stared was is not she he i they we it him her them me us you arrived".split()
)
