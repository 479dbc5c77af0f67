"""Kills the service at random moments while people write to it, and counts what was lost or doubled.

    ./run python -m benchmarks.survival --kills 200 --turns 20000      # the real service; --plain for a stand-in

Exits with 1 unless 0 turns were lost, 0 doubled, the database is intact and every start took 15 seconds at most.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.drill import Said, Service, Writer, count
from benchmarks.postgres import LocalPostgres

LONGEST_START = 15.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--turns", type=int, default=1000, help="acknowledged turns at least")
    parser.add_argument("--people", type=int, default=32)
    parser.add_argument("--longest-life", type=float, default=8.0, help="seconds until a kill, at most")
    parser.add_argument("--plain", action="store_true", help="a stand-in for the assistant, so that starts are short")
    parser.add_argument("--fork", action="store_true", help="starts spare the imports: more kills in the same time")
    parser.add_argument("--postgres", action="store_true", help="keep the records in a PostgreSQL of the drill's own")
    parser.add_argument(
        "--times-do-not-count", action="store_true", help="for a busy computer: print them, judge the rest"
    )
    parser.add_argument("--seed", type=int, default=4)
    return asyncio.run(_drill(parser.parse_args()))


async def _drill(given: argparse.Namespace) -> int:
    folder, postgres = Path(tempfile.mkdtemp(prefix="steadyhand-survival-")), None
    if given.postgres:
        postgres = LocalPostgres()
        postgres.start()
    service = Service(folder, given.plain, postgres, fork=given.fork)
    try:
        said = Said()
        starts = await _kill_and_write(given, service, said)
        result = count(service, said)
    finally:
        service.end()
        if postgres:
            postgres.remove()
    fine = not result.lost and not result.doubled and result.intact
    fine = fine and (given.times_do_not_count or max(starts) <= LONGEST_START)
    print(f"kills {given.kills} · acknowledged {len(said.acknowledged)} · stored {result.stored}")
    print(f"lost {result.lost} · doubled {result.doubled} · database {'intact' if result.intact else 'BROKEN'}")
    ordered = sorted(starts)
    middle = ordered[len(ordered) // 2]
    how = "a stand-in for the assistant" if given.plain else "the real assistant"
    print(
        f"{how}, {'forked' if given.fork else 'started from nothing'}, {'PostgreSQL' if given.postgres else 'SQLite'}"
    )
    print(f"ready again: median {middle:.1f} s, longest {ordered[-1]:.1f} s (at most {LONGEST_START:.0f})")
    print(f"asked to try again: {dict(said.refused)}")
    if fine:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        print(f"kept for a look: {folder}")
    return 0 if fine else 1


async def _kill_and_write(given: argparse.Namespace, service: Service, said: Said) -> list[float]:
    chance, stop = random.Random(given.seed), asyncio.Event()  # noqa: S311  (moments of kills, not secrets)
    tokens = service.tokens(given.people)
    service.start()
    starts = [await service.ready()]
    writers = [Writer(service, token, said, random.Random(chance.random())) for token in tokens]  # noqa: S311
    tasks = [asyncio.create_task(one.write(stop, by_form=not number % 4)) for number, one in enumerate(writers)]
    begun = time.monotonic()
    for kill in range(1, given.kills + 1):
        await asyncio.sleep(chance.uniform(0.0, given.longest_life))
        service.kill()
        killed = time.monotonic()
        service.start()
        await service.ready()
        starts.append(time.monotonic() - killed)
        done = f"{kill} kills, {len(said.acknowledged)} acknowledged, {time.monotonic() - begun:.0f} s"
        print(done, file=sys.stderr, flush=True)
        for task in tasks:
            if task.done():
                task.result()
    while len(said.acknowledged) < given.turns:
        await asyncio.sleep(0.2)
    stop.set()
    await asyncio.gather(*tasks)
    service.kill()
    return starts


if __name__ == "__main__":
    sys.exit(main())
