"""Takes the storage away while people write and read, gives it back, and counts what was promised and is not there.

    ./run python -m benchmarks.storage_faults --seconds 60 locked full readonly postgres   # --plain for a stand-in

`full` mounts a small file system and `readonly` makes the file immutable: both need root on Linux. Exits with 1 unless
0 turns were acknowledged and are absent, "not saved" was said within 3 seconds, other pages answered within a second
(95 of 100), and turns were stored again within 30 seconds, without a restart.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.drill import Said, Service, Writer, count
from benchmarks.postgres import LocalPostgres

FAULTS = ("locked", "full", "readonly", "postgres")
LONGEST_REFUSAL, LONGEST_PAGE, LONGEST_RECOVERY = 3.0, 1.0, 30.0
_SMALL_DISK = "24m"
_PAGES = ("/emergency", "/library", "/sign-in", "/account")


@dataclass
class Seen:
    """What a reader of other pages saw."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", choices=[*FAULTS, []], help="which; all when none is named")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--people", type=int, default=16)
    parser.add_argument("--plain", action="store_true", help="a stand-in for the assistant")
    parser.add_argument(
        "--times-do-not-count", action="store_true", help="for a busy computer: print them, judge the rest"
    )
    given = parser.parse_args()
    return max(asyncio.run(_drill(fault, given)) for fault in given.faults or FAULTS)


async def _drill(fault: str, given: argparse.Namespace) -> int:
    folder = Path(tempfile.mkdtemp(prefix=f"steadyhand-{fault}-"))
    postgres = LocalPostgres() if fault == "postgres" else None
    with _disk(folder / "disk", fault == "full"):
        if postgres:
            postgres.start()
        service = Service(folder, given.plain, postgres, f"sqlite:///{folder}/disk/records.db")
        try:
            fine = await _with_fault(fault, given, service, folder / "disk" / "records.db", postgres)
        finally:
            service.end()
            if postgres:
                postgres.remove()
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if fine else 1


async def _with_fault(
    fault: str, given: argparse.Namespace, service: Service, file: Path, postgres: LocalPostgres | None
) -> bool:
    said, stop, during = Said(), asyncio.Event(), Seen()
    tokens = service.tokens(given.people + 1)
    service.start()
    await service.ready()
    writers = [Writer(service, token, said, random.Random(number)) for number, token in enumerate(tokens[1:])]  # noqa: S311
    tasks = [asyncio.create_task(one.write(stop, by_form=not number % 4)) for number, one in enumerate(writers)]
    await asyncio.sleep(5)
    before, said.seconds_to_refuse = len(said.acknowledged), []
    with _fault(fault, file, postgres):
        await _read_pages(service, tokens[0], during, given.seconds)
        within = len(said.acknowledged) - before
    back = len(said.acknowledged)
    recovered = await _seconds_until(lambda: len(said.acknowledged) > back)
    await asyncio.sleep(3)
    stop.set()
    await asyncio.gather(*tasks)
    result = count(service, said)
    page, refusal = _at(during.seconds, 0.95), max(said.seconds_to_refuse, default=0.0)
    fine = not result.lost and not result.doubled and result.intact
    fine = fine and bool(set(said.refused) & {"503", "not_saved"}) and len(said.acknowledged) > back
    in_time = recovered <= LONGEST_RECOVERY and page <= LONGEST_PAGE and refusal <= LONGEST_REFUSAL
    fine = fine and (in_time or given.times_do_not_count)
    print(f"{fault} for {given.seconds:.0f} s: {'as it should be' if fine else 'NOT GOOD ENOUGH'}")
    kept = f"acknowledged {len(said.acknowledged)} ({within} meanwhile)"
    print(f"  {kept} · absent {result.lost} · doubled {result.doubled}")
    print(f"  not saved, said {len(said.seconds_to_refuse)} times: longest {refusal:.2f} s · {dict(said.refused)}")
    print(f"  other pages: {len(during.seconds)}, p95 {page:.2f} s · {dict(during.statuses)}")
    print(f"  stored again after {recovered:.1f} s")
    return fine


async def _read_pages(service: Service, token: str, seen: Seen, seconds: float) -> None:
    ends = time.monotonic() + seconds
    async with aiohttp.ClientSession(cookies={"steadyhand_session": token}) as client:
        while time.monotonic() < ends:
            for page in _PAGES:
                begun = time.monotonic()
                async with client.get(f"{service.url}{page}", allow_redirects=False) as answer:
                    await answer.read()
                    seen.statuses[f"{page} {answer.status}"] += 1
                seen.seconds.append(time.monotonic() - begun)
            await asyncio.sleep(0.2)


async def _seconds_until(happened: object, patience: float = 60.0) -> float:
    begun = time.monotonic()
    while not happened() and time.monotonic() - begun < patience:  # type: ignore[operator]
        await asyncio.sleep(0.05)
    return time.monotonic() - begun


def _at(seconds: list[float], share: float) -> float:
    return sorted(seconds)[int(len(seconds) * share)] if seconds else float("inf")


@contextmanager
def _fault(fault: str, file: Path, postgres: LocalPostgres | None) -> Iterator[None]:
    yield from {"locked": _locked, "full": _full, "readonly": _readonly, "postgres": _stopped}[fault](file, postgres)


def _locked(file: Path, _: object) -> Iterator[None]:
    other = sqlite3.connect(file, isolation_level=None, timeout=10)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


def _full(file: Path, _: object) -> Iterator[None]:
    filler = file.with_name("filler")
    with filler.open("wb", buffering=0) as target:
        try:
            while True:
                target.write(bytes(4096))
        except OSError:
            pass
    yield
    filler.unlink()


def _readonly(file: Path, _: object) -> Iterator[None]:
    files = [str(path) for path in (file, Path(f"{file}-wal")) if path.exists()]
    subprocess.run(["chattr", "+i", *files], check=True)
    yield
    subprocess.run(["chattr", "-i", *files], check=True)


def _stopped(_: Path, postgres: LocalPostgres | None) -> Iterator[None]:
    assert postgres is not None
    postgres.stop()
    yield
    postgres.start()


@contextmanager
def _disk(folder: Path, small: bool) -> Iterator[None]:
    folder.mkdir()
    if not small:
        yield
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SMALL_DISK}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


if __name__ == "__main__":
    sys.exit(main())
