"""Does the time of a failed sign-in tell whether a name exists?

    python -m benchmarks.sign_in_time [--tries 1000]

Tries as many known as unknown names with wrong passwords, in turn, each from its own address, with the real cost of a
password check. Prints the medians, and the median of the differences between neighbours, which other work on the
computer does not blur (at most 5 ms).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy.orm import Session

from bot.accounts import passwords
from bot.accounts.office import Office
from bot.accounts.service import put_account
from bot.accounts.sessions import Limits
from bot.accounts.signing_in import SignIn, sign_in
from bot.migrations.upgrade import upgrade
from bot.records.database import open_records
from bot.records.sealing import Sealer, new_key
from bot.records.site_key import KeyFile

_MOST = 0.005


def main() -> int:
    """Measure, print, and fail when the difference is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=1000)
    tries = parser.parse_args().tries
    with tempfile.TemporaryDirectory() as home:
        records = open_records(f"sqlite:///{home}/records.db")
        upgrade(records, KeyFile(Path(home) / "site.key"))
        office = Office(records, Sealer(new_key()), Limits(900, 28800))
        stored = passwords.digest("maple kettle window thirty")
        with Session(records) as session, session.begin():
            for number in range(tries):
                put_account(session, f"known-{number}", "staff", stored)
        passwords.matches(None, "warm")
        took: dict[str, list[float]] = {"known": [], "other": []}
        for number in range(tries):
            for kind in sorted(took, reverse=number % 2 == 0):
                began = time.perf_counter()
                came = sign_in(office, f"{kind}-{number}", "wrong password", f"{kind} {number}", time.time())
                took[kind].append(time.perf_counter() - began)
                if came != SignIn():
                    raise RuntimeError("a wrong password was answered otherwise than by no")
    known, other = (statistics.median(found) for found in took.values())
    print(f"{tries} known names: {known * 1000:.1f} ms, {tries} unknown ones: {other * 1000:.1f} ms (medians)")
    apart = statistics.median(one - two for one, two in zip(took["known"], took["other"]))
    print(f"difference of neighbours {apart * 1000:+.1f} ms, at most {_MOST * 1000:.0f}")
    return 0 if abs(apart) <= _MOST else 1


if __name__ == "__main__":
    sys.exit(main())
