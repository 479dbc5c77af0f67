"""Holds every measured figure at or above its recorded floor, on sets the assistant has not learnt from."""

import asyncio
import json
import subprocess
import sys

import pytest
import yaml

from bot.assembly import opened
from bot.engine import training
from bot.evaluation import figures, sets
from bot.settings import PROJECT, Settings

pytestmark = pytest.mark.rasa

FLOORS = yaml.safe_load((sets.FOLDER / "floors.yml").read_text(encoding="utf-8"))
BARS = [
    (split, name, figure, bar)
    for split, by_set in FLOORS["figures"].items()
    for name, by_figure in by_set.items()
    for figure, bar in by_figure.items()
]


@pytest.fixture(scope="module")
def model():
    settings = Settings()
    if not training.is_current(settings):
        training.train(settings)
    return settings


@pytest.fixture(scope="module")
def measured(model):
    with opened(model, keep_records=False) as house:
        found = {split: asyncio.run(figures.of_split(split, house.door.understand)) for split in FLOORS["figures"]}
    return {split: {one.name: one.figures for one in listed} for split, listed in found.items()}


@pytest.mark.parametrize(("split", "name", "figure", "bar"), BARS)
def test_a_figure_is_not_worse_than_its_floor(measured, split, name, figure, bar):
    value = measured[split][name][figure]
    if "at most" in bar:
        assert value <= bar["at most"]
    else:
        assert value >= bar["at least"]


def test_rasas_own_test_command_measures_requests_too(model, tmp_path):
    by_intent = {}
    for one in sets.read(sets.DEVELOPMENT, "requests"):
        by_intent.setdefault(one.labels["intent"], []).append(one.text.replace("\n", " "))
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in by_intent.items()
    ]
    held_out = tmp_path / "nlu.yml"
    held_out.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli.main", "rasa", "test", "nlu", "--nlu", str(held_out), "--no-plot"]
    command += ["--model", str(training.model_path(model)), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    report = json.loads((tmp_path / "out" / "intent_report.json").read_text())
    assert report["accuracy"] >= FLOORS["rasa test nlu"]["accuracy"]
