"""Which words of a text are never a name: words of danger, what stays by its phrase, letters that number something."""

from __future__ import annotations

from bot.recognisers import word_lists
from bot.recognisers.dangers import Dangers
from bot.recognisers.tokens import Token

#: What stands between letter and figures of a code; telephones put the last two for a plain one.
_HYPHENS = "-/\u2010\u2011"


def shielded(text: str, tokens: list[Token], dangers: Dangers) -> frozenset[int]:
    """The numbers of what is never a name."""
    found = {
        number
        for number, token in enumerate(tokens)
        if not token.can_be_name or token.lower in dangers or _lone_letter(tokens, number)
    }
    for match in word_lists.kept_phrases().finditer(_plain_same_length(text)):
        found |= {
            number for number, token in enumerate(tokens) if match.start() <= token.start and token.end <= match.end()
        }
    return frozenset(found)


def _plain_same_length(text: str) -> str:
    """Small letters without accents, one for each character, so that positions stay."""
    if text.isascii():
        return text.lower()
    small = {char: word_lists.plain(char) for char in set(text)}
    return "".join(small[char] if len(small[char]) == 1 else char for char in text)


def _lone_letter(tokens: list[Token], number: int) -> bool:
    """Whether it is a single letter that abbreviates no name: "I", "b", "n"."""
    text = tokens[number].text
    after = [token.text for token in tokens[number + 1 : number + 3]]
    stop = after[:1] == ["."] and after[1:] != ["."]  # "who am I..." is none
    if len(text) == 1 and after and (after[0] in _HYPHENS or after[0].isdigit()):
        return True  # "C-12"
    before = tokens[number - 1] if number else None
    if len(text) == 1 and before and before.text.isdigit() and before.end == tokens[number].start:
        return True  # "3B"
    return len(text) == 1 and (not text.isupper() or text in "IA" and not stop)
