"""Alerts under kills: `python -m benchmarks.alerts [--alerts 1000] [--kills 50]`.

A service of its own process raises alerts and sends them through a messenger that fails half the time (asks for time,
breaks, or never answers). It is killed with SIGKILL again and again, also between sending and noting. Beside it a
supervisor's list is read; every second alert is taken there, the others are left to the ladder, whose minutes are
seconds here. Printed is what the issue asks for.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.alerts import reading
from bot.alerts.alerts import Alerts
from bot.alerts.messenger import TryLater
from bot.alerts.post import Post
from bot.alerts.tables import AlertRow, AlertWords, Ring
from bot.alerts.worker import Worker
from bot.migrations.upgrade import upgrade
from bot.records.audit_key import open_audit
from bot.records.database import open_records
from bot.records.key_ring import KeyRing
from bot.records.site_key import KeyFile
from knowledge.store import open_store

MINUTES = 0.25  # of the ladder: 15 seconds
MOST_FAILURES = 4
STAFF, FIRST, SECOND = 1, 2, 3


class HalfBroken:
    """Fails half the time; what it sends it writes to a file, as the other side would show it.

    One message fails at most four times in a row: the waits between tries double, and a long run of bad luck would
    measure luck.
    """

    def __init__(self, shown: Path) -> None:
        self.shown = shown
        self.tries = Counter[str]()

    async def deliver(self, account_id, template, code, count, once):
        self.tries[once] += 1
        luck = random.random() if self.tries[once] <= MOST_FAILURES else 1.0  # noqa: S311
        if luck < 0.2:
            raise TryLater(random.uniform(0.2, 1.5))  # noqa: S311
        if luck < 0.4:
            raise ConnectionError
        if luck < 0.5:
            await asyncio.sleep(60)
        await asyncio.sleep(random.uniform(0.0, 0.05))  # noqa: S311
        with self.shown.open("a") as file:
            file.write(f"{time.time():.3f} {account_id} {template} {code} {once}\n")
        return "receipt"


def opened(folder: Path) -> Alerts:
    """The alerts in a folder; a file `address` there names another database than SQLite in the folder."""
    address = folder / "address"
    engine = open_records(address.read_text() if address.exists() else f"sqlite:///{folder}/records.db")
    upgrade(engine)
    keys = KeyRing.open(engine, KeyFile(folder / "keys" / "site.key"))
    audit = open_audit(engine, keys, folder / "ledger")
    return Alerts(Post(engine, keys, open_store(f"sqlite:///{folder}/content.db"), audit.record, MINUTES))


async def serve(folder: Path, many: int) -> None:
    """The service: raises what was not acknowledged yet, and sends what is due."""
    alerts = opened(folder)
    worker = Worker(alerts.post, HalfBroken(folder / "shown"), pause=0.2, patience=2.0)
    task = asyncio.create_task(worker.run())
    acknowledged = folder / "acknowledged"
    done = len(acknowledged.read_text().splitlines()) if acknowledged.exists() else 0
    while done < many:
        begun = time.time()
        try:
            raised = await asyncio.to_thread(
                alerts.raise_alert,
                conversation=f"talk-{done}",
                raised_by=STAFF,
                situations=["suicide_self_harm"],
                words=f"message {done}",
                once=f"mark-{done}",
            )
        except Exception:  # noqa: BLE001, S112  (as a person would: not saved, try again)
            continue
        with acknowledged.open("a") as file:
            file.write(f"{raised.code} {begun:.3f} {time.time():.3f}\n")
        done += 1
        await asyncio.sleep(0.02)
    await task


class Supervisor(threading.Thread):
    """Reads the list as its page does, and takes every second alert."""

    def __init__(self, alerts: Alerts) -> None:
        super().__init__(daemon=True)
        self.alerts, self.first_read, self.twice, self.over = alerts, {}, 0, threading.Event()
        self.slowest, self.taken = 0.0, set()

    def run(self) -> None:
        while not self.over.wait(0.3):
            begun = time.time()
            try:
                listed = self.alerts.open_alerts(FIRST)
            except Exception:  # noqa: BLE001, S112  (a page that fails is asked again)
                continue
            now = time.time()
            self.slowest = max(self.slowest, now - begun)
            self.twice += len(listed) - len({alert.code for alert in listed})
            for alert in listed:
                if alert.code not in self.first_read:
                    self.first_read[alert.code] = now

    def take(self) -> None:
        """Take and close every second alert; beside the reading, as another person would."""
        while not self.over.wait(0.2):
            for code in [code for code in list(self.first_read) if ord(code[0]) % 2]:
                if code in self.taken:
                    continue
                try:
                    self.alerts.take(code, FIRST)
                    self.alerts.close(code, FIRST, "")
                    self.taken.add(code)
                except Exception:  # noqa: BLE001, S112  (a tap that fails is tapped again)
                    continue


def prepare(folder: Path) -> Alerts:
    from bot.accounts.tables import Account

    alerts = opened(folder)
    with Session(alerts.post.records) as session, session.begin():
        for number, (name, role) in enumerate((("night", "staff"), ("one", "supervisor"), ("two", "supervisor")), 1):
            row = Account(id=number, name=name, role=role, disabled=False, created_at=0.0)
            row.password_hash = "x"  # noqa: S105  (never signed in with)
            session.add(row)
    return alerts


def lines(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


def kill_again_and_again(folder: Path, many: int, kills: int) -> tuple[int, subprocess.Popen]:
    """Run the service, and kill it while there is work; returns how often, and the one that runs on."""
    done = 0
    while True:
        child = subprocess.Popen([sys.executable, "-m", "benchmarks.alerts", "--serve", str(folder), str(many)])
        if done >= kills:
            return done, child
        before = len(lines(folder / "acknowledged"))
        share = many / kills
        until = time.time() + 60
        # Killed after its share of alerts, at a moment of its own.
        while len(lines(folder / "acknowledged")) < min(before + share, many) and time.time() < until:
            time.sleep(0.05)
        time.sleep(random.uniform(0.0, 0.4))  # noqa: S311
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        done += 1


def measure(many: int, kills: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        alerts = prepare(folder)
        supervisor = Supervisor(alerts)
        supervisor.start()
        threading.Thread(target=supervisor.take, daemon=True).start()
        killed, child = kill_again_and_again(folder, many, kills)
        wait_for_the_end(alerts, folder, many)
        supervisor.over.set()
        supervisor.join()
        child.kill()
        child.wait()
        report(alerts, supervisor, folder, many, killed)


def wait_for_the_end(alerts: Alerts, folder: Path, many: int) -> None:
    """Until every alert is raised, and taken or left by everybody, and nothing waits to be sent."""
    until = time.time() + 600
    while time.time() < until:
        with Session(alerts.post.records) as session:
            waiting = session.scalar(select(Ring.id).where(Ring.state == "waiting").limit(1))
            running = session.scalar(select(AlertRow.code).where(AlertRow.next_at.is_not(None)).limit(1))
        if len(lines(folder / "acknowledged")) >= many and waiting is None and running is None:
            return
        time.sleep(1)


def report(alerts: Alerts, supervisor: Supervisor, folder: Path, many: int, killed: int) -> None:
    with Session(alerts.post.records) as session:
        rows = {row.code: row for row in session.scalars(select(AlertRow))}
        marks = len(session.scalars(select(AlertWords.mark_digest)).all())
        unsent = Counter(session.scalars(select(Ring.state)))
    acknowledged = {code: (float(begun), float(ended)) for code, begun, ended in lines(folder / "acknowledged")}
    shown = lines(folder / "shown")
    rung = {code for _, _, template, code, _ in shown if template != "item_settled"}
    readable = sorted(supervisor.first_read.get(code, 1e12) - ended for code, (_, ended) in acknowledged.items())
    left = [row for row in rows.values() if row.phone_now_at is not None]
    late = sorted(row.phone_now_at - row.raised_at - 2 * MINUTES * 60 for row in left)
    neither = [code for code, row in rows.items() if code not in rung and row.phone_now_at is None and not row.taken_at]
    opens = [reading.one(alerts.post, code, SECOND).words for code in list(rows)[:20]]
    print(f"alerts {many}, kills {killed}; acknowledged {len(acknowledged)}, kept {len(rows)}, marks {marks}")
    print(f"lost: {len(set(acknowledged) - set(rows))}; raised twice: {len(rows) - len(acknowledged)}")
    print(
        f"on the supervisor's list, seconds after it was acknowledged: p50 {mid(readable, 0.5):.2f}, "
        f"p99 {mid(readable, 0.99):.2f}, most {readable[-1]:.2f}; list read in at most {supervisor.slowest:.2f} s"
    )
    print(f"shown twice on the list: {supervisor.twice}")
    print(
        f"rung {len(shown)} times for {len({once for *_, once in shown})} messages "
        f"(a kill between sending and noting rings again, under the same mark)"
    )
    print(
        f"taken {sum(row.taken_at is not None for row in rows.values())}, escalated to the end {len(left)}; "
        f"the last step late by p50 {mid(late, 0.5):.1f} s, most {late[-1] if late else 0:.1f} s"
    )
    print(
        f"neither delivered nor escalated nor taken: {len(neither)}; outbox {dict(unsent)}; readable whole {all(opens)}"
    )


def mid(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--alerts", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--serve", nargs=2)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve(Path(given.serve[0]), int(given.serve[1])))
    else:
        measure(given.alerts, given.kills)


if __name__ == "__main__":
    main()
