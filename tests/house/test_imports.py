"""Imports point inward: bot → knowledge ← actions. The contracts stand in pyproject.toml, [tool.importlinter]."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT

#: Opening files, databases or sockets belongs in functions; nothing of it may happen when a module is imported.
_OPENING = {
    "open",
    "create_engine",
    "connect",
    "read_text",
    "read_bytes",
    "urlopen",
    "read_library",
    "open_store",
    "getenv",
}
MODULES = sorted(
    path.relative_to(PROJECT).as_posix()
    for package in ("knowledge", "actions", "bot")
    for path in (PROJECT / package).rglob("*.py")
    if "migrations" not in path.parts
)


def test_every_import_contract_is_kept():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("module", MODULES)
def test_importing_a_module_opens_nothing(module):
    tree = ast.parse((PROJECT / module).read_text(encoding="utf-8"))
    calls = (node for statement in tree.body for node in _at_import(statement) if isinstance(node, ast.Call))
    assert not {getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls} & _OPENING


def _at_import(node: ast.AST):
    """The parts of a statement that run when the module is imported."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return
    if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _at_import(child)
