"""A purge or a backup that is killed at any moment leaves nothing half done: the next one ends it."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.records import backup
from bot.records.conversations import Conversations
from bot.records.keeping import opened_keeping
from bot.records.key_tables import RecordKey
from bot.records.retention import DAY
from bot.records.tables import ConversationEvent
from bot.settings import PROJECT, Settings

OLD, YOUNG, KILLS = 400, 20, 4


@pytest.fixture
def settings(tmp_path):
    return Settings(
        home=tmp_path / "home", key_file=str(tmp_path / "site.key"), site=tmp_path / "none", backup_key=SAFE[1]
    )


SAFE = backup.new_key()


@pytest.fixture
def filled(settings):
    with opened_keeping(settings) as keeping, Session(keeping.engine) as session:
        for number in range(OLD + YOUNG):
            sealer = keeping.keys.sealer(session, "conversation", f"c{number}")
            sealed = sealer.seal_json("conversation_event.sealed", f"c{number}:0", {"text": "word " * 200})
            session.add(ConversationEvent(conversation=f"c{number}", number=0, sealed=sealed))
            session.flush()
            age = 31 * DAY if number < OLD else 0
            keeping.keys.touch(session, "conversation", f"c{number}", time.time() - age)
        session.commit()
    return settings


def killed(settings, *arguments, after):
    """Start a command and kill it so many seconds after it has begun its work. Returns whether it was still at it."""
    environment = {
        **os.environ,
        "STEADYHAND_HOME": str(settings.home),
        "STEADYHAND_KEY_FILE": settings.key_file,
        "STEADYHAND_BACKUP_KEY": settings.backup_key,
    }
    code = "import sys; from bot.cli.main import main; import sqlalchemy, bot.records.restoring; print(flush=True); sys.exit(main())"
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def counts(keeping):
    with Session(keeping.engine) as session:
        keys = session.scalar(select(func.count()).where(RecordKey.owner_kind == "conversation"))
        return keys, session.scalar(select(func.count(ConversationEvent.conversation.distinct())))


def test_a_purge_killed_again_and_again_is_ended_by_the_next(filled):
    chance, interrupted = random.Random(4), 0  # noqa: S311
    for _ in range(KILLS):
        interrupted += killed(filled, "purge", after=chance.uniform(0.05, 0.6))
        with opened_keeping(filled) as keeping:
            keys, conversations = counts(keeping)
            assert keys == conversations and keys >= YOUNG  # each goes whole or not at all
            assert keeping.audit.verify().wrong == ""
    with opened_keeping(filled) as keeping:
        from bot.records.retention import Policy, purge

        purge(keeping, Policy())
        assert counts(keeping) == (YOUNG, YOUNG)
        assert len({one.owner for one in keeping.tombstones.read()}) == OLD
        young = Conversations(keeping.engine, keeping.keys).events(f"c{OLD}")
        assert young and young[0]["text"].startswith("word")
    assert interrupted > 0


def test_a_backup_killed_in_the_middle_never_looks_like_a_whole_one(filled, tmp_path):
    key = tmp_path / "safe.key"
    key.write_text(SAFE[0])
    with opened_keeping(filled) as keeping:
        first = backup.make(filled, keeping, now=time.time() - 3600)
    interrupted = sum(killed(filled, "backup", "make", after=0.05 + number / 20) for number in range(KILLS))
    whole = sorted(filled.backup_folder.glob("*.age"))
    assert first in whole and interrupted > 0
    for path in whole:
        with backup.opened(filled, path, key) as opened:
            assert opened.manifest.kind == "sqlite"
    with opened_keeping(filled) as keeping:
        assert keeping.audit.verify().wrong == ""
