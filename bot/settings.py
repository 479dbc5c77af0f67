"""Every setting, read from the environment in one place. Each stands in the README's table with its meaning."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
_PREFIX = "STEADYHAND_"


class SettingsError(Exception):
    """A setting cannot be used; the message says which, and what it should look like."""


@dataclass(frozen=True)
class Settings:
    """How this site runs. Made once and handed down."""

    home: Path = PROJECT / "var"  # where the database, the model and caches lie
    database_url: str = ""  # empty: SQLite in the home folder
    site: Path = PROJECT / "site.yml"  # the site's own numbers and steps
    encoder: str = ""  # folder with other encoder weights; empty: those of the locked environment
    host: str = "127.0.0.1"
    port: int = 8080
    exit_url: str = "https://www.bbc.com/weather"  # where "Leave quickly" leads
    idle_minutes: int = 15
    session_hours: int = 8
    secure_cookies: bool = False  # true when served over https
    longest_message: int = 2000  # characters
    log_level: str = "warning"  # debug, info (one line a request), warning or error
    turn_seconds: int = 20  # after this a turn that has not ended is answered with the emergency card

    @property
    def records_url(self) -> str:
        """The database of records."""
        return self.database_url or f"sqlite:///{self.home / 'records.db'}"

    @property
    def models(self) -> Path:
        """Where trained models lie."""
        return self.home / "models"

    @property
    def cache(self) -> Path:
        """Where what can be made again is kept between trainings."""
        return self.home / "cache"

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read `STEADYHAND_…` variables. Raises SettingsError."""
        given = {}
        for field in fields(cls):
            raw = environ.get(_PREFIX + field.name.upper())
            if raw is not None and raw.strip():
                given[field.name] = _parsed(field.name, raw.strip(), getattr(cls, field.name))
        return cls(**given)  # type: ignore[arg-type]


def _parsed(name: str, raw: str, default: object) -> object:
    variable = _PREFIX + name.upper()
    if isinstance(default, bool):
        if raw.lower() not in ("true", "false", "1", "0", "yes", "no"):
            raise SettingsError(f"{variable} is “{raw}”: write true or false")
        return raw.lower() in ("true", "1", "yes")
    if isinstance(default, int):
        if not (raw.isascii() and raw.isdigit()) or int(raw) == 0:
            raise SettingsError(f"{variable} is “{raw}”: write a whole number above 0")
        return int(raw)
    return Path(raw).expanduser().resolve() if isinstance(default, Path) else raw
