"""What sealing adds to a turn: the same messages to the real assistant, sealed and unsealed by turns, in one run.

    ./run python -m benchmarks.sealing

Exits with 1 when sealing adds more than a tenth. Processor time is judged, because it does not depend on what else the
computer does; waiting for the disk, which both have, would only make the share smaller.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.speed import SAID
from bot.assembly import open_desk
from bot.engine.engine import Engine
from bot.engine.training import model_path
from bot.records.conversations import Conversations
from bot.records.key_ring import KeyRing
from bot.records.opening import open_sealed
from bot.settings import Settings

MOST = 0.10


class Unsealed:
    """Stands in for a sealer and leaves everything readable."""

    def seal_json(self, purpose: str, row: str, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def open_json(self, purpose: str, row: str, sealed: bytes) -> Any:
        return json.loads(sealed)


class HalfSealed(KeyRing):
    """A ring without keys for conversations whose id begins with `open`."""

    def sealer(self, session: Any, kind: str, owner: str) -> Any:
        return Unsealed() if owner.startswith("open") else super().sealer(session, kind, owner)

    def reader(self, session: Any, kind: str, owner: str) -> Any:
        return Unsealed() if owner.startswith("open") else super().reader(session, kind, owner)

    def touch(self, session: Any, kind: str, owner: str, now: float) -> bool:
        return True if owner.startswith("open") else super().touch(session, kind, owner, now)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="conversations of each kind, ten messages each")
    rounds = parser.parse_args().rounds
    models = Settings.from_env()
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(models, home=Path(folder) / "home", key_file=str(Path(folder) / "site.key"), database_url="")
        records, ring = open_sealed(settings)
        half = HalfSealed(ring._source)
        engine = Engine(model_path(models), open_desk(settings), Conversations(records, half))
        engine.start()
        try:
            busy, passed = asyncio.run(_turns(engine, rounds))
        finally:
            engine.stop()
            records.dispose()
    share = statistics.median(busy["sealed"]) / statistics.median(busy["open"]) - 1
    for kind in ("open", "sealed"):
        used, waited = (statistics.median(each[kind]) * 1000 for each in (busy, passed))
        print(f"{kind:6s}: {used:.2f} ms of processor a turn, {waited:.1f} ms passed (medians of {len(busy[kind])})")
    print(f"sealing adds {share:+.1%} of a turn's processor time (at most {MOST:.0%})")
    return 0 if share <= MOST else 1


async def _turns(engine: Engine, rounds: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    busy: dict[str, list[float]] = {"open": [], "sealed": []}
    passed: dict[str, list[float]] = {"open": [], "sealed": []}
    for number in range(-2, rounds):  # the first two rounds warm up
        for place, text in enumerate(SAID):
            kinds = ("open", "sealed") if (number + place) % 2 else ("sealed", "open")
            for kind in kinds:
                begun, used = time.perf_counter(), time.process_time()
                await engine.handle(f"{kind}-{number}", text, {"once": f"{number}-{place}"})
                if number >= 0:
                    busy[kind].append(time.process_time() - used)
                    passed[kind].append(time.perf_counter() - begun)
    return busy, passed


if __name__ == "__main__":
    sys.exit(main())
