"""How a text is written: its use of capitals, and where its sentences begin."""

from __future__ import annotations

import re

from bot.recognisers.tokens import Token


def casing(tokens: list[Token]) -> str:
    """How the whole text is written: with small letters only, capitals only, a capital on most words, or as usual."""
    words = [token for token in tokens if token.is_word and len(token.text) > 1]
    large = sum(token.is_capital for token in words)
    if len(words) > 2 and sum(token.text.isupper() for token in words) > 0.7 * len(words):
        return "U"
    if len(words) > 3 and large > 0.7 * len(words):
        return "T"
    return "l" if large == 0 else "n"


_END = re.compile(r"[.!?…:\n\"“”•>]")


def sentence_starts(tokens: list[Token]) -> list[bool]:
    """Whether a token begins a sentence or stands at the head of a line, a quotation or a list."""
    return [
        number == 0
        or bool(_END.match(tokens[number - 1].text))
        or (number > 1 and tokens[number - 1].text in "-–'‘(" and not tokens[number - 2].is_word)
        or (number == 1 and not tokens[0].is_word)
        for number in range(len(tokens))
    ]


def capitals_inside(tokens: list[Token]) -> frozenset[int]:
    """The numbers of words with a capital inside a sentence, in texts that do not put one on every word."""
    if casing(tokens) != "n":
        return frozenset()
    first = sentence_starts(tokens)
    return frozenset(
        number for number, token in enumerate(tokens) if token.is_capital and not first[number] and len(token.text) > 1
        and not token.text.isupper()
    )  # fmt: skip
