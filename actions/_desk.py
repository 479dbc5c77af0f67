"""Where the actions get the content from.

rasa-sdk makes its actions without arguments, so this one place is filled by whoever runs them: the service gives its
own store, the command line's action server opens one on first use, tests give theirs.
"""

from __future__ import annotations

import os
from pathlib import Path

from knowledge.errands import Errands
from knowledge.guidance.desk import Desk
from knowledge.site import read_site
from knowledge.store import open_store

_desk: Desk | None = None
_errands: Errands | None = None


def use(desk: Desk, errands: Errands | None = None) -> None:
    """Let the actions answer from this content and site, and have errands done by these."""
    global _desk, _errands
    _desk, _errands = desk, errands


def errands() -> Errands | None:
    """Who carries errands out; None where nothing is kept, as at the command line."""
    return _errands


def desk() -> Desk:
    """The content and site to answer from."""
    if _desk is not None:
        return _desk
    site = read_site(Path(os.environ.get("STEADYHAND_SITE", "site.yml")))
    own = Desk(open_store("sqlite://"), site)
    use(own)
    return own
