"""A module or function that has grown too long is usually two things."""

from __future__ import annotations

import ast

import pytest

from bot.settings import PROJECT

_LONGEST_MODULE, _LONGEST_FUNCTION, _LONGEST_TEST_MODULE = 260, 45, 250
MODULES = [path for package in ("knowledge", "actions", "bot") for path in sorted((PROJECT / package).rglob("*.py"))]
TESTS = sorted((PROJECT / "tests").rglob("*.py"))


def named(path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_fits_in_a_head(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= _LONGEST_MODULE


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_a_test_module_is_about_one_thing(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= _LONGEST_TEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_function_fits_on_a_screen(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    lengths = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > _LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_one_gets_from_it(path):
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_no_module_is_named_after_nothing():
    empty_names = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert {path.stem for path in MODULES} & empty_names == set()


def test_tests_are_no_packages():
    assert [named(path) for path in TESTS if path.name == "__init__.py"] == []
