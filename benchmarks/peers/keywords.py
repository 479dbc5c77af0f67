"""The plainest peer: a table of words. It learns nothing from the examples.

Reactions: the words of the content's own table of manifestations, of "also called" and of the everyday description.
Danger: the cues of the content. Requests: what principles, checklists and topics are called, and `keywords.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from benchmarks.peers.scores import Scores
from bot.examples.gathered import Example, words
from knowledge.kinds import Checklist, Principle, Reaction, Situation
from knowledge.reading import Library, read_library

DESCRIPTION = "describe_behaviour"
_TABLE = Path(__file__).with_suffix(".yml")
_LEAST_LETTERS = 4


class Keywords:
    """Counts the words of each label that a text has."""

    name = "keyword table"

    def scores(self, examples: Sequence[Example], texts: Sequence[str]) -> list[Scores]:
        """The scores of each text; the examples are not looked at."""
        from bot.nlu.cues import Cues, compiled

        library = read_library()
        reactions = {one.id: _stems(_said_of(one)) for one in library.all(Reaction)}
        cues = Cues({one.id: one.cues for one in library.all(Situation)})
        requests = {
            intent: re.compile("|".join(compiled(cue) for cue in table), re.IGNORECASE)
            for intent, table in _requests(library).items()
        }
        return [
            Scores(
                {name: float(len(known & _stems([text]))) for name, known in reactions.items()},
                0.5,  # none of the eight, when there is no word of any
                {DESCRIPTION: 0.5, **{name: float(len(p.findall(text))) for name, p in requests.items()}},
                float(len(cues.find(text))),
            )
            for text in texts
        ]


def _said_of(reaction: Reaction) -> Iterable[str]:
    manifestations = (line.text for line in reaction.manifestations)
    return (reaction.title, *reaction.also_called, reaction.everyday, reaction.plain, *manifestations)


def _stems(texts: Iterable[str]) -> set[str]:
    """The first letters of the words that say something: as much of a stem as a plain table needs."""
    said = {word for text in texts for word in words(text)}
    return {word[:5] for word in said if len(word) >= _LEAST_LETTERS and word not in ENGLISH_STOP_WORDS}


def _requests(library: Library) -> dict[str, list[str]]:
    table: dict[str, list[str]] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    for kind, intent in ((Principle, "ask_principle"), (Checklist, "ask_checklist")):
        table[intent] = [*table[intent], *(name for one in library.all(kind) for name in (one.title, *one.also_called))]
    return table
