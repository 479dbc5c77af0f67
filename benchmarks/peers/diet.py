"""Stock Rasa with its own classifier (DIET) and its default pipeline, in an environment of its own with TensorFlow.

DIET gives one intent a message, so the labels of an example become one intent: the request, the first reaction, "none
of the eight", the urgent situation or "not urgent". Its confidences are read back from the ranking.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks.peers.scores import Scores
from bot.examples.gathered import Example

DESCRIPTION = "describe_behaviour"
_REACTION, _SITUATION = "reaction+", "urgent+"
_NONE, _CALM = "reaction_none", "not_urgent"
_INSIDE = Path(__file__).with_name("inside_diet.py")
_REQUIREMENT = "rasa==3.6.21"

#: As `rasa init` of 3.6.21 writes it, with a seed, so that a second run gives the same.
_CONFIG = """\
recipe: default.v1
language: en
assistant_id: stock
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  constrain_similarities: true
  random_seed: 0
- name: EntitySynonymMapper
- name: ResponseSelector
  epochs: {epochs}
  constrain_similarities: true
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
"""


class Diet:
    """Trains and asks stock Rasa in the environment of a folder; the environment is made when it is not there."""

    name = "stock Rasa DIET"

    def __init__(self, environment: Path, epochs: int = 100) -> None:
        self._bin, self._epochs = environment.resolve() / "bin", epochs
        if epochs != 100:
            self.name += f", {epochs} epochs of 100"

    def scores(self, examples: Sequence[Example], texts: Sequence[str]) -> list[Scores]:
        """Learn the examples, then the scores of each text."""
        self._make_environment()
        with TemporaryDirectory(prefix="steadyhand-diet-") as name:
            folder = Path(name)
            model = self._trained(folder, examples)
            (folder / "texts.json").write_text(json.dumps(list(texts)), encoding="utf-8")
            self._run(folder, self._bin / "python", _INSIDE, model, "texts.json", "rankings.json")
            rankings = json.loads((folder / "rankings.json").read_text(encoding="utf-8"))
        return [read_ranking(ranking, examples) for ranking in rankings]

    def _trained(self, folder: Path, examples: Sequence[Example]) -> Path:
        """A model of just these examples; it stays beside the environment, since a training takes hours."""
        _write_project(folder, examples, self._epochs)
        digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in ("nlu.yml", "config.yml")))
        kept = self._bin.parent / f"diet-{digest.hexdigest()[:12]}.tar.gz"
        if not kept.is_file():
            train = ("train", "nlu", "--nlu", "nlu.yml", "--config", "config.yml", "--fixed-model-name", "diet")
            self._run(folder, self._bin / "rasa", *train)
            shutil.move(folder / "models" / "diet.tar.gz", kept)
        return kept

    def _make_environment(self) -> None:
        if (self._bin / "rasa").is_file():
            return
        print(f"making an environment with {_REQUIREMENT} and TensorFlow in {self._bin.parent} …", file=sys.stderr)
        base = getattr(sys, "_base_executable", sys.executable)
        subprocess.run([base, "-m", "venv", str(self._bin.parent)], check=True)
        subprocess.run([str(self._bin / "pip"), "install", "--quiet", _REQUIREMENT], check=True)

    def _run(self, folder: Path, *command: str | Path) -> None:
        own = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
        subprocess.run([str(part) for part in command], cwd=folder, env={**own, **quiet}, check=True)


def label(example: Example) -> str:
    """The one intent that stands for the labels of an example."""
    if example.situations is not None:
        return _SITUATION + example.situations[0] if example.situations else _CALM
    if example.reactions is not None:
        return _REACTION + example.reactions[0] if example.reactions else _NONE
    return example.intent


def _write_project(folder: Path, examples: Sequence[Example], epochs: int) -> None:
    by_label: dict[str, list[str]] = {}
    for one in examples:
        by_label.setdefault(label(one), []).append(one.text.replace("\n", " "))
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)}
        for name, texts in sorted(by_label.items())
    ]
    written = yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=10**6)
    (folder / "nlu.yml").write_text(written, encoding="utf-8")
    (folder / "config.yml").write_text(_CONFIG.format(epochs=epochs), encoding="utf-8")


def read_ranking(ranking: dict[str, float], examples: Sequence[Example]) -> Scores:
    """What the confidences of one text say of reactions, requests and danger."""
    names = sorted({name for one in examples for name in one.reactions or ()})
    reactions = {name: ranking.get(_REACTION + name, 0.0) for name in names}
    none = ranking.get(_NONE, 0.0)
    all_eight = max(sum(reactions.values()) + none, 1e-9)
    urgent = sum(value for name, value in ranking.items() if name.startswith(_SITUATION))
    described = none + sum(reactions.values()) + urgent + ranking.get(_CALM, 0.0)
    intents = {name: value for name, value in ranking.items() if name in {one.intent for one in examples}}
    return Scores(
        {name: value / all_eight for name, value in reactions.items()},
        none / all_eight,
        {**intents, DESCRIPTION: intents.get(DESCRIPTION, 0.0) + described},
        urgent,
    )
