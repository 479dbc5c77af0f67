"""Runs the test stories beside this file through Rasa's own test command."""

import json
import subprocess
import sys

import pytest

from bot.engine import training
from bot.settings import PROJECT, Settings

pytestmark = pytest.mark.rasa


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    settings = Settings()
    if not training.is_current(settings):
        training.train(settings)
    out = tmp_path_factory.mktemp("results")
    model = str(training.model_path(settings))
    stories = str(PROJECT / "tests" / "conversations")
    command = [sys.executable, "-m", "bot.cli.main", "rasa", "test", "core", "--stories", stories, "--model", model]
    done = subprocess.run([*command, "--out", str(out)], cwd=PROJECT, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return out


def test_every_conversation_goes_as_it_should(results):
    failed = results / "failed_test_stories.yml"
    said = failed.read_text() if failed.is_file() else ""
    assert "# None of the test stories failed" in said or "steps" not in said, said


def test_the_conversations_were_really_played(results):
    report = json.loads((results / "story_report.json").read_text())
    assert report["conversation_accuracy"]["total"] >= 9
