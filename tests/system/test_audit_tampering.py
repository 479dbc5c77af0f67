"""300 random changes to the audit log and its anchor, made as somebody with the files but without the key makes them.

`./run pytest -s tests/system/test_audit_tampering.py` prints how many were found, and how many checks of an untouched
log raised a false alarm.
"""

import json
import random
import secrets
import shutil
import sqlite3

import pytest

from bot.records.anchor import Anchor
from bot.records.audit import AuditLog
from bot.records.audit_chain import NOTHING, Entry, Head, sealed, with_digest
from bot.records.audit_tables import AuditEntry, AuditHead
from bot.records.database import open_records

TAMPERINGS = 300
KEY = secrets.token_bytes(32)
_ACTIONS = ("signed_in", "exported", "read_by_other", "conversation_erased")


def opened(folder):
    engine = open_records(f"sqlite:///{folder / 'records.db'}")
    return engine, AuditLog(engine, KEY, Anchor(folder / "audit.anchor"))


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A log of 120 entries whose first ones were taken away by age, and a copy of how it stood 40 entries earlier."""
    folder = tmp_path_factory.mktemp("audit")
    engine, audit = opened(folder)
    for table in (AuditEntry, AuditHead):
        table.__table__.create(engine)
    nothing = {"trimmed": 0, "trimmed_digest": NOTHING, "count": 0, "digest": NOTHING, "seal": ""}
    with engine.begin() as connection:
        connection.execute(AuditHead.__table__.insert().values(id=1, **nothing))
    for number in range(120):
        if number == 30:
            audit.trim(before=3600 * 10, now=3600 * 30)
        if number == 80:
            engine.dispose()
            shutil.copytree(folder, folder.with_name("earlier"))
        audit.record(_ACTIONS[number % 4], f"account:{number % 5}", f"conversation:{number:x}", now=3600 * number)
    engine.dispose()
    return folder


def edit(base, chance, folder):
    column, value = chance.choice(
        [("who", "account:99"), ("action", "signed_out"), ("subject", "case:1"), ("at", 1), ("digest", "a" * 64)]
    )
    base.execute(f"update audit_entry set {column} = ? where number = ?", (value, some(base, chance)))  # noqa: S608


def delete(base, chance, folder):
    first = some(base, chance)
    base.execute("delete from audit_entry where number between ? and ?", (first, first + chance.randrange(3)))


def delete_and_close_the_gap(base, chance, folder):
    number = some(base, chance)
    base.execute("delete from audit_entry where number = ?", (number,))
    for later in base.execute("select number from audit_entry where number > ? order by number", (number,)).fetchall():
        base.execute("update audit_entry set number = number - 1 where number = ?", later)


def insert(base, chance, folder):
    end = base.execute("select max(number) from audit_entry").fetchone()[0]
    row = base.execute(
        "select at, who, action, subject, digest from audit_entry where number = ?", (some(base, chance),)
    )
    base.execute("insert into audit_entry values (?, ?, ?, ?, ?, ?)", (end + 1, *row.fetchone()))


def swap(base, chance, folder):
    one, other = chance.sample([row[0] for row in base.execute("select number from audit_entry")], 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        base.execute("update audit_entry set number = ? where number = ?", (new, old))


def cut_the_end(base, chance, folder):
    base.execute("delete from audit_entry where number > ?", (some(base, chance) - 1,))


def cut_the_end_with_its_head(base, chance, folder):
    last = some(base, chance) - 1
    digest = base.execute("select digest from audit_entry where number = ?", (last,)).fetchone() or (NOTHING,)
    base.execute("delete from audit_entry where number > ?", (last,))
    base.execute("update audit_head set count = ?, digest = ?", (last, *digest))


def go_back_to_an_earlier_copy(base, chance, folder):
    earlier = sqlite3.connect(folder.with_name("earlier") / "records.db")
    earlier.backup(base)
    earlier.close()


def write_again_without_the_key(base, chance, folder):
    guess, before, kept = secrets.token_bytes(32), NOTHING, []
    for row in base.execute("select number, at, who, action, subject from audit_entry order by number").fetchall():
        kept.append(with_digest(guess, Entry(*row[:2], f"account:{chance.randrange(50)}", *row[3:]), before))
        before = kept[-1].digest
    base.execute("delete from audit_entry")
    base.executemany("insert into audit_entry values (?,?,?,?,?,?)", [tuple(vars(one).values()) for one in kept])
    head = sealed(guess, Head(kept[0].number - 1, NOTHING, kept[-1].number, before))
    base.execute(
        "update audit_head set trimmed=?, trimmed_digest=?, count=?, digest=?, seal=?", tuple(vars(head).values())
    )


def change_the_head(base, chance, folder):
    column = chance.choice(["trimmed", "count"])
    base.execute(f"update audit_head set {column} = {column} - ?", (chance.randrange(1, 20),))  # noqa: S608


def empty_everything(base, chance, folder):
    base.execute("delete from audit_entry")
    base.execute("update audit_head set trimmed=0, trimmed_digest=?, count=0, digest=?, seal=''", (NOTHING, NOTHING))


def change_the_anchor(base, chance, folder):
    anchor = folder / "audit.anchor"
    kept = json.loads(anchor.read_text())
    kept["count"] -= chance.randrange(1, 30)
    anchor.write_text(json.dumps(kept))


def take_the_anchor_away(base, chance, folder):
    (folder / "audit.anchor").unlink()


WAYS = [
    edit, delete, delete_and_close_the_gap, insert, swap, cut_the_end, cut_the_end_with_its_head,
    go_back_to_an_earlier_copy, write_again_without_the_key, change_the_head, empty_everything, change_the_anchor,
    take_the_anchor_away,
]  # fmt: skip


def some(base, chance):
    return chance.choice([row[0] for row in base.execute("select number from audit_entry")])


def checked_after(original, change, folder):
    """What `verify` says about a copy of the log that was changed."""
    shutil.copytree(original, folder)
    if change:
        base = sqlite3.connect(folder / "records.db")
        with base:
            change(base)
        base.close()
    engine, audit = opened(folder)
    found = audit.verify()
    engine.dispose()
    shutil.rmtree(folder)
    return found


def test_every_change_is_found_and_nothing_else_is(original):
    chance, missed, alarms = random.Random(20261122), [], 0  # noqa: S311
    for number in range(TAMPERINGS):
        way = WAYS[number % len(WAYS)]
        copy = original.with_name(f"copy-{number}")
        if not checked_after(original, lambda base, way=way, at=copy: way(base, chance, at), copy).wrong:
            missed.append(f"{number}: {way.__name__}")
        alarms += bool(checked_after(original, None, copy).wrong)
    print(
        f"\naudit tamperings found: {TAMPERINGS - len(missed)} of {TAMPERINGS}; false alarms: {alarms} of {TAMPERINGS}"
    )
    assert missed == [] and alarms == 0
