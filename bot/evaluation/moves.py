"""How well moves are recognised in the replies of trainees, harmful ones above all."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from bot.evaluation import measures
from bot.evaluation.sets import HeldOut
from knowledge.kinds import Move
from knowledge.reading import read_library


@functools.lru_cache(maxsize=1)
def harmful() -> frozenset[str]:
    """The ids of the moves that the content calls harmful."""
    return frozenset(move.id for move in read_library().all(Move) if move.side == "harmful")


def named(messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> tuple[list[set[str]], list[set[str]]]:
    """The moves of each reply as its writer and as the assistant named them."""
    given = [{one["id"] for one in answer.get("moves") or []} for answer in understood]
    return [set(message.labels["moves"]) for message in messages], given


def single_figures(gold: Sequence[set[str]], given: Sequence[set[str]], poor: frozenset[str]) -> dict[str, float]:
    """Figures over all moves, and over the harmful ones, `poor`.

    Recall of harmful moves counts each of them that a reply holds; a false alarm is a reply without any to which one
    was given.
    """
    table = measures.multilabel(gold, given)
    by_move = [scores.f1 for name, scores in table.items() if name != "micro" and scores.support]
    bad = [index for index, labels in enumerate(gold) if labels & poor]
    good = [index for index, labels in enumerate(gold) if not labels & poor]
    return {
        "micro-F1": table["micro"].f1,
        "macro-F1": sum(by_move) / max(1, len(by_move)),
        "harmful moves found": measures.share(name in given[index] for index in bad for name in gold[index] & poor),
        "replies with a harmful move noticed": measures.share(bool(given[index] & poor) for index in bad),
        "false alarms on good replies": measures.share(bool(given[index] & poor) for index in good),
    }


def talk_figures(gold: Sequence[str], given: Sequence[str]) -> dict[str, float]:
    """How often the kind of talk (question, reflection, input, other) is the one it was coded as, and macro-F1."""
    table = measures.multilabel([{one} for one in gold], [{one} for one in given])
    kinds = [scores.f1 for name, scores in table.items() if name != "micro" and scores.support]
    return {
        "macro-F1": sum(kinds) / max(1, len(kinds)),
        "accuracy": measures.share(one == other for one, other in zip(gold, given)),
    }
