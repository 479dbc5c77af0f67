"""The site of the tests of matters."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "steadyhand_matters", Path(__file__).resolve().parents[1] / "matters" / "conftest.py"
)
_matters = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_matters)
clock, house, night = _matters.clock, _matters.house, _matters.night
matters, restarted, case, agree = _matters.matters, _matters.restarted, _matters.case, _matters.agree
