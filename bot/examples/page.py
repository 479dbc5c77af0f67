"""The findings as plain lines for a person at a terminal. Held-out messages are named by their id, never shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.examples.counts import Count, counted
from bot.examples.faults import Alike, Found, Leak
from bot.examples.gathered import Example
from bot.examples.variety import lengths, spreads

_SHOWN = 20
_CUT = 90


def lines(examples: Sequence[Example], found: Found, most: int | None = _SHOWN) -> Iterator[str]:
    """The whole page; of each list of pairs at most `most`, all with None."""
    yield f"{len(examples)} examples"
    yield from _counts(counted(examples))
    yield from _lengths(examples)
    yield from _spreads(examples)
    yield from _pairs("The same again with the same labels; only the first counts", found.repeated, most)
    yield from _pairs("Nearly the same", found.nearly, most)
    yield from _pairs("The same words with other labels: keep one", found.contradictions, None)
    yield from _leaks(found)
    yield ""
    yield "The examples are in order." if not found.faults else f"{found.faults} faults: mend them before training."


def _counts(counts: Sequence[Count]) -> Iterator[str]:
    few = [one for one in counts if not one.enough]
    yield from ("", f"How many, and the least that was asked for ({len(few)} below it)")
    for one in counts:
        number = f"{one.number:6.2f}" if isinstance(one.number, float) else f"{one.number:6d}"
        least = "" if one.least is None else f"of {one.least:g}"
        yield f"{number} {least:8s}{'' if one.enough else 'TOO FEW '}{one.kind} {one.label}".rstrip()


def _lengths(examples: Sequence[Example]) -> Iterator[str]:
    yield from ("", "Words of an example: shortest, tenth, half, nine tenths, longest")
    for one in lengths(examples):
        quantiles = " ".join(f"{value:5d}" for value in one.quantiles)
        yield f"{quantiles}   {one.of} ({one.very_short:.0%} under 4 words, {one.very_long:.0%} over 60)"


def _spreads(examples: Sequence[Example]) -> Iterator[str]:
    yield from ("", "By file: examples, share of all, different words in 500, different openings of three words")
    for one in spreads(examples):
        yield f"{one.number:6d} {one.share:6.1%} {one.different_words:6.2f} {one.different_openings:6.2f}  {one.file}"


def _pairs(title: str, pairs: Sequence[Alike], most: int | None) -> Iterator[str]:
    yield from ("", f"{title}: {len(pairs)}")
    for pair in pairs[:most]:
        yield f"  {pair.alike:.2f} {pair.one.file} ({pair.one.label}) | {pair.other.file} ({pair.other.label})"
        yield f"       “{pair.one.text[:_CUT]}” | “{pair.other.text[:_CUT]}”"
    if most is not None and len(pairs) > most:
        yield f"  … and {len(pairs) - most} more (--all shows them)"


def _leaks(found: Found) -> Iterator[str]:
    yield from ("", f"Held-out messages among the examples: {len(found.leaks)}")
    yield from (f"  {_leak(one)}" for one in found.leaks)
    yield f"  (and {found.short_shared} short ones like “thank you”, which anybody writes)"


def _leak(one: Leak) -> str:
    how = f"alike {one.alike:.2f}" if one.alike else "shares a long run of words"
    return f"{one.split}/{one.name} {one.id}: {how} with an example ({one.example.label}) of {one.example.file}"
