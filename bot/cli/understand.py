"""`steadyhand understand`: what the service understands, JSON Lines in and out, in the same order."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--as", dest="role", choices=("staff", "trainee"), default="staff", help="who is writing (default: staff)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read standard input to its end, answering each line as it comes."""
    from bot.assembly import opened
    from bot.cli.main import BadInput
    from bot.cli.ready import make_ready
    from bot.guards import Refused
    from bot.settings import Settings
    from knowledge.kinds import Reaction

    trainee = arguments.role == "trainee"
    settings = Settings.from_env()
    make_ready(settings)
    with opened(settings, keep_records=False) as house, _loop() as ask:
        reactions = [one.id for one in house.desk.store.all(Reaction)]
        for entry in messages(sys.stdin.buffer):
            if len(entry["text"]) > settings.longest_message:
                limit = settings.longest_message
                raise BadInput(f"the text of {entry['id']!r} has more than {limit} characters: shorten it or split it")
            try:
                understood = ask(house.door.understand(entry["text"], practice=trainee))
            except Refused as refused:
                raise BadInput(f"the text of {entry['id']!r} could not be masked: report this as a fault") from refused
            line = line_for(entry, understood, reactions)
            print(json.dumps({**line, **_practised(understood)} if trainee else line, ensure_ascii=False), flush=True)
    return 0


@contextmanager
def _loop() -> Iterator[Callable[[Coroutine[Any, Any, Any]], Any]]:
    """One event loop for all lines."""
    import asyncio

    loop = asyncio.new_event_loop()
    try:
        yield loop.run_until_complete
    finally:
        loop.close()


def messages(stream: Any) -> Iterator[dict[str, Any]]:
    """The messages of a JSON Lines stream. Raises BadInput naming the line that cannot be read."""
    from bot.cli.main import BadInput

    for number, raw in enumerate(stream, start=1):
        if not raw.strip():
            continue
        remedy = 'each line must look like {"id": "1", "text": "…"}'
        try:
            entry = json.loads(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise BadInput(f"line {number} of the input is not UTF-8: save the file as UTF-8") from error
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadInput(f"line {number} of the input is not JSON: {remedy}") from error
        if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("text"), str):
            raise BadInput(f"line {number} of the input has no id or no text: {remedy}")
        # A lone surrogate is no character; it becomes the replacement character, so that positions stay right.
        entry["text"] = entry["text"].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield entry


def line_for(entry: dict[str, Any], understood: dict[str, Any], reactions: list[str]) -> dict[str, Any]:
    """One line of output; the field names are a contract. Positions are code points into the text as given."""
    intent = understood.get("asked_intent") or understood.get("intent") or {}
    return {
        "id": entry["id"],
        "text": understood["text"],
        "intent": {"name": intent.get("name"), "confidence": intent.get("confidence") or 0.0},
        "topic": understood.get("topic"),
        "reactions": [
            {"id": one["id"], "confidence": one["confidence"], "cues": one["cues"]}
            for one in understood.get("reactions") or []
        ],
        "reaction_scores": {one: (understood.get("reaction_scores") or {}).get(one, 0.0) for one in reactions},
        "urgent": bool(understood.get("urgent")),
        "situations": [
            {"id": one["id"], "confidence": one["confidence"], "cues": one["cues"]}
            for one in understood.get("situations") or []
        ],
        "masked": understood["masked"],
    }


def _practised(understood: dict[str, Any]) -> dict[str, Any]:
    """What is added to a line that a trainee says to a played resident."""
    found = understood.get("moves") or []
    moves = [{"id": one["id"], "confidence": one["confidence"], "cues": one["cues"]} for one in found]
    return {"moves": moves, "talk": understood.get("talk")}
