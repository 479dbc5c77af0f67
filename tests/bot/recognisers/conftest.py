"""The recognisers as they run, with the model of names; it is trained when it is missing or out of date."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.engine.training import names_path
from bot.recognisers import Recognisers, person_model
from bot.settings import PROJECT, Settings
from knowledge.kinds import Situation
from knowledge.reading import read_library
from knowledge.site import OwnNames, Site

OWN = OwnNames(
    shelter=("Rosewood House",), staff=("Thandiwe Moyo", "Joy Okafor"), places=("Marula Lane", "Saint Anne's Clinic")
)


@pytest.fixture(scope="session")
def names_model():
    folder = names_path(Settings())
    if not person_model.is_current(folder):
        subprocess.run([sys.executable, "-m", "bot.recognisers", str(folder)], cwd=PROJECT, check=True)
    return person_model.load(folder)


@pytest.fixture(scope="session")
def cues():
    return [cue for situation in read_library().all(Situation) for cue in situation.phrases]


@pytest.fixture(scope="session")
def recognisers(names_model, cues):
    return Recognisers(names_model, Site(), cues)


@pytest.fixture(scope="session")
def at_our_site(names_model, cues):
    """The recognisers of a site that listed its own names."""
    return Recognisers(names_model, Site(mask=OWN), cues)


@pytest.fixture(scope="session")
def found(recognisers):
    """`found("PHONE", text)` gives the stretches of one kind, as written."""

    def look(kind, text, using=recognisers):
        return [text[span.start : span.end] for span in using.find_all(text) if span.type == kind]

    return look
