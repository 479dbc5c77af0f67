"""The audit log: everything is written down once, nothing of it is content, and every change is found."""

import ast
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.records.anchor import Anchor
from bot.records.audit import ACTIONS, AuditLog, AuditRefused
from bot.records.audit_chain import Head
from bot.settings import PROJECT

HOUR = 3600


def written(audit, number=20):
    for index in range(number):
        audit.record("signed_in", who=f"account:{index % 3}", subject=f"conversation:c{index}", now=HOUR * index)


def test_who_did_what_is_found_again_in_order_and_only_by_the_hour(audit):
    audit.record("signed_in", who="account:7", now=7200 + 1234)
    audit.record("conversation_erased", who="operator", subject="conversation:ab12", now=7200 + 3601)
    entries = audit.entries()
    assert [(one.number, one.who, one.action, one.subject) for one in entries] == [
        (1, "account:7", "signed_in", ""),
        (2, "operator", "conversation_erased", "conversation:ab12"),
    ]
    assert [one.at for one in entries] == [7200, 10800]
    assert audit.verify().wrong == ""


def test_a_log_nobody_wrote_in_yet_is_in_order(audit):
    assert audit.verify().wrong == ""


@pytest.mark.parametrize(
    ("action", "who", "subject"),
    [
        ("she told me everything", "account:1", ""),
        ("signed_in", "Maria from the night shift", ""),
        ("signed_in", "account:1", "conversation:she cried"),
        ("signed_in", "account:1", "conversation:" + "a" * 65),
        ("signed_in", "account:1\n", ""),
    ],
)
def test_words_are_refused(audit, action, who, subject):
    with pytest.raises(AuditRefused):
        audit.record(action, who=who, subject=subject)
    assert audit.entries() == []


def test_an_entry_within_a_session_is_kept_if_and_only_if_the_act_is(audit, engine):
    with Session(engine) as session:
        audit.record("role_changed", who="account:1", subject="account:2", within=session)
        session.rollback()
    assert audit.entries() == [] and audit.verify().wrong == ""
    with Session(engine) as session, session.begin():
        audit.record("role_changed", who="account:1", subject="account:2", within=session)
    assert [one.action for one in audit.entries()] == ["role_changed"]
    assert audit.verify().wrong == ""


def test_many_who_write_at_once_make_one_chain(audit, engine, tmp_path):
    others = [AuditLog(engine, audit._key, Anchor(tmp_path / "audit.anchor")) for _ in range(4)]
    threads = [threading.Thread(target=written, args=(one, 15)) for one in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = audit.verify()
    assert (found.count, found.wrong) == (60, "")


@pytest.mark.parametrize(
    ("statement", "wrong", "number"),
    [
        ("update audit_entry set who = 'account:9' where number = 5", "entry_changed", 5),
        ("update audit_entry set at = at + 3600 where number = 5", "entry_changed", 5),
        ("delete from audit_entry where number = 5", "entry_missing", 5),
        ("delete from audit_entry where number <= 5", "entry_missing", 1),
        ("delete from audit_entry where number > 15", "end_missing", 16),
        ("delete from audit_entry", "end_missing", 1),
        ("insert into audit_entry select 21, at, who, action, subject, digest from audit_entry where number = 20",
         "entry_added", 21),
        ("update audit_head set count = 15", "head_changed", None),
        ("update audit_head set trimmed = 5", "head_changed", None),
        ("delete from audit_head", "head_changed", None),
    ],
)  # fmt: skip
def test_a_change_is_found_and_its_place_named(audit, engine, statement, wrong, number):
    written(audit)
    with engine.begin() as connection:
        connection.execute(text(statement))
    found = audit.verify()
    assert (found.wrong, found.number) == (wrong, number)


def test_an_end_cut_together_with_an_old_head_is_found_by_the_anchor(audit, engine):
    written(audit, 10)
    early = vars(audit.head())
    written(audit, 5)
    with engine.begin() as connection:
        connection.execute(text("delete from audit_entry where number > 10"))
        connection.execute(
            text("update audit_head set count=:count, digest=:digest, seal=:seal"),
            {name: early[name] for name in ("count", "digest", "seal")},
        )
    assert audit.verify().wrong == "end_missing"
    for _ in range(8):  # what happens afterwards does not cover it up
        audit.record("exported", who="account:1")
    assert audit.verify().wrong == "history_replaced"


def test_everything_put_back_together_is_found_by_a_head_written_down_elsewhere(audit, engine, tmp_path):
    written(audit, 10)
    early = Head(count=15, digest="f" * 64)
    assert audit.verify([early]).wrong == "end_missing"
    assert audit.verify([Head(count=5, digest="f" * 64)]).wrong == "history_replaced"
    assert audit.verify([Head(count=10, digest=audit.head().digest)]).wrong == ""


@pytest.mark.parametrize("content", [None, "", "not json", '{"count": "10"}'])
def test_a_missing_or_spoilt_anchor_is_found_and_not_written_over(audit, tmp_path, content):
    written(audit, 3)
    anchor = tmp_path / "audit.anchor"
    anchor.unlink() if content is None else anchor.write_text(content)
    written(audit, 1)
    assert audit.verify().wrong == "anchor_missing"


def test_a_changed_anchor_is_found(audit, tmp_path):
    written(audit, 3)
    anchor = tmp_path / "audit.anchor"
    anchor.write_text(anchor.read_text().replace('"count": 3', '"count": 2'))
    assert audit.verify().wrong == "anchor_changed"
    written(audit, 2)
    assert audit.verify().wrong == "anchor_changed"


def test_a_log_written_again_without_the_key_is_found(audit, engine, tmp_path):
    written(audit, 5)
    forger = AuditLog(engine, b"a guess at the key", Anchor(tmp_path / "forged"))
    with engine.begin() as connection:
        connection.execute(text("delete from audit_entry"))
        connection.execute(text("update audit_head set count=0, digest=trimmed_digest, seal=''"))
    written(forger, 5)
    assert forger.verify().wrong == ""
    assert (audit.verify().wrong, audit.verify().number) == ("head_changed", 1)


def test_old_entries_go_and_what_stays_still_fits(audit, engine):
    written(audit, 20)
    assert audit.trim(before=HOUR * 12, now=HOUR * 20) == 12
    assert [one.number for one in audit.entries()] == list(range(13, 22))
    assert (audit.entries()[-1].action, audit.entries()[-1].subject) == ("audit_trimmed", "entries:1-12")
    assert audit.verify().wrong == ""
    assert audit.trim(before=HOUR * 12) == 0
    with engine.begin() as connection:
        connection.execute(text("delete from audit_entry where number = 13"))
    assert audit.verify().number == 13


def test_every_action_that_is_recorded_anywhere_is_a_known_one():
    recorded = set()
    for path in (PROJECT / "bot").rglob("*.py"):
        calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
        for call in calls:
            if getattr(call.func, "attr", "") == "record" and call.args:
                recorded |= {part.value for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant)}
    assert "audit_trimmed" in recorded
    assert recorded - ACTIONS == set()


def test_every_known_action_is_written_somewhere():
    trees = [ast.parse(path.read_text()) for path in (PROJECT / "bot").rglob("*.py")]
    words = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert ACTIONS - words == set()
