"""Every log call begins with a constant text: it becomes the code of the line, so it must never be made from data."""

from __future__ import annotations

import ast

import pytest

from bot.settings import PROJECT

_LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
MODULES = [path for package in ("knowledge", "actions", "bot") for path in sorted((PROJECT / package).rglob("*.py"))]


def made_texts(source: str) -> list[int]:
    """The lines of log calls whose text is not a constant."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if _is_log_call(call) and not _is_constant(call)]


def _is_log_call(call: ast.Call) -> bool:
    target = call.func.value if isinstance(call.func, ast.Attribute) else None
    name = getattr(target, "id", getattr(getattr(target, "func", None), "attr", "")).lower()
    return getattr(call.func, "attr", "") in _LEVELS and (name.endswith(("log", "logger")))


def _is_constant(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_what_is_logged_is_a_constant_text(path):
    assert made_texts(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source", ["_log.error(f'{x} failed')", "logger.info(text)", "logging.getLogger('bot').error('a' + x)"]
)
def test_a_text_made_from_data_is_found(source):
    assert made_texts(source) == [1]
