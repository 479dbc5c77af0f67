"""When to ask instead of answering.

The recogniser asserts a reaction only above its threshold. Below it there are two different cases: something was seen
but not surely (ask which), or nothing was (say it is none of the eight).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: A reaction is worth asking about from this probability; chosen on the development set (docs/evaluation.md).
WORTH_ASKING = 0.2
_MOST = 3
#: Two reactions this close, the better one below `WEAK`, are asked about instead of answered.
CLOSE, WEAK = 0.08, 0.35


def too_close(understood: Mapping[str, Any]) -> bool:
    """Whether the best reaction is weak and another one is nearly as likely."""
    ranked = sorted((understood.get("reaction_scores") or {}).values(), reverse=True)
    return len(ranked) > 1 and ranked[0] < WEAK and ranked[0] - ranked[1] < CLOSE


def candidates(understood: Mapping[str, Any]) -> list[str]:
    """The reactions a clarifying question should offer, the likeliest first; empty when it is none of the eight."""
    scores: Mapping[str, float] = understood.get("reaction_scores") or {}
    none = float(understood.get("none_score") or 0.0)
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked or none > scores[ranked[0]] + WORTH_ASKING or scores[ranked[0]] < WORTH_ASKING:
        return []
    return [name for name in ranked[:_MOST] if scores[name] >= scores[ranked[0]] / 2]
