from __future__ import annotations

import pytest

from bot.settings import PROJECT


@pytest.fixture(scope="session")
def project():
    return PROJECT


@pytest.fixture(scope="session")
def readme(project):
    return (project / "README.md").read_text(encoding="utf-8")
