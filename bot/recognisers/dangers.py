"""Which words tell of danger. They are never masked, however they are written."""

from __future__ import annotations

from collections.abc import Iterable

from bot.recognisers.lexicon import FAMILY, GIVEN, Lexicon
from bot.recognisers.word_lists import safety_words

#: A beginning of a word ("strangl*") counts from this length on; shorter ones begin many names too ("arm*", "sav*").
_LONG_ENOUGH = 5


class Dangers:
    """The words of `names/safety.txt`, and those of the cues of the content that are no names."""

    def __init__(self, lexicon: Lexicon, cues: Iterable[str] = ()) -> None:
        """Take the cues apart; `a/b` means either, `word*` any ending, `...` a gap, as `bot.nlu.cues` reads them."""
        self._lexicon = lexicon
        parts = {part for cue in cues for word in cue.lower().split() for part in word.split("/") if part != "..."}
        self._whole = safety_words() | {part for part in parts if "*" not in part and not self._is_name(part)}
        self._beginnings = tuple(
            part.rstrip("*") for part in parts if part.endswith("*") and len(part) > _LONG_ENOUGH
        )  # fmt: skip

    def __contains__(self, word: str) -> bool:
        """Whether a word, in small letters, tells of danger."""
        return word in self._whole or (word.startswith(self._beginnings) and not self._is_name(word))

    def _is_name(self, word: str) -> bool:
        return bool({GIVEN, FAMILY} & set(self._lexicon[word].lists))
