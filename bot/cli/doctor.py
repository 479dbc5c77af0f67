"""`steadyhand doctor`: checks this installation and says what to mend."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from bot.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(arguments: argparse.Namespace) -> int:
    """Print one line a check; the exit status is 2 when one of them failed."""
    settings = Settings.from_env()
    failed = False
    for name, examine in CHECKS.items():
        try:
            fine, said = examine(settings)
        except Exception as error:  # noqa: BLE001  (a check that cannot run has failed, and says why)
            fine, said = False, str(error).partition("\n")[0]
        failed |= not fine
        print(f"{'ok  ' if fine else 'MEND'}  {name}: {said}")
    return 2 if failed else 0


Finding = tuple[bool, str]


def _python(_: Settings) -> Finding:
    import platform

    fine = platform.python_version().startswith("3.10.")
    return fine, f"{platform.python_version()}" + ("" if fine else "; run everything through ./run")


def _content(_: Settings) -> Finding:
    from knowledge.checking import check, counts
    from knowledge.reading import read_library

    library = read_library()
    problems = check(library)
    if problems:
        return False, f"{len(problems)} problems; run `steadyhand content check`"
    return True, f"{counts(library)['lines']} lines in order"


def _encoder(settings: Settings) -> Finding:
    from pathlib import Path

    from bot.nlu.encoder import Encoder, packaged_weights

    folder = Path(settings.encoder) if settings.encoder else packaged_weights()
    Encoder(folder)
    return True, "the weights are the ones expected"


def _model(settings: Settings) -> Finding:
    from bot.engine import training

    if training.is_current(settings):
        return True, "trained from what is here"
    return False, "missing or older than content, data or configuration; run `steadyhand train`"


def _own_names(settings: Settings) -> Finding:
    from knowledge.site import read_site

    own = read_site(settings.site).mask
    listed = len(own.shelter) + len(own.places) + len(own.staff)
    if not listed:
        return True, "none listed yet; name your shelter, street and staff under mask: in site.yml"
    return True, f"{listed} names of this site are masked"


def _records(settings: Settings) -> Finding:
    from sqlalchemy import text

    from bot.records.database import open_records

    engine = open_records(settings.records_url)
    with engine.connect() as connection:
        connection.execute(text("select 1"))
    return True, engine.url.render_as_string(hide_password=True)


def _site_key(settings: Settings) -> Finding:
    from bot.records.opening import open_sealed

    if settings.key_passphrase:
        return True, "made from a passphrase that is asked at the start"
    place = settings.site_key_file
    if not place.exists():
        return True, f"will be made at the first start: {place}"
    open_sealed(settings)[0].dispose()
    if place.is_relative_to(settings.home):
        return False, f"{place} lies beside the records: move it away and set STEADYHAND_KEY_FILE"
    return True, f"opens the records; is there a copy of {place} in a safe?"


def _audit(settings: Settings) -> Finding:
    from bot.records.keeping import opened_keeping

    if not settings.key_passphrase and not settings.site_key_file.exists():
        return True, "nothing is kept yet"
    with opened_keeping(settings) as keeping:
        found = keeping.audit.verify()
    return not found.wrong, "run `steadyhand audit verify`" if found.wrong else f"{found.count} entries, whole"


def _backups(settings: Settings) -> Finding:
    import time

    from bot.records.backup import age_of, newest

    if not settings.backup_key:
        return False, "none are made; see docs/runbooks/restore.md"
    last = newest(settings)
    if last is None:
        return False, "there is none yet; run `steadyhand backup make`"
    hours = age_of(last, time.time()) / 3600
    return hours <= 48, f"the newest is {hours:.0f} hours old"


def _site(settings: Settings) -> Finding:
    from knowledge.site import read_site

    site = read_site(settings.site)
    missing = list(_without_number(site.phone))
    if missing:
        return False, f"no number for {', '.join(missing)}; copy site.example.yml to site.yml and fill it in"
    return True, "the emergency number and the duty supervisor's number are set"


def _without_number(phone: Callable[[str], str]) -> Iterator[str]:
    for role in ("emergency_services", "duty_supervisor"):
        if not phone(role):
            yield role.replace("_", " ")


CHECKS: dict[str, Callable[[Settings], Finding]] = {
    "Python": _python,
    "Content": _content,
    "Encoder": _encoder,
    "Model": _model,
    "Records": _records,
    "Site key": _site_key,
    "Audit log": _audit,
    "Backups": _backups,
    "Site numbers": _site,
    "Own names": _own_names,
}
