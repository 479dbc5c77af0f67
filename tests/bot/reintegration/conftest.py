"""The site of the tests of papers."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "steadyhand_papers", Path(__file__).resolve().parents[1] / "papers" / "conftest.py"
)
_papers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_papers)
clock, house, night = _papers.clock, _papers.house, _papers.night
papers, case, agree = _papers.papers, _papers.case, _papers.agree
