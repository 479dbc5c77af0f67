"""The site's own names: shelter, street, staff, as `site.yml` lists them under `mask`."""

from __future__ import annotations

import re

from bot.recognisers.lexicon import Lexicon
from bot.recognisers.span import Span
from bot.recognisers.tokens import Token, tokens_of
from bot.recognisers.word_lists import plain, safety_words
from knowledge.site import Site

#: From this length on a name is also known with one letter wrong; shorter ones would meet too many other words.
_LONG_ENOUGH = 5
#: A name that is also a common word (rank as in `Lexicon`) counts only with a capital: the cook Joy, not "joy".
_COMMON = 5


class GazetteerRecogniser:
    """Finds the listed names whatever their capitals, accents, spaces or hyphens, and long ones with one typing error."""

    type = "ORG_LOCATION"  # of places; names of staff come as PERSON

    def __init__(self, site: Site, lexicon: Lexicon) -> None:
        """Prepare the site's lists."""
        own = site.mask
        parts = [
            part for name in own.staff for part in name.split() if len(part) > 2 and plain(part) not in safety_words()
        ]
        kinds = [*(("PERSON", name) for name in (*parts, *own.staff)),
                 *(("ORG_LOCATION", name) for name in (*own.shelter, *own.places))]  # fmt: skip
        self._entries = {_letters(plain(name)): kind for kind, name in kinds if _letters(plain(name))}
        self._most_words = max((len(name.split()) for _, name in kinds), default=0) + 1
        self._lexicon = lexicon

    def find(self, text: str) -> list[Span]:
        """See `Recogniser.find`."""
        if not self._entries:
            return []
        tokens = [token for token in tokens_of(text) if token.text[0].isalnum()]
        return [span for number in range(len(tokens)) for span in self._from(tokens, number)]

    def _from(self, tokens: list[Token], number: int) -> list[Span]:
        for count in range(min(self._most_words, len(tokens) - number), 0, -1):
            run = tokens[number : number + count]
            if any(later.start - earlier.end > 3 for earlier, later in zip(run, run[1:])):
                continue
            kind = self._kind(_letters(plain("".join(token.text for token in run))), run)
            if kind:
                return [Span(run[0].start, run[-1].end, kind)]
        return []

    def _kind(self, letters: str, run: list[Token]) -> str:
        common = len(run) == 1 and int(self._lexicon[letters].rank) >= _COMMON
        if letters in self._entries:
            return "" if common and not run[0].is_capital else self._entries[letters]
        if len(letters) < _LONG_ENOUGH or common or letters in safety_words():
            return ""
        near = (name for name in self._entries if len(name) >= _LONG_ENOUGH and within_one_edit(name, letters))
        found = next(near, None)
        return self._entries[found] if found else ""


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name)


def within_one_edit(one: str, other: str) -> bool:
    """Whether one letter added, lost, changed or two neighbours swapped make the words equal."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    rest_one, rest_other = one[start:], other[start:]
    return (
        rest_one[1:] == rest_other[1:]
        or rest_one[1:] == rest_other
        or rest_one == rest_other[1:]
        or (rest_one[:2] == rest_other[1::-1] and rest_one[2:] == rest_other[2:])
    )
