"""What people shared, month by month and for the group alone, as plots.

A month with fewer than five people is left out: no value, no count. There is no filter and no total, so that one person
cannot be worked out as the difference of two plots. Nobody's own talk is named here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.plot import Plot, drawn
from bot.practice.service import Practice
from bot.practice.talk import NoSuchResident, NoSuchTalk, Talk
from knowledge.kinds import Move

#: People a month needs in order to be shown.
FEWEST = 5
#: Talks looked at, the ones shared last; months shown.
_MOST_TALKS, _MOST_MONTHS = 1000, 12


def compared(practice: Practice) -> list[Plot]:
    """The plots; none when nothing is shared."""
    moves = {move.id: move for move in practice.residents.moves()}
    months: dict[str, list[Talk]] = defaultdict(list)
    for head in practice.all_shared()[:_MOST_TALKS]:
        try:
            months[dt.datetime.fromtimestamp(head.begun_at).strftime("%Y-%m")].append(practice.for_the_group(head.id))
        except (NoSuchTalk, NoSuchResident):
            continue  # taken back or gone a moment ago
    names = sorted(months)[-_MOST_MONTHS:]
    figures: dict[str, Callable[[Talk], float | None]] = {
        "harmful": lambda talk: _per_ten(talk, moves, lambda move: move.side == "harmful"),
        "listening": lambda talk: _per_ten(talk, moves, lambda move: move.family == "listening"),
        "sure_before": lambda talk: _mean(talk.head.terms.before),
        "sure_after": lambda talk: _mean(talk.head.terms.after),
    }
    return [
        _plot(name, [(month, months[month]) for month in names], figure) for name, figure in figures.items() if names
    ]


def _plot(name: str, months: Sequence[tuple[str, list[Talk]]], figure: Callable[[Talk], float | None]) -> Plot:
    means = [(month, _of_group(talks, figure)) for month, talks in months]
    is_scale = name.startswith("sure")
    return drawn(name, means, 5.0 if is_scale else 10.0, grows=not is_scale)


def _of_group(talks: Sequence[Talk], figure: Callable[[Talk], float | None]) -> float | None:
    """The mean over people of each one's mean, so that who practises much does not count more; None for too few."""
    by_person: dict[int, list[float]] = defaultdict(list)
    for talk in talks:
        value = figure(talk)
        if value is not None and talk.head.owner is not None:
            by_person[talk.head.owner].append(value)
    if len(by_person) < FEWEST:
        return None
    return round(sum(sum(own) / len(own) for own in by_person.values()) / len(by_person), 1)


def _per_ten(talk: Talk, moves: dict[str, Move], counts: Callable[[Move], bool]) -> float | None:
    """Replies of ten with such a move, in the first way the talk went."""
    turns = [turn for turn in talk.all_takes[0].trace.turns if turn.reply is not None]
    if not turns:
        return None
    made = sum(any(felt.cause in moves and counts(moves[felt.cause]) for felt in turn.felt) for turn in turns)
    return 10 * made / len(turns)


def _mean(sure: tuple[int, int] | None) -> float | None:
    return sum(sure) / len(sure) if sure else None
