"""Trains the assistant, and only when content, data or configuration changed."""

from __future__ import annotations

import contextlib
import hashlib
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable

import yaml

from bot.engine.engine import quiet_rasa
from bot.recognisers import person_model
from bot.settings import PROJECT, Settings
from knowledge.reading import learnt_hash

_MODEL = "steadyhand.tar.gz"
_FINGERPRINT = "fingerprint"
_NAMES = "names"
#: What a model depends on besides the content it learns from: examples, rules, domain, configuration, components,
#: locked packages.
_DEPENDS_ON = ("data/nlu", "data/stories", "bot/domain", "bot/config.yml", "bot/nlu", "uv.lock")


class TrainingError(Exception):
    """Training did not give a model; the message says why."""


def model_path(settings: Settings) -> Path:
    """Where the trained model lies."""
    return settings.models / _MODEL


def names_path(settings: Settings) -> Path:
    """The folder of the model that knows names, for masking."""
    return settings.models / _NAMES


def fingerprint(settings: Settings) -> str:
    """Changes when anything changes that a model depends on."""
    digest = hashlib.sha256(learnt_hash().encode() + settings.encoder.encode())
    for name in _DEPENDS_ON:
        place = PROJECT / name
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(settings: Settings) -> bool:
    """Whether the models on disk, of the assistant and of names, were trained from what is here now."""
    return _assistant_is_current(settings) and person_model.is_current(names_path(settings))


def _assistant_is_current(settings: Settings) -> bool:
    stamp = settings.models / _FINGERPRINT
    return model_path(settings).is_file() and stamp.is_file() and stamp.read_text() == fingerprint(settings)


def train(settings: Settings, report: Callable[[str], None] = lambda step: None, force: bool = False) -> Path:
    """Train what is not current, or everything if forced. `report` is told each step. Raises TrainingError."""
    names = _begin_names(settings) if force or not person_model.is_current(names_path(settings)) else None
    try:
        if force or not _assistant_is_current(settings):
            _train_assistant(settings, report)
        if names:
            report("learning names to mask")
            said = names.communicate()[1].strip().rpartition("\n")[2]
            if names.returncode:
                raise TrainingError(f"The names to mask could not be learnt ({said}). See `steadyhand doctor`.")
    finally:
        if names and names.poll() is None:
            names.kill()
    return model_path(settings)


def _begin_names(settings: Settings) -> subprocess.Popen[str]:
    """Learn names in a process of its own: at the same time, and its memory is given back at the end."""
    command = [sys.executable, "-m", "bot.recognisers", str(names_path(settings))]
    return subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)  # noqa: S603  (our own module)


def _train_assistant(settings: Settings, report: Callable[[str], None]) -> None:
    """Train the assistant and put its model in place when it is whole."""
    wanted = fingerprint(settings)
    quiet_rasa()
    from rasa.model_training import train as rasa_train

    settings.models.mkdir(parents=True, exist_ok=True)
    from bot.nlu import progress

    with tempfile.TemporaryDirectory(prefix="steadyhand-") as folder, progress.listening(report):
        captured = io.StringIO()  # Rasa draws progress bars and repeats examples; neither belongs in a log
        with contextlib.redirect_stdout(captured), contextlib.redirect_stderr(captured):
            result = rasa_train(
                domain=str(PROJECT / "bot" / "domain"),
                config=str(configured(settings, Path(folder))),
                training_files=[str(PROJECT / "data")],
                output=folder,
                fixed_model_name="steadyhand",
                force_training=True,
            )
        if not result.model:
            raise TrainingError("The assistant could not be trained. Run `steadyhand rasa data validate` to see why.")
        whole = model_path(settings).with_suffix(".new")
        shutil.copy(result.model, whole)
        whole.replace(model_path(settings))
    (settings.models / _FINGERPRINT).write_text(wanted)


def configured(settings: Settings, folder: Path) -> Path:
    """The configuration with this site's encoder and cache folders filled in, as a file in `folder`."""
    config = yaml.safe_load((PROJECT / "bot" / "config.yml").read_text(encoding="utf-8"))
    for component in config["pipeline"]:
        if component["name"].endswith("SentenceEncoder"):
            component["cache"] = str(settings.cache)
            if settings.encoder:
                component["weights"] = settings.encoder
    path = folder / "config.yml"
    path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    return path
