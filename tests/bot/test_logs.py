"""The log holds codes and places, never a word of what anybody typed."""

import asyncio
import io
import json
import logging
import subprocess
import sys

import pytest
import sqlalchemy

from bot import logs
from bot.settings import PROJECT, SettingsError

SECRET = "marigold"


@pytest.fixture
def written():
    """Lines that a logger of ours wrote, as objects, and the raw text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.ContentFreeFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: (stream.getvalue(), [json.loads(line) for line in stream.getvalue().splitlines()])
    root.removeHandler(handler)


def test_an_error_is_logged_by_its_kind_and_its_places(written):
    try:
        raise ValueError(f"she said {SECRET}")
    except ValueError as error:
        logging.getLogger("bot.conversation").error("turn failed: %s %s", type(error).__name__, SECRET)
    raw, [line] = written()
    assert SECRET not in raw
    assert (line["level"], line["event"], line["kind"], line["module"]) == (
        "error", "turn_failed", "ValueError", "bot.conversation",
    )  # fmt: skip
    assert line["places"][-1].startswith("tests/bot/test_logs.py:")


@pytest.mark.parametrize(
    "extra",
    [
        {"route": SECRET + " 1"},
        {"status": SECRET},
        {"ms": SECRET},
        {"text": SECRET},
        {"route": [SECRET]},
    ],
)
def test_a_field_that_is_not_allowed_or_of_another_shape_is_dropped(written, extra):
    logging.getLogger("bot.gateway").error("request", extra=extra)
    raw, [line] = written()
    assert SECRET not in raw and line["event"] == "request"


def test_what_libraries_say_is_dropped_but_that_they_said_something_is_not(written):
    logging.getLogger("aiohttp.server").error("Error handling %s", SECRET)
    logging.getLogger("rasa.core").error(SECRET, exc_info=(KeyError, KeyError(SECRET), None))
    raw, lines = written()
    assert SECRET not in raw
    assert [(line["event"], line["module"]) for line in lines] == [("library", "aiohttp"), ("library", "rasa")]
    assert lines[1]["kind"] == "KeyError"


def test_a_task_nobody_waited_for_is_logged_without_its_words(written):
    async def fail():
        raise RuntimeError(SECRET)

    async def forget():
        task = asyncio.ensure_future(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(forget())
    raw, lines = written()
    assert SECRET not in raw
    assert [line["kind"] for line in lines] == ["RuntimeError"]


def test_a_failed_statement_does_not_show_its_parameters(written):
    from bot.records.database import open_records

    engine = open_records("sqlite://")
    with pytest.raises(sqlalchemy.exc.SQLAlchemyError) as raised, engine.begin() as connection:
        connection.execute(sqlalchemy.text("insert into nowhere values (:said)"), {"said": SECRET})
    assert SECRET not in str(raised.value)


def test_a_level_nobody_knows_is_named():
    with pytest.raises(SettingsError, match="STEADYHAND_LOG_LEVEL is “loud”"):
        logs.begin("loud")


UNCAUGHT = """
import gc, logging, sys, threading, warnings
sys.path.insert(0, {project!r})
from bot import logs
logs.begin("debug")
from bot.engine.without_tensorflow import install
logs.tame_structlog()
import structlog
structlog.get_logger().error("rasa.said", text={secret!r})
def fail(): raise ValueError({secret!r})
thread = threading.Thread(target=fail); thread.start(); thread.join()
class Falling:
    def __del__(self): fail()
Falling(); gc.collect()
warnings.simplefilter("always"); warnings.warn({secret!r})
logging.getLogger("somewhere").error("%d", {secret!r})
fail()
"""


def test_errors_that_nobody_caught_are_logged_without_their_words():
    code = UNCAUGHT.format(project=str(PROJECT), secret=SECRET)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and SECRET not in done.stderr + done.stdout
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["library", "uncaught", "uncaught", "library", "uncaught"]
