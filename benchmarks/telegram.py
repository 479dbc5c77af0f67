"""What reaches Telegram, counted there: `python -m benchmarks.telegram [--alerts 20000] [--updates 10000] [--seed 1]`.

First many alerts (benchmarks/telegram_alerts.py), then many broken updates (benchmarks/telegram_updates.py); a line of
figures each, and status 1 when anything happened that must not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.telegram_alerts import send_alerts
from benchmarks.telegram_updates import send_updates


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alerts", type=int, default=20_000)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="other random texts and faults")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        alerts = asyncio.run(send_alerts(wanted.alerts, Path(one), seed=wanted.seed)) if wanted.alerts else {}
        print(json.dumps(alerts, ensure_ascii=False), flush=True)
        updates = asyncio.run(send_updates(wanted.updates, Path(two), seed=wanted.seed)) if wanted.updates else {}
        print(json.dumps(updates, ensure_ascii=False), flush=True)
    return 0 if holds(alerts) and holds(updates) else 1


def holds(figures: dict[str, Any]) -> bool:
    """Whether nothing happened that must not."""
    bad = ("other_bodies", "canaries", "errors", "said_to_strangers", "done_for_strangers", "second_effects_of_replays")
    complete = figures.get("delivered", 0) == figures.get("alerts", 0)
    return complete and not any(figures.get(name) for name in bad)


if __name__ == "__main__":
    sys.exit(main())
