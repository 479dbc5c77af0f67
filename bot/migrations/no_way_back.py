"""The one answer to an older release on newer records: nothing is taken back, and a backup is the way."""

from __future__ import annotations


class NoWayBack(RuntimeError):
    """An older release cannot go on with these records. Nothing was changed."""

    def __init__(self, revision: str) -> None:
        """Name the change of the tables that the older release does not know."""
        super().__init__(
            f"change {revision} of the records' tables is not taken back: what was kept since then would be lost, or "
            "could be read by anybody. Go on with the release that made it or a newer one; for an older release, "
            "restore a backup from before the upgrade (docs/runbooks/restore.md)"
        )
