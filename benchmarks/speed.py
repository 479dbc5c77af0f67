"""Speed of a turn, start, memory and training, on this machine.

Run `make benchmark`, or `./run python -m benchmarks.speed --train` to train from nothing as well; `--crowd` lets 32
people write without a pause afterwards (7 minutes) and prints the memory that takes. Times are wall-clock;
the peer for a turn is the same text through the sentence encoder alone, which is the least any answer can cost.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import statistics
import subprocess
import sys
import time
import uuid
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import PROJECT, Settings

SAID = (
    "She keeps saying it was her own stupid fault and she won't look at any of us",
    "what else could help?",
    "how do I say that",
    "He does not sleep, he checks the door four times and jumps when the bell rings",
    "what should I not do",
    "checklist for arrival tonight",
    "can I tell her mother that she is here?",
    "who is most at risk of being trafficked again",
    "he will not eat and stays in bed all day, he says nobody can understand him",
    "there is a rope under the bed but she says she is fine",
)
_CONVERSATIONS = 20
_CROWD, _TURNS_OF_EACH = 32, 160


def main() -> None:
    """Print every figure with its unit and its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true", help="also train from nothing, with an empty cache")
    parser.add_argument("--crowd", action="store_true", help="also let 32 people write without a pause")
    arguments = parser.parse_args()
    settings = Settings.from_env()
    if arguments.train:
        _show("first training", _training_seconds(), "s", "≤ 120")
        _show("memory of a training at its highest", _memory_of_training(), "MB", "")
    from bot.cli.ready import made_ready_apart

    if made_ready_apart(settings):
        return
    _turns(settings, arguments.crowd)


def _training_seconds() -> float:
    """In a process of its own, so that its memory does not count as the service's."""
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        command = [sys.executable, "-m", "bot.cli.main", "train", "--force"]
        environment = {**os.environ, "STEADYHAND_HOME": folder}
        subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
        return time.perf_counter() - started


def _memory_of_training() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000.0


def _turns(settings: Settings, crowd: bool) -> None:
    from bot.assembly import opened

    started = time.perf_counter()
    with TemporaryDirectory() as folder:
        fresh = replace(settings, database_url=f"sqlite:///{folder}/records.db")
        with opened(fresh) as house:
            _show("start with a trained model", time.perf_counter() - started, "s", "≤ 10")
            times = asyncio.run(_conversations(house.door))
            _show("a turn, median", statistics.median(times) * 1000, "ms", "≤ 60")
            _show("a turn, 95th percentile", statistics.quantiles(times, n=20)[-1] * 1000, "ms", "")
            _show("memory in use", _memory("VmRSS"), "MB", "≤ 450")
            _show("memory at its highest", _memory("VmHWM"), "MB", "")
            if crowd:
                _show("turns a second of 32 people at once", asyncio.run(_crowded(house.door)), "", "")
                _show("memory afterwards", _memory("VmRSS"), "MB", "")
                _show("memory at its highest", _memory("VmHWM"), "MB", "")
    encoder = _encoder_seconds()
    _show("the sentence encoder alone, median", encoder * 1000, "ms", "")
    _show("a turn in encoder times", statistics.median(times) / encoder, "x", "")


async def _conversations(door: object) -> list[float]:
    times = []
    for _ in range(_CONVERSATIONS):
        conversation = uuid.uuid4().hex
        for text in SAID:
            started = time.perf_counter()
            await door.say(conversation, text)  # type: ignore[attr-defined]
            times.append(time.perf_counter() - started)
    return times[len(SAID) :]  # the first conversation warms up


async def _crowded(door: object) -> float:
    async def one(person: int) -> None:
        conversation = uuid.uuid4().hex
        for turn in range(_TURNS_OF_EACH):
            await door.say(conversation, SAID[(turn * 7 + person) % len(SAID)])  # type: ignore[attr-defined]

    started = time.perf_counter()
    await asyncio.gather(*(one(person) for person in range(_CROWD)))
    return _CROWD * _TURNS_OF_EACH / (time.perf_counter() - started)


def _encoder_seconds() -> float:
    from bot.nlu.encoder import Encoder, packaged_weights

    encoder = Encoder(packaged_weights())
    times = []
    for text in SAID * 5:
        started = time.perf_counter()
        encoder.encode([text])
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _memory(name: str) -> float:
    """A line of /proc/self/status in MB; 0 where there is none."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


def _show(name: str, value: float, unit: str, bar: str) -> None:
    print(f"{name:40s} {value:8.1f} {unit:3s} {bar}", flush=True)


if __name__ == "__main__":
    main()
