"""Every setting, read from the environment in one place. Each stands in the README's table with its meaning."""

from __future__ import annotations

import hashlib
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
    key_file: str = ""  # the site key that seals the records; empty: in the user's own configuration folder
    key_passphrase: bool = False  # true: the site key is made from a passphrase asked at the start
    site: Path = PROJECT / "site.yml"  # the site's own numbers and steps
    encoder: str = ""  # folder with other encoder weights; empty: those of the locked environment
    host: str = "127.0.0.1"
    port: int = 8080
    exit_url: str = "https://www.bbc.com/weather"  # where "Leave quickly" leads
    idle_minutes: int = 15
    session_hours: int = 8
    secure_cookies: bool = False  # true when served over https
    behind_proxy: bool = False  # true: the address of a browser is the last one in X-Forwarded-For
    longest_message: int = 2000  # characters
    ledger: str = ""  # folder of the audit log's anchor and of the list of what was erased; empty: in the home folder
    content_days: int = 30  # conversations are erased so many days after their last use
    alert_days: int = 90  # alerts
    checklist_days: int = 180  # checklists that belong to no case
    practice_days: int = 180  # practice talks
    alert_minutes: int = 5  # without an answer for so long, an alert goes to the next contact on call
    case_days: int = 730  # cases, with their consent, checklists and follow-up: so long after the last entry
    follow_up: str = "1w 1m 3m 6m 12m 18m 24m +12m"  # contacts after leaving; + is repeated from then on
    follow_up_overdue_days: int = 3  # days after which a contact that nobody made is overdue
    follow_up_escalate_days: int = 7  # days after which every supervisor on call is told
    directory_days: int = 180  # an entry of the directory that nobody made sure of for longer is flagged
    audit_days: int = 365  # entries of the audit log
    backups: str = ""  # folder of the backups; empty: in the home folder
    backup_key: str = ""  # public key (age1…) that backups are encrypted to; empty: none are made
    backup_days: int = 14  # backups older than this are deleted
    log_level: str = "warning"  # debug, info (one line a request), warning or error
    turn_seconds: int = 20  # after this a turn that has not ended is answered with the emergency card
    telegram_token_file: str = ""  # file with the token of the bot; empty: no Telegram
    telegram_api: str = "https://api.telegram.org"  # the Bot API, Telegram's or a server of one's own
    telegram_assistant: bool = True  # paired supervisors may ask general questions there
    telegram_open: str = ""  # plain address that the button "Open" leads to; empty: it names no address
    telegram_webhook: str = ""  # public https address that leads to the port below; empty: long polling
    telegram_webhook_port: int = 8081

    @property
    def records_url(self) -> str:
        """The database of records."""
        return self.database_url or f"sqlite:///{self.home / 'records.db'}"

    @property
    def site_key_file(self) -> Path:
        """Where the site key lies: away from the records, so that who takes their folder has not taken the key."""
        if self.key_file:
            return Path(self.key_file).expanduser().resolve()
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser()
        mark = hashlib.sha256(str(self.home).encode()).hexdigest()[:8]
        return folder / "steadyhand" / f"{self.home.parent.name}-{mark}.key"

    @property
    def telegram_token(self) -> Path | None:
        """The file with the bot's token; None where Telegram is not used."""
        return Path(self.telegram_token_file).expanduser().resolve() if self.telegram_token_file else None

    @property
    def ledger_folder(self) -> Path:
        """Where the audit log's anchor and the list of what was erased lie."""
        return Path(self.ledger).expanduser().resolve() if self.ledger else self.home / "ledger"

    @property
    def backup_folder(self) -> Path:
        """Where backups lie."""
        return Path(self.backups).expanduser().resolve() if self.backups else self.home / "backups"

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
