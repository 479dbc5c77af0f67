"""Residents to practise with, and replies."""

from __future__ import annotations

import pytest

from knowledge.kinds import Move
from knowledge.roleplay.play import Reply, Seen
from knowledge.roleplay.stage import Stage


@pytest.fixture(scope="session")
def moves(library):
    return library.all(Move)


@pytest.fixture(scope="session")
def salma(library, moves):
    return Stage(library.items["scenario"]["salma"], moves)


@pytest.fixture(scope="session")
def says():
    """A reply that makes these moves."""

    def reply(*moves: str, text: str = "…") -> Reply:
        return Reply(text, tuple(Seen(move) for move in moves))

    return reply
