"""The drills in short: what was acknowledged is there once, whatever happens to the process or the storage.

The long ones: `python -m benchmarks.survival --kills 200 --turns 20000`, `python -m benchmarks.storage_faults` and
`python -m benchmarks.checklists`.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.checklists import counted
from benchmarks.drill import Said, Service, count
from benchmarks.full_house import house_of
from benchmarks.postgres import binaries
from bot.records.conversations import Conversations
from bot.records.opening import open_sealed
from bot.settings import PROJECT

pytestmark = pytest.mark.system


def drill(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments, "--times-do-not-count"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=900, check=False)
    print(done.stdout)
    return done


@pytest.mark.rasa
def test_ten_kills_of_the_real_service_lose_and_double_nothing(trained):
    done = drill("benchmarks.survival", "--kills", "10", "--turns", "300", "--people", "8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0 · doubled 0 · database intact" in done.stdout


def test_ten_kills_on_postgres_lose_and_double_nothing(needs):
    needs("PostgreSQL", binaries() is not None)
    done = drill("benchmarks.survival", "--kills", "10", "--turns", "300", "--people", "8", "--plain", "--postgres")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("kind", [(), ("--postgres",)], ids=["sqlite", "postgres"])
def test_a_checklist_that_eight_people_tick_at_once_loses_no_tick_when_the_service_is_killed(kind, needs):
    needs("PostgreSQL", not kind or binaries() is not None)
    size = ("--people", "8", "--marks", "5", "--kills", "2", "--cases", "0")
    done = drill("benchmarks.checklists", *size, "--fork", *kind)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 people, 40 acknowledged, 2 kills" in done.stdout and "lost 0 · doubled 0" in done.stdout


@pytest.mark.parametrize("fault", ["locked", "postgres"])
def test_what_cannot_be_stored_is_never_acknowledged_and_pages_go_on(fault, needs):
    needs("PostgreSQL", fault != "postgres" or binaries() is not None)
    done = drill("benchmarks.storage_faults", fault, "--seconds", "5", "--plain", "--people", "8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_count_finds_what_was_lost_and_what_was_doubled(tmp_path):
    service, said = Service(tmp_path, plain=True), Said()
    engine, keys = open_sealed(service.settings)
    doubled = {"event": "user", "text": "x", "metadata": {"once": "m"}}
    Conversations(engine, keys).append("c1", 0, [doubled, doubled])
    engine.dispose()
    said.acknowledged["never-stored"] = "x"
    result = count(service, said)
    assert (result.stored, result.lost, result.doubled, result.intact) == (2, 1, 1, False)


def test_the_count_finds_a_tick_that_was_lost_and_one_that_was_doubled(tmp_path):
    with house_of(Service(tmp_path, plain=True)) as house:
        run = house.checklists.start("first_meeting", None)
        for once in ("a", "b"):
            house.checklists.mark(run, None, "staff", step="SH-FM-01", state="done", note="twice", once=once)
        result = counted(house.checklists, run, {"twice", "never stored"})
    assert result == ({"never stored"}, ["twice"], 2)
