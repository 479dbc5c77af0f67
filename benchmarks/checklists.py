"""Checklists under many hands: `python -m benchmarks.checklists [--people 50] [--marks 10] [--kills 3] [--postgres]`.

So many people mark the same run at once through the real gateway, each step with a note of its own; the service is
killed with SIGKILL in between. Who got no answer sends the same form again. Counted is what was acknowledged and is not
there, and what is there twice. Then `--cases 500 --steps 10000` fill the records (`benchmarks.full_house`), and the
pages of casework are timed. Exits with 1 when anything was lost or doubled, or a page took longer than 300 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.drill import Service
from benchmarks.full_house import fill, house_of
from benchmarks.postgres import LocalPostgres
from bot.checklists.checklists import Checklists

LONGEST_PAGE = 0.3
_PAGES = ("/checklists", "/cases", "/follow-up", "/messages", "/hand-over", "/alerts")
_TIMES = 20
_STATES = ("done", "not_applicable", "open", "done")
#: What a person is told who shall send the same once more.
_AGAIN = frozenset({503})


@dataclass
class Tally:
    """What people were told."""

    acknowledged: set[str] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--marks", type=int, default=10, help="marks of each person")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--fork", action="store_true", help="starts spare the imports")
    parser.add_argument("--times-do-not-count", action="store_true", help="for a busy computer: print them only")
    parser.add_argument("--seed", type=int, default=4)
    return asyncio.run(_drill(parser.parse_args()))


async def _drill(given: argparse.Namespace) -> int:
    folder, postgres = Path(tempfile.mkdtemp(prefix="steadyhand-checklists-")), None
    if given.postgres:
        postgres = LocalPostgres()
        postgres.start()
    service = Service(folder, plain=True, postgres=postgres, fork=given.fork)
    try:
        fine = await _many_hands(given, service)
        if given.cases:
            fine = await _pages(given, service) and fine
    finally:
        service.end()
        if postgres:
            postgres.remove()
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if fine else 1


async def _many_hands(given: argparse.Namespace, service: Service) -> bool:
    with house_of(service) as house:
        run = house.checklists.start("first_meeting", None, house.cases.open(None).code)
    tokens, tally = service.tokens(given.people), Tally()
    service.start()
    await service.ready()
    begun = time.monotonic()
    people = [
        asyncio.create_task(_mark(service, token, run, number, given, tally)) for number, token in enumerate(tokens)
    ]
    for kill in range(1, given.kills + 1):
        while len(tally.acknowledged) < given.people * given.marks * kill // (given.kills + 1):
            await asyncio.wait(people, timeout=0.02, return_when=asyncio.FIRST_EXCEPTION)
            _look_after(people)
        service.kill()
        service.start()
        await service.ready()
        print(f"killed {kill} times, {len(tally.acknowledged)} acknowledged", file=sys.stderr, flush=True)
    await asyncio.gather(*people)
    took = time.monotonic() - begun
    service.kill()
    with house_of(service) as house:
        lost, doubled, stored = counted(house.checklists, run, tally.acknowledged)
    kind = "PostgreSQL" if given.postgres else "SQLite"
    print(f"{kind}: {given.people} people, {len(tally.acknowledged)} acknowledged, {given.kills} kills, {took:.0f} s")
    print(f"lost {len(lost)} · doubled {len(doubled)} · stored {stored} · told {dict(tally.told)}")
    print(f"a mark took {statistics.median(tally.seconds) * 1000:.0f} ms (median), {max(tally.seconds):.1f} s at most")
    return not lost and not doubled and len(tally.acknowledged) == given.people * given.marks


def counted(lists: Checklists, run: str, acknowledged: set[str]) -> tuple[set[str], list[str], int]:
    """Notes that were acknowledged and are not on the run, those that stand twice, and how many there are."""
    found = Counter(note.note for step in lists.find(run).steps for note in step.merged.notes)
    return acknowledged - set(found), [note for note, many in found.items() if many > 1], sum(found.values())


def _look_after(people: list[asyncio.Task[None]]) -> None:
    """Raise what somebody ran into: a drill must not wait for who gave up."""
    for person in people:
        if person.done():
            person.result()


async def _mark(service: Service, token: str, run: str, person: int, given: argparse.Namespace, tally: Tally) -> None:
    chance = random.Random(given.seed * 1000 + person)  # noqa: S311
    csrf = hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()
    cookies, headers = {"steadyhand_session": token}, {"Origin": service.url}
    patience = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(cookies=cookies, headers=headers, timeout=patience) as client:
        for number in range(given.marks):
            note = f"person {person} mark {number}"
            fields = {"csrf": csrf, "part": "1", "seen": "0", "once": f"{person}-{number}", "note": note}
            fields |= {"step": f"SH-FM-{chance.choice((1, 2, 3, 5, 8)):02d}", "state": chance.choice(_STATES)}
            while not await _sent(client, f"{service.url}/checklists/{run}/mark", fields, tally):
                await asyncio.sleep(0.2 + chance.random() / 2)
            tally.acknowledged.add(note)


async def _sent(client: aiohttp.ClientSession, address: str, fields: dict[str, str], tally: Tally) -> bool:
    begun = time.monotonic()
    try:
        async with client.post(address, data=fields, allow_redirects=False) as answer:
            await answer.read()
            tally.told[str(answer.status)] += 1
            if answer.status == 200:
                tally.seconds.append(time.monotonic() - begun)
            elif answer.status not in _AGAIN:
                raise SystemExit(f"a mark was answered with {answer.status}")
            return answer.status == 200
    except (aiohttp.ClientError, OSError, asyncio.TimeoutError):
        tally.told["no answer"] += 1
        return False


async def _pages(given: argparse.Namespace, service: Service) -> bool:
    steps = fill(service, given.cases, given.steps)
    token = service.tokens(1, role="supervisor")[0]
    service.start()
    await service.ready()
    fine = True
    async with aiohttp.ClientSession(cookies={"steadyhand_session": token}) as client:
        for page in _PAGES:
            used = service.cpu_seconds()
            seconds = [await _timed(client, service.url + page) for _ in range(_TIMES)]
            used = (service.cpu_seconds() - used) / _TIMES
            first, middle, worst = seconds[0], statistics.median(seconds), sorted(seconds)[-2]
            fine = fine and (middle <= LONGEST_PAGE or given.times_do_not_count)
            print(f"{page}: {given.cases} cases, {steps} steps: {middle * 1000:.0f} ms (median), ", end="")
            print(f"{worst * 1000:.0f} ms (p95), {first * 1000:.0f} ms (first), {used * 1000:.0f} ms of one processor")
    return fine


async def _timed(client: aiohttp.ClientSession, address: str) -> float:
    begun = time.monotonic()
    async with client.get(address, allow_redirects=False) as answer:
        await answer.read()
        if answer.status != 200:
            raise SystemExit(f"{address} was answered with {answer.status}")
        return time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
