"""Where the actions get the content from.

rasa-sdk makes its actions without arguments, so this one place is filled by whoever runs them: the service gives its
own store, the command line's action server opens one on first use, tests give theirs.
"""

from __future__ import annotations

import os
from pathlib import Path

from knowledge.guidance.desk import Desk
from knowledge.site import read_site
from knowledge.store import open_store

_desk: Desk | None = None


def use(desk: Desk) -> None:
    """Let the actions answer from this content and site."""
    global _desk
    _desk = desk


def desk() -> Desk:
    """The content and site to answer from."""
    if _desk is not None:
        return _desk
    site = read_site(Path(os.environ.get("STEADYHAND_SITE", "site.yml")))
    own = Desk(open_store("sqlite://"), site)
    use(own)
    return own
