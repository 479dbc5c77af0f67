"""What makes the assistant learn again."""

from __future__ import annotations

import pytest

from bot.engine import training
from bot.settings import Settings
from knowledge import reading
from knowledge.kinds import FOLDERS


@pytest.mark.parametrize(
    "folder, learns_again", [("scenarios", False), ("moves", False), *((one, True) for one in FOLDERS)]
)
def test_the_assistant_learns_again_for_what_it_learns_from_and_not_for_residents(monkeypatch, folder, learns_again):
    before = training.fingerprint(Settings())
    whole = reading._hash_of

    def listed(content, paths):
        found = list(paths)
        return whole(content, found) + ("changed" if any(path.parent.name == folder for path in found) else "")

    monkeypatch.setattr(reading, "_hash_of", listed)
    assert (training.fingerprint(Settings()) != before) == learns_again
