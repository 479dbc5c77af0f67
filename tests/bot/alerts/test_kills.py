"""A service that is killed with SIGKILL again and again, on a real database of each kind, loses and doubles nothing."""

import os
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.alerts import lines, prepare
from bot.alerts.tables import AlertRow, AlertWords, Ring
from bot.settings import PROJECT

MANY, KILLS = 12, 3


def until(true, seconds=300):
    end = time.time() + seconds
    while not true():
        assert time.time() < end, "it took too long"
        time.sleep(0.05)


@pytest.fixture
def service(records_url, tmp_path):
    (tmp_path / "address").write_text(records_url)
    alerts = prepare(tmp_path)
    command = [sys.executable, "-m", "benchmarks.alerts", "--serve", str(tmp_path), str(MANY)]
    running = []

    def start():
        running.append(subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL))
        return running[-1]

    yield alerts, start
    for child in running:
        child.kill()
        child.wait()
    alerts.post.records.dispose()


def test_every_alert_is_kept_once_and_rung_though_the_service_is_killed_in_between(service, tmp_path):
    alerts, start = service
    acknowledged = tmp_path / "acknowledged"
    for kill in range(1, KILLS + 1):
        child = start()
        until(lambda wanted=MANY * kill // (KILLS + 1): len(lines(acknowledged)) >= wanted)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    start()
    until(lambda: len(lines(acknowledged)) == MANY)

    def kept(column):
        with Session(alerts.post.records) as session:
            return list(session.scalars(select(column)))

    until(lambda: not kept(AlertRow.next_at) or set(kept(AlertRow.next_at)) == {None})
    until(lambda: "waiting" not in kept(Ring.state))
    codes = {code for code, *_ in lines(acknowledged)}
    assert set(kept(AlertRow.code)) == codes and len(codes) == len(kept(AlertWords.mark_digest)) == MANY
    assert {code for _, _, _, code, _ in lines(tmp_path / "shown")} == codes
    assert sorted(alert.code for alert in alerts.open_alerts(2)) == sorted(codes)
