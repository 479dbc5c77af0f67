"""What the name model looks at for each word: the word's shape and spelling, what is known of it, and its neighbours."""

from __future__ import annotations

import zlib
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from bot.recognisers.lexicon import UNKNOWN, Entry, Lexicon
from bot.recognisers.text_shape import casing, sentence_starts
from bot.recognisers.tokens import Token
from bot.recognisers.word_classes import KIN, PLACE_WORDS, TITLES

#: Features are told apart by a hash; with this many places few share one.
PLACES = 1 << 19
_AROUND = (-3, -2, -1, 1, 2, 3)


def features_of(
    tokens: list[Token], lexicon: Lexicon, hidden: Collection[int] = ()
) -> dict[int, npt.NDArray[np.int64]]:
    """For the number of each token that can be a name, the places of its features.

    `hidden` holds the numbers of tokens to treat as words never seen; training hides names so, or it would learn to
    trust the lists alone.
    """
    entries = [UNKNOWN if number in hidden else lexicon[token.text] for number, token in enumerate(tokens)]
    words = [f"<{_shape(token)}>" if number in hidden else token.lower for number, token in enumerate(tokens)]
    whole = casing(tokens)
    first = sentence_starts(tokens)
    told = [_told(word, entry, token) for word, entry, token in zip(words, entries, tokens)]
    return {
        number: np.array(
            [
                zlib.crc32(one.encode("utf-8", "replace")) % PLACES
                for one in _of(number, tokens, entries, words, told, whole, first)
            ]
        )
        for number, token in enumerate(tokens)
        if token.can_be_name
    }


def _of(
    number: int,
    tokens: list[Token],
    entries: list[Entry],
    words: list[str],
    told: list[str],
    whole: str,
    first: list[bool],
) -> list[str]:
    token, entry, word = tokens[number], entries[number], words[number]
    shape = _shape(token)
    position = f"{shape}{int(first[number])}{whole}"
    found = ["b", f"s={position}", f"w={word}", f"e={told[number]}", f"es={told[number]}{position}", f"k={entry.cluster}",
             f"K={entry.capital_cluster}{shape}", f"r={entry.rank}{entry.capital}{position}", f"l={entry.lists}{position}",
             f"lr={entry.lists}{entry.rank}{entry.capital}{shape}"]  # fmt: skip
    if token.is_word:
        low = f"^{token.lower}$"
        rare = "" if int(entry.rank) > 3 else f"{entry.lists}"
        found += [f"a{size}={low[:size]}" for size in (3, 4)] + [f"z{size}={low[-size:]}" for size in (3, 4, 5)]
        found += [f"n{rare}={low[at : at + 3]}" for at in range(len(low) - 2)] if int(entry.rank) < 4 else []
    around = {step: number + step if 0 <= number + step < len(tokens) else None for step in _AROUND}
    for step, other in around.items():
        near, what = ("·", "·") if other is None else (words[other], told[other])
        found.append(f"{step}w={near}")
        found.append(f"{step}e={what}")
        if abs(step) == 1:
            found += [f"{step}ws={near}{position}{entry.lists}", f"{step}es={what}{told[number]}"]
            found.append(f"{step}k={'' if other is None else entries[other].cluster}{shape}")
            found.append(f"{step}z={near[-3:]}{shape}")
            found.append(f"{step}kl={'' if other is None else entries[other].cluster}{entry.lists}{shape}")
    b1, b2, a1, a2 = (("·" if around[step] is None else words[around[step]]) for step in (-1, -2, 1, 2))
    t1, u1, u2 = (("·" if around[step] is None else told[around[step]]) for step in (-1, 1, 2))
    found += [f"-2-1={b2} {b1}", f"+1+2={a1} {a2}", f"-1+1={b1} {a1}", f"-1+1s={t1} {u1} {position}", f"-1w+1e={b1} {u1} {shape}",
              f"-2-1s={b2} {b1}{shape}", f"-1+1l={b1} {u1} {entry.lists}{int(int(entry.rank) > 3)}",
              f"+1+2e={u1} {u2}{entry.lists}{shape}", f"+1w+2e={a1} {u2}{entry.lists}{shape}"]  # fmt: skip
    return found


def _told(word: str, entry: Entry, token: Token) -> str:
    """A rough class for a word, the same for words used alike."""
    if not token.is_word:
        return "9" if token.text.isdigit() else token.text
    if word in TITLES:
        return "title" + ("K" if word in KIN else "")
    if word in KIN:
        return "kin"
    if word in PLACE_WORDS:
        return "place"
    common = int(entry.rank) > 3
    listed = entry.lists if not common else entry.lists.replace("f", "").replace("p", "")
    return f"{entry.kinds}{'c' if common else 'r' if entry.rank != '0' else 'u'}{listed}{'ed' if word.endswith('ed') else ''}{'X' if token.is_capital else ''}"


def _shape(token: Token) -> str:
    text = token.text
    if not text[0].isalpha():
        return "9" if text.isdigit() else "."
    if len(text) == 1:
        return "I" if text.isupper() else "i"
    if text.isupper():
        return "XX"
    return ("Xx" if text[1:].islower() else "XxX") if text[0].isupper() else "xx"
