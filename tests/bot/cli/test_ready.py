"""Who serves lets another process train, and stops when that one could not."""

import sys

import pytest

from bot.cli.ready import made_ready_apart
from bot.engine import training
from bot.settings import Settings


@pytest.fixture
def trainer(tmp_path, monkeypatch):
    """Stands for Python: writes down what it was asked, and ends as it is told."""

    def ending(status):
        script = tmp_path / "python"
        script.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\necho model\nexit {status}\n')
        script.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(script))
        return tmp_path / "asked"

    return ending


@pytest.mark.parametrize("status", [0, 2])
def test_a_service_without_a_current_model_has_it_trained_apart(tmp_path, trainer, monkeypatch, capfd, status):
    asked = trainer(status)
    monkeypatch.setattr(training, "is_current", lambda settings: False)
    assert made_ready_apart(Settings(home=tmp_path)) == status
    assert asked.read_text().split() == ["-m", "bot.cli.main", "train"]
    assert capfd.readouterr().out == ""  # the service's own words stay the first on standard output


def test_with_a_current_model_nothing_is_started(tmp_path, trainer, monkeypatch):
    asked = trainer(0)
    monkeypatch.setattr(training, "is_current", lambda settings: True)
    assert made_ready_apart(Settings(home=tmp_path)) == 0 and not asked.exists()
