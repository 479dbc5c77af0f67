"""`steadyhand review export`: what is approved becomes files, and nothing is written over."""

from __future__ import annotations

import pytest

from bot.assembly import open_desk
from bot.cases.shelf import Shelf
from bot.cli import main
from bot.records.keeping import opened_keeping
from bot.review.choices import choices_of
from bot.review.proposal import EXAMPLE, Proposal
from bot.review.review import Review
from bot.settings import Settings


class NothingFound:
    def find_all(self, text):
        return []


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A site of its own, found through the environment."""
    monkeypatch.setenv("STEADYHAND_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STEADYHAND_KEY_FILE", str(tmp_path / "site.key"))
    return Settings.from_env()


@pytest.fixture
def approved(site):
    """One example that two people agreed on."""
    choices = choices_of(open_desk(site).store)
    with opened_keeping(site) as keeping:
        from sqlalchemy.orm import Session

        from bot.accounts.tables import Account

        with Session(keeping.engine) as session, session.begin():
            for number in (1, 2):
                session.add(Account(id=number, name=f"p-{number}", role="trainer", password_hash="x", created_at=0.0))
        review = Review(Shelf(keeping.engine, keeping.keys, NothingFound(), keeping.audit.record), choices)
        text = "zebra keepers asking who may read the file"
        entry = review.propose_anew(Proposal(EXAMPLE, text, "ask_principle", topic="confidentiality"), 1)
        review.approve(entry.id, entry.version, 2)
    return text


def test_what_is_approved_is_written_and_nothing_is_written_over(site, approved, tmp_path, capsys):
    out = tmp_path / "out"
    assert main.main(["review", "export", str(out)]) == 0
    assert f"    - {approved}\n" in (out / "data/nlu/en/principles/reviewed.yml").read_text()
    assert str(out / "data/nlu/en/principles/reviewed.yml") in capsys.readouterr().out
    assert main.main(["review", "export", str(out)]) == 2
    assert "name a new or an empty folder" in capsys.readouterr().err
    with opened_keeping(site) as keeping:
        last = keeping.audit.entries()[-1]
    assert (last.action, last.who, last.subject) == ("exported", "operator", "review:list")


def test_with_nothing_approved_no_folder_is_made(site, tmp_path, capsys):
    assert main.main(["review", "export", str(tmp_path / "out")]) == 0
    assert "Nothing is approved yet." in capsys.readouterr().out and not (tmp_path / "out").exists()
