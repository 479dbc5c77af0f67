"""How moves fare on public coded counselling dialogues: question, reflection, input or other, without learning there.

Run `./run python -m benchmarks.dialogues AnnoMI-simple.csv`, with the file of AnnoMI (Wu and others, ICASSP 2022) or
one with its columns `interlocutor`, `utterance_text` and `main_therapist_behaviour`. Only therapists' turns are read.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
from pathlib import Path

from bot.evaluation import measures
from bot.evaluation.moves import talk_figures
from bot.settings import Settings

#: Their word for a class where it is not ours.
_CODED = {"therapist_input": "input"}


def main() -> None:
    """Print the figures and a table by kind of talk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="the coded dialogues, as CSV")
    said = coded(parser.parse_args().file)
    given = asyncio.run(_kinds([text for text, _ in said]))
    gold = [kind for _, kind in said]
    print(f"{len(said)} turns of therapists")
    for name, value in talk_figures(gold, given).items():
        print(f"{name:12s} {value:.3f}")
    for name, scores in measures.multilabel([{one} for one in gold], [{one} for one in given]).items():
        print(f"{name:12s} P {scores.precision:.2f} R {scores.recall:.2f} F1 {scores.f1:.2f} of {scores.support}")


def coded(file: Path) -> list[tuple[str, str]]:
    """What therapists said, and the kind it was coded as."""
    with file.open(encoding="utf-8", newline="") as lines:
        turns = [row for row in csv.DictReader(lines) if row["interlocutor"] == "therapist"]
    return [
        (row["utterance_text"], _CODED.get(row["main_therapist_behaviour"], row["main_therapist_behaviour"]))
        for row in turns
    ]


async def _kinds(texts: list[str]) -> list[str]:
    from bot.assembly import opened
    from bot.cli.ready import make_ready

    settings = Settings.from_env()
    make_ready(settings)
    with opened(settings, keep_records=False) as house:
        return [(await house.door.understand(text, practice=True))["talk"] for text in texts]


if __name__ == "__main__":
    main()
