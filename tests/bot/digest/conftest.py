"""Counts at the site of the tests of cases, whose clock begins on a Monday."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "steadyhand_cases", Path(__file__).resolve().parents[1] / "cases" / "conftest.py"
)
_cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_cases)
clock, house = _cases.clock, _cases.house
