from __future__ import annotations

import re

_HEADING = re.compile(r"^## +Where is what\s*$(.*?)(?=^## |\Z)", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"`([\w.\-]+(?:/[\w.\-<>*]*)*/?)`")


def test_the_readme_says_where_is_what(readme):
    assert _HEADING.search(readme)


def test_every_place_the_readme_names_is_there(readme, project):
    map_ = _HEADING.search(readme)
    named = _PATH.findall(map_[1]) if map_ else []
    # `<topic>` and `*` stand for any name.
    missing = [path for path in named if not list(project.glob(re.sub(r"<\w+>", "*", path.rstrip("/"))))]
    assert len(named) >= 10 and missing == []
