"""How sure the name model must be of a word before the word counts as a name."""

from __future__ import annotations

import functools
import re

from bot.recognisers.lexicon import GIVEN, WORD, Lexicon
from bot.recognisers.tokens import Token
from bot.recognisers.word_lists import is_kept

#: From this probability a word is a name. All were chosen on the development set: with lower ones little more is found
#: and more clean messages are changed.
THRESHOLD = 0.084
#: A capital inside a sentence on a word that is not common needs next to nothing more; on a common word a little.
CAPITAL_THRESHOLD, COMMON_CAPITAL_THRESHOLD = 0.042, 0.084
#: A word that can also be a country, a feast or a title ("Jordan", "May") must be this sure, and so must a likely
#: misspelling of a common word.
TYPO_THRESHOLD, NEVER = 0.42, 2.0
#: … less so when it is a known given name, inside a sentence ("tell May") or elsewhere.
KEPT_NAME_THRESHOLD, KEPT_FIRST_THRESHOLD = 0.14, 0.47
#: A common word that is also a name ("Hope"), where nothing but the model tells which.
WORD_THRESHOLD = 0.126
#: Names everybody knows, which English text hardly ever writes small ("peter").
KNOWN_NAME_THRESHOLD = 0.065
#: Beside a word that is a name, less is enough: the family name after the given name.
BESIDE = 0.1
#: Words of this rank and above are common (see `Lexicon`).
_COMMON = 4
#: Endings by which English builds words.
_BUILT = re.compile(
    r"(?:ing|ed|ise|ize|ly|ness|ment|tion|sion|ance|ence|less|ful|able|ible|ous|ity|ism|ist|ists|ers|ees|ship|hood|ies|ics|ive|ises|izes|n't)s?$|^(?:un|non|anti|pre|post|hyper|over|self|multi|re)"
)


class Certainty:
    """Knows the threshold of each word."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Look words up in this lexicon."""
        self._lexicon = lexicon
        self._is_typo = functools.lru_cache(maxsize=2000)(self._near_common)

    def needed(self, token: Token, capital_inside: bool, certainty: float, as_usual: bool) -> float:
        """How sure the model must be of a word.

        `as_usual` tells that capitals are used as usual in the text, `certainty` how sure the model is: what takes long
        is looked at only when it can make a difference.
        """
        entry = self._lexicon[token.text]
        if is_kept(token.text):
            named = GIVEN in entry.lists
            return KEPT_NAME_THRESHOLD if named and capital_inside else KEPT_FIRST_THRESHOLD if named else NEVER
        if as_usual and self._is_strange(token):
            return 0.0
        if capital_inside:
            return COMMON_CAPITAL_THRESHOLD if int(entry.rank) >= _COMMON else CAPITAL_THRESHOLD
        if WORD in entry.lists and int(entry.rank) >= _COMMON:
            return WORD_THRESHOLD
        if GIVEN in entry.lists and entry.capital == "a":
            return KNOWN_NAME_THRESHOLD
        strange = not token.is_capital and int(entry.rank) <= 1 and not entry.lists
        return TYPO_THRESHOLD if certainty >= THRESHOLD and strange and self._is_typo(token.lower) else THRESHOLD

    def _is_strange(self, token: Token) -> bool:
        """Whether a word with a capital is none that English knows or could build ("Tahmeed", not "Ritualised")."""
        entry = self._lexicon[token.text]
        if not token.text.istitle() or len(token.text) < 4 or int(entry.rank) > 1 or entry.capital not in "a?":
            return False
        built = set(entry.kinds) & set("vr") or _BUILT.search(token.lower) or is_kept(token.text)
        return not built and not self._is_typo(token.lower)

    def _near_common(self, word: str) -> bool:
        """Whether one letter more, less, changed or swapped makes it a common word."""
        letters = "abcdefghijklmnopqrstuvwxyz"
        parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        changed = (
            start + middle + end
            for start, rest in parts
            for middle, end in [
                ("", rest[1:]),
                *((letter, rest[skip:]) for letter in letters for skip in (0, 1)),
                (rest[1:2] + rest[:1], rest[2:]),
            ]
        )
        return 3 < len(word) < 16 and any(self._lexicon.is_common(one) for one in changed)
