"""Rules that carry a name on to the words around it, where the model saw only a part of it.

They never begin a name of their own, save initials: "L. would not eat".
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.recognisers.lexicon import FAMILY, GIVEN, Lexicon
from bot.recognisers.text_shape import casing, sentence_starts
from bot.recognisers.tokens import Token
from bot.recognisers.word_classes import PLACE_WORDS
from bot.recognisers.word_lists import is_kept

PERSON, PLACE = "PERSON", "ORG_LOCATION"
PARTICLES = frozenset(
    "de da do dos das del dela la las los van von der bin binti bint ibn al el abu abdul di e y san santa st ter ten den of the and &".split()
)
#: Words after which a lone letter is no person: "Vitamin D.", "Block C."
_LETTERED = frozenset(
    "vitamin plan block hepatitis group phase class grade form section unit wing type part room floor point level option u".split()
)


def apply(tokens: list[Token], labels: list[str], shielded: frozenset[int], lexicon: Lexicon) -> None:
    """Change the labels in place."""
    _initials(tokens, labels, lexicon)
    if casing(tokens) in ("n", "l"):
        _family_names(tokens, labels, shielded, lexicon)
        _whole_places(tokens, labels, shielded)
        _forewords(tokens, labels)


def _initials(tokens: list[Token], labels: list[str], lexicon: Lexicon) -> None:
    """A capital letter with a full stop where a name can stand: before a verb, or inside a sentence."""
    for number, token in enumerate(tokens[:-1]):
        if (
            len(token.text) > 1
            or not token.text.isupper()
            or token.text == "I"
            or tokens[number + 1].text != "."
            or labels[number]
        ):
            continue
        if tokens[number + 1].start != token.end or (number and tokens[number - 1].lower in _LETTERED):
            continue
        after = tokens[number + 2] if number + 2 < len(tokens) else None
        before = tokens[number - 1] if number else None
        pair = (
            after is not None
            and len(after.text) == 1
            and after.text.isupper()
            and after.start == tokens[number + 1].end
        )
        behind = (
            before is not None
            and before.text == "."
            and number > 1
            and labels[number - 2] == PERSON
            and before.end == token.start
        )
        inside = (
            before is not None and before.is_word and before.text.islower() and (after is None or not after.is_capital)
        )
        acts = (
            after is not None
            and after.text.islower()
            and "v" in lexicon[after.text].kinds
            and "n" not in lexicon[after.text].kinds[:1]
        )
        helped = after is not None and after.lower in _HELPING
        if pair or behind or inside or acts or helped:
            labels[number] = PERSON


_HELPING = frozenset(
    "is was has had does did will would can could cannot should may might must and wants says said keeps refuses cries cried slept sleeps told asked ran".split()
)


def _family_names(tokens: list[Token], labels: list[str], shielded: frozenset[int], lexicon: Lexicon) -> None:
    """A word with a capital straight beside a name is part of it when it is on a list of names or not common."""
    for step in (1, -1):
        for number in range(len(tokens))[::step]:
            other = number + step
            if labels[number] != PERSON or not 0 <= other < len(tokens):
                continue
            while (
                0 <= other + step < len(tokens)
                and step == 1
                and tokens[other].lower in PARTICLES
                and tokens[other].text.islower()
            ):
                other += step
            token, entry = tokens[other], lexicon[tokens[other].text]
            between = abs(other - number) > 1 or _apart(tokens, number, other) <= 1
            known = int(entry.rank) < 4 or GIVEN in entry.lists or FAMILY in entry.lists and step == 1
            if not labels[other] and other not in shielded and token.is_word and token.is_capital and known and between:
                if not is_kept(token.text) and not (step == -1 and int(entry.rank) > 4):
                    labels[other] = PERSON


def _apart(tokens: list[Token], one: int, other: int) -> int:
    return tokens[max(one, other)].start - tokens[min(one, other)].end


def _whole_places(tokens: list[Token], labels: list[str], shielded: frozenset[int]) -> None:
    """Words with a capital that end in "Hotel", "Church" or begin with "Casa" are one place when any of them is a name."""
    first = sentence_starts(tokens)
    for number, token in enumerate(tokens):
        if token.lower not in PLACE_WORDS:
            continue
        before = list(_run(tokens, labels, first, range(number - 1, -1, -1)))
        after = (
            list(_run(tokens, labels, first, range(number + 1, len(tokens)))) if token.is_capital and not before else []
        )
        if any(labels[one] for one in (*before, *after)):
            for one in (*before, number, *after):
                labels[one] = "" if one in shielded else PLACE


#: Words that begin names of places: "North Kivu", "San Arturo".
_FOREWORDS = frozenset(
    "north south east west new old upper lower san santa santo são port fort lake mount saint st puerto ciudad nova novi nueva nuevo".split()
)


def _forewords(tokens: list[Token], labels: list[str]) -> None:
    for number, token in enumerate(tokens[:-1]):
        if token.is_capital and token.lower in _FOREWORDS and not labels[number] and labels[number + 1]:
            if _apart(tokens, number, number + 1) == 1 and tokens[number + 1].is_capital:
                labels[number] = labels[number + 1]


def _run(tokens: list[Token], labels: list[str], first: list[bool], numbers: Iterable[int]) -> Iterable[int]:
    """The numbers of the words that belong to a place's name, from its kind of place outward."""
    for number in numbers:
        token = tokens[number]
        capital = token.is_word and token.is_capital and (not first[number] or bool(labels[number]))
        if not (capital or labels[number]) or is_kept(token.text) and not labels[number]:
            return
        yield number
