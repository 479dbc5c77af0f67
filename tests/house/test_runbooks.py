"""Every command that a runbook or another page of the docs names is there, with the options it names."""

from __future__ import annotations

import re
import shlex

import pytest

from bot.cli.main import COMMANDS, _parser
from bot.settings import PROJECT, Settings

PAGES = sorted([*(PROJECT / "docs").rglob("*.md"), PROJECT / "SECURITY.md", PROJECT / "README.md"])
RUNBOOKS = sorted((PROJECT / "docs" / "runbooks").glob("*.md"))
_NAMED = re.compile(r"\./run steadyhand ([^\n`#|]+)")
_SETTING = re.compile(r"STEADYHAND_[A-Z_]+")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
_TEST = re.compile(r"`((?:tests|bot|docs|benchmarks)/[\w./-]+)`")
SETTINGS = {f"STEADYHAND_{name.upper()}" for name in Settings.__dataclass_fields__}


def problem(command: str) -> str:
    """What is wrong with a command as it stands on the page, or nothing."""
    given = shlex.split(command.split("<")[0].replace("[", "").replace("]", ""))
    if given[:1] == ["rasa"] or command.startswith("…"):
        return ""
    try:
        _parser().parse_args(given)
    except SystemExit as exit_:
        return "" if exit_.code == 0 else f"`steadyhand {command}` is not understood"
    return ""


def named(page) -> list[str]:
    return [match[1].strip() for match in _NAMED.finditer(page.read_text(encoding="utf-8"))]


def short(page) -> str:
    return page.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_command_named_is_understood(page):
    assert [wrong for wrong in map(problem, named(page)) if wrong] == []


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_setting_link_and_place_named_is_there(page):
    text = page.read_text(encoding="utf-8")
    assert set(_SETTING.findall(text)) - SETTINGS == set()
    places = [page.parent / link for link in _LINK.findall(text)] + [PROJECT / path for path in _TEST.findall(text)]
    assert [place.as_posix() for place in places if not place.exists()] == []


@pytest.mark.parametrize("runbook", RUNBOOKS, ids=short)
def test_a_runbook_says_when_who_and_how_to_know_that_it_worked(runbook):
    text = runbook.read_text(encoding="utf-8")
    assert "**Who:**" in text and "## How to know that it worked" in text
    assert named(runbook)


def test_the_runbooks_of_trouble_are_there():
    assert {page.stem for page in RUNBOOKS} >= {"sign-in-lost", "device-seized", "rotate-keys", "restore", "shut-down"}


@pytest.mark.parametrize("command", ["backup fetch", "keys rotate --fast", "frobnicate"])
def test_a_command_that_is_not_there_is_found(command):
    assert problem(command)


def test_every_command_has_a_module():
    assert [name for name in COMMANDS if not (PROJECT / f"bot/cli/{name.replace('-', '_')}.py").exists()] == []
