"""What the service writes to its log: one JSON object a line, made of allow-listed fields, never of a message.

A line says when, how bad, what (a fixed code), where in the program, and for an error its kind and the places it came
through. The text of messages, arguments, errors, SQL and addresses is not filtered but never asked for: it does not
matter what a library tries to log. So no line can hold what a person typed.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
import traceback
from types import TracebackType
from typing import Any

from bot.settings import PROJECT, SettingsError

LEVELS = ("debug", "info", "warning", "error")
#: The packages of this program: their log calls begin with a constant text (a test holds them to it).
OWN = ("bot", "actions", "knowledge")
#: Field → what its value must look like. Nothing else given with a log call is written.
_FIELDS: dict[str, re.Pattern[str]] = {
    "route": re.compile(r"[a-z_]{1,40}"),
    "status": re.compile(r"[1-5]\d\d"),
    "ms": re.compile(r"\d{1,9}"),
    "count": re.compile(r"\d{1,12}"),
}
_MOST_PLACES = 6


class ContentFreeFormatter(logging.Formatter):
    """Writes a record as one JSON line of allow-listed fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        own = record.name.partition(".")[0] in OWN
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "event": _code(record.msg) if own else "library",
            "module": record.name if own else record.name.partition(".")[0],
        }
        for name, shape in _FIELDS.items():
            value = getattr(record, name, None)
            if isinstance(value, (str, int)) and shape.fullmatch(str(value)):
                line[name] = value
        # An error that is being handled while this is logged is the one the line is about.
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else sys.exc_info()[1]
        if error is not None:
            line["kind"] = type(error).__name__
            line["places"] = places(error.__traceback__)
        return json.dumps(line)


def begin(level: str = "warning") -> None:
    """Send everything that is logged, and every error nobody caught, through this log to standard error.

    Raises SettingsError for a level that is not one of LEVELS.
    """
    if level not in LEVELS:
        raise SettingsError(f"STEADYHAND_LOG_LEVEL is “{level}”: write one of {', '.join(LEVELS)}")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ContentFreeFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for package in OWN:
        logging.getLogger(package).setLevel(level.upper())
    logging.lastResort = None  # it would print the message itself
    logging.raiseExceptions = False  # a record that cannot be written would be printed with its arguments
    logging.captureWarnings(True)  # they are about libraries, and quote what they were given
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)
    sys.excepthook = lambda kind, error, trace: _uncaught(error, trace)
    sys.unraisablehook = lambda what: _uncaught(what.exc_value, what.exc_traceback)
    threading.excepthook = lambda what: _uncaught(what.exc_value, what.exc_traceback)


def tame_structlog() -> None:
    """Send what Rasa logs through structlog the same way; its own events quote messages, slots and entities."""
    import structlog

    def hand_over(_: Any, method: str, event: Any) -> Any:
        logging.getLogger("rasa").log(getattr(logging, method.upper(), logging.ERROR), "library")
        raise structlog.DropEvent

    structlog.configure(
        processors=[hand_over],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=False,
    )


def places(trace: TracebackType | None) -> list[str]:
    """Where an error came through, innermost last: file and line, no source, no values."""
    frames = traceback.extract_tb(trace)[-_MOST_PLACES:]
    return [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]


def _uncaught(error: BaseException | None, trace: TracebackType | None) -> None:
    logging.getLogger("bot").critical("uncaught", exc_info=(type(error), error, trace) if error else None)


def _code(message: object) -> str:
    """The constant text of a log call as a code: "turn failed: %s" gives turn_failed."""
    words = re.sub(r"%\(?\w*\)?[a-z]", " ", message) if isinstance(message, str) else ""
    return "_".join(re.findall(r"[a-z]+", words.lower()))[:60] or "event"


def _short(filename: str) -> str:
    own = filename.removeprefix(f"{PROJECT}/")
    return own if own != filename and not own.startswith(".") else filename.rpartition("site-packages/")[2]
