"""The report of a practice talk on paper: words, no marks."""

from __future__ import annotations

from bot.checklists.exporting import moment
from bot.paper.paper import Drawing, Line, Paper, Part, Row
from bot.practice.curve import curve
from bot.practice.talk import Take, Talk
from knowledge.kinds import Reaction
from knowledge.kinds.move import FEELINGS, HEAVY
from knowledge.kinds.principle import Principle
from knowledge.roleplay.feedback import Point
from knowledge.roleplay.report import Report
from knowledge.store import ContentStore

#: Numbers of replies under the curve.
_MOST_TICKS = 12


def as_paper(talk: Talk, take: Take, whole: Report, store: ContentStore) -> Paper:
    """The report on one take. It bears no name of who practised."""
    say = store.phrase
    about = [
        say("practice_paper_when", when=moment(talk.head.begun_at), level=say(f"practice_difficulty_{whole.level}")),
        whole.goal,
        whole.ending_words,
        *([whole.because] if whole.because else []),
    ]
    parts = [
        _part(store, "strengths", [Row(one.text, small=_quoted(one.quote)) for one in whole.strengths]),
        _part(store, "try", [_point(whole.try_next)]),
        _part(store, "areas", [Row(f"{area.title}: {area.words}") for area in whole.areas]),
        Part(store.phrase("practice_paper_inner"), tuple(_inner(take, store)), _drawings(take, store)),
        _part(store, "used", [_used(store, one.title, one.turns) for one in (*whole.harmful, *whole.helpful)]),
        _part(store, "missed", [Row(title, small=(way.text,) if way else ()) for _, title, way in whole.missed]),
        _part(store, "sure", _sure(talk, store)),
        _part(store, "debrief", _thoughts(talk, whole)),
        _part(store, "read", _links(whole, store)),
    ]
    kept = tuple(part for part in parts if part.rows)
    return Paper(talk.scenario.title, tuple(about), kept, say("practice_paper_foot"))


def _part(store: ContentStore, name: str, rows: list[Row]) -> Part:
    return Part(store.phrase(f"practice_paper_{name}"), tuple(rows))


def _quoted(words: str) -> tuple[str, ...]:
    return (f"“{words}”",) if words else ()


def _point(point: Point) -> Row:
    better = (f"→ “{point.better.text}”",) if point.better else ()
    return Row(" ".join(filter(None, (f"{point.title}.", point.did, point.effect))), small=(point.why, *better))


def _used(store: ContentStore, title: str, turns: tuple[int, ...]) -> Row:
    return Row(store.phrase("practice_paper_turns", title=title, turns=", ".join(map(str, turns))))


def _inner(take: Take, store: ContentStore) -> list[Row]:
    """Each feeling in words, from the beginning to the end."""

    def words(feeling: str, begin: int, end: int) -> str:
        filled = {"feeling": store.phrase(f"practice_feeling_{feeling}")}
        filled |= {"begin": store.phrase(f"practice_band_{begin}"), "end": store.phrase(f"practice_band_{end}")}
        return store.phrase("practice_paper_from_to", **filled)

    return [Row(words(*one)) for one in curve(take.trace.turns).bands]


def _drawings(take: Take, store: ContentStore) -> tuple[Drawing, ...]:
    """The curve: what is better when it is more, and what is better when it is less."""
    turns = take.trace.turns
    last = max(turns[-1].number, 1)
    step = -(-last // _MOST_TICKS)
    below = tuple((number / last, str(number)) for number in range(0, last + 1, step))
    beside = tuple((place, store.phrase(f"practice_paper_{word}")) for place, word in ((0.0, "low"), (1.0, "high")))
    return tuple(
        Drawing(
            store.phrase(f"practice_paper_curve_{name}"),
            tuple(
                Line(
                    store.phrase(f"practice_feeling_{one}"),
                    tuple((turn.number / last, turn.after[one] / 100) for turn in turns),
                )
                for one in FEELINGS
                if (one in HEAVY) == (name == "heavy")
            ),
            below,
            beside,
        )
        for name in ("better", "heavy")
    )


def _thoughts(talk: Talk, whole: Report) -> list[Row]:
    """The questions afterwards, with what the trainee wrote."""
    own = {number: words for number, words in enumerate(talk.head.terms.thoughts) if words}
    return [Row(question, small=(own[place],) if place in own else ()) for place, question in enumerate(whole.debrief)]


def _sure(talk: Talk, store: ContentStore) -> list[Row]:
    before, after = talk.head.terms.before, talk.head.terms.after
    rows = []
    for place, question in enumerate(("practice_sure_begin", "practice_sure_hard")):
        answers = [
            store.phrase(f"practice_paper_{when}", answer=store.phrase(f"practice_sure_{sure[place]}"))
            for when, sure in (("before", before), ("after", after))
            if sure
        ]
        rows += [Row(store.phrase(question), small=tuple(answers))] if answers else []
    return rows


def _links(whole: Report, store: ContentStore) -> list[Row]:
    titles = [store.get(Reaction, one).title for one in whole.reactions if store.has(Reaction, one)]
    return [Row(title) for title in (*titles, *(store.get(Principle, one).title for one in whole.principles))]
