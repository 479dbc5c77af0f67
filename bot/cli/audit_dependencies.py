"""`steadyhand audit-dependencies`: known holes in what is installed, by two sources, each of which is tested first.

An auditor that cannot reach its source says that nothing is known, which looks like being safe. So every source has to
find the holes of two old packages first; one that does not is “not checked”. Exit status: 0 nothing new, 2 holes, 3 not
checked.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import PROJECT

HOLES, NOT_CHECKED = 2, 3
#: Packages with holes that every source must know.
CONTROL = ("django==2.0", "jinja2==2.4")
SOURCES = ("pypi", "osv")
ACCEPTED = PROJECT / "docs" / "accepted-advisories.yml"
_AUDITOR = "pip-audit==2.9.0"
_LONGEST_ACCEPTANCE = dt.timedelta(days=90)
#: Runs a command and returns its exit status and output.
Runner = Callable[[Sequence[str]], tuple[int, str]]


@dataclass(frozen=True, order=True)
class Hole:
    """A known hole in an installed package."""

    package: str
    version: str
    id: str
    mended_in: str = ""


@dataclass(frozen=True)
class Checked:
    """What one source said: holes, and packages that it does not know."""

    holes: frozenset[Hole]
    unknown: frozenset[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--accepted", type=Path, default=ACCEPTED, help="advisories that are accepted for a while")


def run(arguments: argparse.Namespace, runner: Runner | None = None, today: dt.date | None = None) -> int:
    """Print what was found, and what could not be checked."""
    run_command = runner or _run
    accepted = read_accepted(arguments.accepted, today or dt.date.today())
    with tempfile.TemporaryDirectory(prefix="steadyhand-audit-") as folder:
        ours = _write(Path(folder) / "ours.txt", _exported(run_command).splitlines())
        control = _write(Path(folder) / "control.txt", CONTROL)
        results = {source: _ask(run_command, source, control, ours) for source in SOURCES}
    checked = {source: result for source, result in results.items() if result is not None}
    for source in SOURCES:
        print(f"{source}: {_said(checked.get(source))}")
    if not checked:
        print("NOT CHECKED. No source could be asked; this says nothing about whether there are holes.")
        return NOT_CHECKED
    holes = sorted(frozenset().union(*(one.holes for one in checked.values())))
    new = [hole for hole in holes if (hole.package, hole.id) not in accepted]
    for hole in new:
        remedy = f"mended in {hole.mended_in}" if hole.mended_in else "no release mends it"
        print(f"  {hole.package} {hole.version}: {hole.id}, {remedy}")
    print(f"{len(new)} known holes, {len(holes) - len(new)} accepted for now.")
    unknown = frozenset.intersection(*(one.unknown for one in checked.values()))
    if unknown:
        print(f"NOT CHECKED, because no source knows them: {', '.join(sorted(unknown))}")
    return HOLES if new else NOT_CHECKED if unknown else 0


def read_accepted(path: Path, today: dt.date) -> set[tuple[str, str]]:
    """Package and id of every advisory that is accepted today. Raises BadInput."""
    from bot.cli.main import BadInput

    accepted = set()
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
        if not isinstance(entry, dict) or {"package", "id", "why", "until"} - set(entry):
            raise BadInput(f"{path.name}: every entry needs package, id, why and until")
        if entry["until"] - today > _LONGEST_ACCEPTANCE:
            raise BadInput(f"{path.name}: {entry['id']} is accepted for more than 90 days: choose an earlier day")
        if entry["until"] >= today:
            accepted.add((entry["package"], entry["id"]))
    return accepted


def _ask(run_command: Runner, source: str, control: Path, ours: Path) -> Checked | None:
    """What a source says about our packages; None when it does not even know the holes of the control packages."""
    proof = _audited(run_command, source, control)
    if proof is None or {hole.package for hole in proof.holes} != {one.partition("==")[0] for one in CONTROL}:
        return None
    return _audited(run_command, source, ours)


def _audited(run_command: Runner, source: str, requirements: Path) -> Checked | None:
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command = [_uv(), "tool", "run", "--from", _AUDITOR, "pip-audit", *options, "-s", source, "-r", str(requirements)]
    _, output = run_command(command)
    try:
        listed: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    holes = {
        Hole(one["name"], one["version"], hole["id"], ", ".join(hole.get("fix_versions") or []))
        for one in listed
        for hole in one.get("vulns") or []
    }
    return Checked(frozenset(holes), frozenset(one["name"] for one in listed if "skip_reason" in one))


def _exported(run_command: Runner) -> str:
    from bot.cli.main import BadInput

    options = ["--frozen", "--no-dev", "--no-emit-project", "--no-hashes", "--no-annotate", "--no-header"]
    status, output = run_command([_uv(), "export", "-q", *options, "--project", str(PROJECT)])
    if status:
        raise BadInput("the locked packages could not be listed: run `uv lock` first")
    return output


def _said(checked: Checked | None) -> str:
    if checked is None:
        return "not checked: it could not be reached, or did not know the holes of the control packages"
    return f"checked, {len(checked.holes)} holes known, {len(checked.unknown)} packages not known"


def _uv() -> str:
    beside = PROJECT / ".boot" / "bin" / "uv"  # where ./run puts it
    return os.environ.get("UV_BIN") or shutil.which("uv") or str(beside)


def _write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("".join(f"{line.partition(' ;')[0]}\n" for line in lines if _is_for_here(line)), encoding="utf-8")
    return path


def _is_for_here(line: str) -> bool:
    """Whether a locked package is for this platform and Python; others are never installed."""
    from packaging.markers import Marker

    marker = line.partition(" ;")[2].strip()
    return not marker or Marker(marker).evaluate()


def _run(command: Sequence[str]) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603  (uv with arguments made here)
        list(command), capture_output=True, text=True, timeout=900, check=False
    )
    return done.returncode, done.stdout
