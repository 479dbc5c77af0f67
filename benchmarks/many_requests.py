"""Thousands of generated requests against every address, by everybody: does anything break?

    python -m benchmarks.many_requests [--requests 20000]

Schemathesis makes them from the OpenAPI description (`steadyhand openapi`), half as described, half not; they are sent
by a stranger and by somebody of each role, most with the right form token. One in twenty is made of random bytes on the
socket. What counts: no answer of 500 or more (503 is only for records out of reach, and here they never are), no error
in the log, no answer that the description does not know.
"""

from __future__ import annotations

import argparse
import socket
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from benchmarks.front import Caller, Front, caller, connection, people, running
from bot.gateway.forms import QUERIES
from bot.gateway.openapi import description

#: Sent as one of these, what a form needs would end the sessions of who sends it; their sessions are renewed instead.
_WORDS = st.sampled_from(
    ["", "staff", "staff-1", "admin", "river-12", "maple kettle window thirty", "/restart", "x" * 3000]
)


@dataclass
class Found:
    """What came back."""

    sent: int = 0
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Send the requests and print what came back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as front:
        found = send_many(front, given_.requests, given_.seed)
        print(report(found, front))
        return 0 if is_fine(found, front) else 1


def is_fine(found: Found, front: Front) -> bool:
    """Whether nothing broke."""
    return not found.broken and not found.unknown and not front.faults


def report(found: Found, front: Front) -> str:
    """The figures in words."""
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(found.statuses.items()))
    lines = [f"{found.sent:,} requests in {found.seconds:.0f} s ({statuses})"]
    lines.append(f"{len(found.broken)} answers of 500 or more, {len(front.faults)} errors in the log")
    lines.append(f"{sum(found.unknown.values())} answers that the description does not know")
    return "\n".join([*lines, *found.broken[:10], *front.faults[:10], *map(str, found.unknown.most_common(10))])


def send_many(front: Front, count: int, first_seed: int = 1) -> Found:
    """Send about `count` requests: shared out evenly between all operations, half of them as described."""
    found, wild = Found(), max(1, count // 20)
    operations = list(schemathesis.openapi.from_dict(description()).get_all_operations())
    each = max(1, (count - wild) // (2 * len(operations)) + 1)
    started = time.monotonic()
    with connection() as web:
        for number, operation in enumerate(operations):
            for mode in GenerationMode:
                cases = operation.ok().as_strategy(generation_mode=mode)
                with suppress(Unsatisfiable):  # an address that takes nothing cannot be asked wrongly
                    _send_cases(front, web, cases, each, found, first_seed + number)
        missing = count - wild - found.sent
        for number, operation in enumerate(operations):
            if missing > 0:
                cases = operation.ok().as_strategy(generation_mode=GenerationMode.POSITIVE)
                _send_cases(front, web, cases, missing // len(operations) + 1, found, first_seed + 1000 + number)
    _send_wild(front, wild, found, first_seed)
    found.seconds = time.monotonic() - started
    return found


def _send_cases(front: Front, web: requests.Session, cases: Any, count: int, found: Found, first_seed: int) -> None:
    callers = people(front)

    @seed(first_seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, st.integers(0, len(callers) - 1), st.integers(0, 9), _WORDS)
    def send(case: Any, who: int, honest: int, word: str) -> None:
        led_to = _send(front, web, case, callers[who], honest, word, found)
        if callers[who].role and led_to.startswith("/sign-in"):  # whoever signed out, or was signed out, comes in again
            callers[who] = caller(front, callers[who].role)

    send()


def _send(front: Front, web: requests.Session, case: Any, who: Caller, honest: int, word: str, found: Found) -> str:
    if honest and isinstance(case.body, dict):
        case.body["csrf"] = who.form_token
        for name in [name for name in case.body if name != "csrf"][: honest % 2]:
            case.body[name] = word
    if isinstance(case.query, dict) and honest == 9 and QUERIES.get(case.operation.label):
        case.query = {}
    try:
        asked = case.as_transport_kwargs(base_url=front.url)
    except Exception:  # noqa: BLE001  (a case that cannot be written down as a request is none)
        return ""
    headers = {**asked.pop("headers", {}), "Cookie": who.cookie}
    try:
        answer = web.request(**asked, headers=headers, allow_redirects=False, timeout=30)
    except (requests.exceptions.InvalidHeader, requests.exceptions.InvalidURL, ValueError):
        return ""
    _count(found, answer, f"{case.method} {case.path} by {who.role or 'a stranger'}")
    if str(answer.status_code) not in case.operation.definition.raw["responses"] and answer.status_code not in (
        404,
        405,
    ):
        found.unknown[f"{case.method} {case.path}: {answer.status_code}"] += 1
    return answer.headers.get("Location", "")


def _count(found: Found, answer: requests.Response, what: str) -> None:
    found.sent += 1
    found.statuses[answer.status_code] += 1
    if answer.status_code >= 500 or "Traceback (most" in answer.text:
        found.broken.append(f"{answer.status_code}: {what}")


def _send_wild(front: Front, count: int, found: Found, first_seed: int) -> None:
    """Random bytes after a random beginning, written to the socket as they are."""
    where = urlsplit(front.url)
    people_ = people(front)
    heads = st.sampled_from([b"", b"GET ", b"GET / HTTP/1.1\r\n", b"POST /say HTTP/1.1\r\n", b"PUT / HTTP/1.1\r\n"])
    names = [
        b"Host",
        b"Cookie",
        b"Content-Length",
        b"Content-Type",
        b"Origin",
        b"Transfer-Encoding",
        b"Upgrade",
        b"Range",
    ]
    header = st.tuples(st.sampled_from(names), st.binary(max_size=60))

    @seed(first_seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(heads, st.lists(header, max_size=5), st.binary(max_size=300), st.integers(0, len(people_) - 1))
    def send(head: bytes, headers: list[tuple[bytes, bytes]], rest: bytes, who: int) -> None:
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        lines += b"Cookie: " + people_[who].cookie.encode() + b"\r\n"
        with socket.create_connection((where.hostname, where.port), timeout=10) as line:
            line.sendall(head + lines + b"Connection: close\r\n\r\n" + rest)
            line.shutdown(socket.SHUT_WR)
            said = b""
            try:
                while piece := line.recv(65536):
                    said += piece
            except OSError:
                pass
        status = int(said[9:12]) if said[:7] == b"HTTP/1." and said[9:12].isdigit() else 0
        found.sent += 1
        found.statuses[status] += 1
        if status >= 500 and status not in (501, 505):
            found.broken.append(f"{status}: {head!r} {headers!r}")

    send()


if __name__ == "__main__":
    sys.exit(main())
