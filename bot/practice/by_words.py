"""Moves that their words show by themselves, written in the content (`said_like`), beside those that were learnt.

For a move that the recogniser was not trained on. It only adds; where it finds something, “small talk” goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.nlu.cues import compiled
from knowledge.kinds import Move

_OTHER = "small_talk_or_other"
#: What stands for a probability: the words are unambiguous, not certain.
_CONFIDENCE = 0.9


class ByWords:
    """Every move with words of its own, ready to be looked for."""

    def __init__(self, moves: Iterable[Move]) -> None:
        """Compile their words."""
        moves = list(moves)
        self._harmful = {move.id for move in moves if move.side == "harmful"}
        self._patterns = {
            move.id: re.compile("|".join(f"(?:{compiled(words)})" for words in move.said_like), re.IGNORECASE)
            for move in moves
            if move.said_like
        }

    def found(self, text: str) -> list[dict[str, Any]]:
        """The moves that the words of a text show, as the recogniser gives them; positions are code points."""
        plain = text.replace("’", "'").replace("‘", "'")
        moves = []
        for move, pattern in self._patterns.items():
            cues = [
                {"start": hit.start(), "end": hit.end(), "text": text[hit.start() : hit.end()]}
                for hit in pattern.finditer(plain)
            ]
            if cues:
                moves.append({"id": move, "confidence": _CONFIDENCE, "cues": cues})
        return moves

    def added(self, understood: Mapping[str, Any], text: str) -> dict[str, Any]:
        """What was understood of a reply, with the moves that its words show."""
        found = self.found(text)
        known = {one["id"] for one in found}
        learnt = [one for one in understood.get("moves") or () if one["id"] not in known]
        if found:
            learnt = [one for one in learnt if one["id"] != _OTHER and not self._only_named(one, found)]
        moves = sorted([*learnt, *found], key=lambda one: -float(one["confidence"]))
        return {**understood, "moves": moves} if found else dict(understood)

    def _only_named(self, learnt: Mapping[str, Any], found: list[dict[str, Any]]) -> bool:
        """Whether harm was heard only where these words stand: who is sorry for a thing names it and does not do it."""
        cues = learnt.get("cues") or ()
        spans = [(cue["start"], cue["end"]) for one in found for cue in one["cues"]]
        within = all(any(cue["start"] < end and start < cue["end"] for start, end in spans) for cue in cues)
        return bool(cues) and learnt["id"] in self._harmful and within
