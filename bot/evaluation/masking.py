"""How much masking finds, by kind, and how often it changes a message that holds nothing to mask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from bot.evaluation import measures
from bot.evaluation.sets import HeldOut
from bot.recognisers import Span
from bot.recognisers.tokens import tokens_of
from bot.recognisers.word_classes import TITLES

#: Kinds with a shape of their own; names of people and places have none.
STRUCTURED = ("PHONE", "EMAIL", "ADDRESS", "ID_NUMBER", "DATE_OF_BIRTH", "URL", "PLATE", "SOCIAL")
#: What may stay of a detail: it points to nobody.
_MAY_STAY = TITLES | {"the", "s"}


def single_figures(messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Recall of people's names, of structured kinds and of all; shares masked whole and of clean messages changed.

    A detail counts as found when part of it is masked, and as whole when every word and figure of it is.
    """
    found, whole = Counter[tuple[str, bool]](), Counter[bool]()
    for message, given, wanted in _pairs(messages, understood):
        for span in wanted:
            found[span.type, any(span.meets(other) for other in given)] += 1
            whole[_is_whole(message.text, span, given)] += 1
    clean = [bool(answer["masked"]) for message, answer in zip(messages, understood) if not message.labels["spans"]]

    def recall(kinds: Sequence[str]) -> float:
        there = sum(found[kind, one] for kind in kinds for one in (True, False))
        return sum(found[kind, True] for kind in kinds) / max(1, there)

    return {
        "PERSON recall": recall(["PERSON"]),
        "structured recall": recall(STRUCTURED),
        "recall": recall([*STRUCTURED, "PERSON", "ORG_LOCATION"]),
        "masked whole": whole[True] / max(1, sum(whole.values())),
        "clean messages changed": measures.share(clean),
    }


def table(messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]) -> dict[str, measures.Scores]:
    """Precision and recall by kind. A mask counts as right when it meets a detail of any kind."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for _, given, wanted in _pairs(messages, understood):
        right.update(span.type for span in wanted if any(span.meets(other) for other in given))
        missed.update(span.type for span in wanted if not any(span.meets(other) for other in given))
        wrong.update(span.type for span in given if not any(span.meets(other) for other in wanted))
    return {kind: measures.scores(right[kind], wrong[kind], missed[kind]) for kind in sorted(right | wrong | missed)}


def _pairs(
    messages: Sequence[HeldOut], understood: Sequence[dict[str, Any]]
) -> Iterator[tuple[HeldOut, list[Span], list[Span]]]:
    """Each message with the spans that were found and those its writer marked."""
    for message, answer in zip(messages, understood):
        yield message, [Span(**one) for one in answer["masked"]], [Span(**one) for one in message.labels["spans"]]


def _is_whole(text: str, span: Span, given: Sequence[Span]) -> bool:
    words = [token for token in tokens_of(text[span.start : span.end]) if token.text[0].isalnum()]
    needed = [token for token in words if token.lower not in _MAY_STAY] or words
    return all(
        any(other.start <= span.start + at < other.end for other in given)
        for token in needed
        for at in range(token.start, token.end)
    )
