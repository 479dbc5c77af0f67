"""The contract behind the stand-ins: they cover what Rasa 3.6.21 really has, and nothing pulls TensorFlow in."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

from bot.engine import without_tensorflow
from bot.engine.without_tensorflow import CHANNEL_MODULES, RASA_VERSION, TENSORFLOW_MODULES
from bot.settings import PROJECT

SITE_PACKAGES = Path(str(importlib.metadata.distribution("rasa").locate_file("")))
STUBBED = {**TENSORFLOW_MODULES, **{name: (class_name,) for name, class_name in CHANNEL_MODULES.items()}}


def classes_on_disk(module: str) -> set[str]:
    """The classes of a module, read without importing it."""
    source = (SITE_PACKAGES / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8")
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def in_a_new_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120)


def test_the_installed_rasa_is_the_one_this_was_written_for():
    assert importlib.metadata.version("rasa") == RASA_VERSION == "3.6.21"


@pytest.mark.parametrize("module", STUBBED)
def test_each_stand_in_has_the_classes_of_the_module_it_stands_for(module):
    assert set(STUBBED[module]) <= classes_on_disk(module)
    stand_in = importlib.import_module(module)
    for name in STUBBED[module]:
        assert getattr(stand_in, name).__module__ in (module, "bot.engine.without_tensorflow")


def test_no_module_that_rasa_imports_at_its_start_needs_tensorflow_beside_the_stubbed_ones():
    done = in_a_new_python(
        "from bot.engine.engine import quiet_rasa; quiet_rasa()\n"
        "import sys, rasa.core.agent, rasa.model_training, rasa.__main__\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('tensorflow', 'keras', 'torch', 'jax')])"
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_whoever_asks_for_tensorflow_is_told_that_it_is_no_part_of_this():
    done = in_a_new_python(
        "from bot.engine import without_tensorflow; without_tensorflow.install()\n"
        "try:\n    import tensorflow\nexcept ModuleNotFoundError as error:\n    print(error)"
    )
    assert done.stdout.strip() == "tensorflow is not part of Steadyhand"


def test_another_version_of_rasa_is_refused_before_anything_is_stubbed(monkeypatch):
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "3.7.0")
    monkeypatch.setattr(sys, "meta_path", [])
    with pytest.raises(RuntimeError, match="Rasa 3.7.0 is installed, but this was written for 3.6.21"):
        without_tensorflow.install()
    assert sys.meta_path == []


def test_installing_twice_puts_one_stand_in_in_place():
    before = list(sys.meta_path)
    without_tensorflow.install()
    assert sys.meta_path == before


def test_a_module_that_is_not_stubbed_is_rasas_own():
    module = importlib.import_module("rasa.core.policies.rule_policy")
    assert Path(module.__file__).is_relative_to(SITE_PACKAGES)


def test_rasas_telemetry_is_off():
    done = in_a_new_python(
        "from bot.engine.engine import quiet_rasa; quiet_rasa()\nfrom rasa import telemetry\n"
        "print(telemetry.is_telemetry_enabled())"
    )
    assert done.stdout.strip() == "False", done.stderr
