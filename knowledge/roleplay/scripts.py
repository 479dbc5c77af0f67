"""A script: what a trainee says, one reply a line, so that a talk can be played again from a file.

A line may name its moves in front, `[reflection + open_question] It sounds hard.`; else they are recognised. `...` is a
silence, an empty line is left out, and a line that starts with # is a remark. The same as JSON: `{"replies": ["…",
{"text": "…", "moves": ["reflection"]}]}`, or a play as `Play.as_json` wrote it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from knowledge.roleplay.play import LONGEST_REPLY, MOST_REPLIES, Reply, Seen, seen_from_json

_NAMED = re.compile(r"^\[([a-z_]+(?:\s*[+,]\s*[a-z_]+)*)\]\s*(.*)$")
_SILENCES = {"...", "…", "*silence*"}


class UnreadableScript(ValueError):
    """The script cannot be played; the message says in which line and what to do."""


def read_script(text: str, known: set[str]) -> list[Reply]:
    """The replies of a script; those without named moves have none yet. `known` are the ids of the moves.

    Raises UnreadableScript.
    """
    if text.lstrip().startswith(("{", "[{", '["')):
        replies = _from_json(text)
    else:
        replies = [_reply(line) for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for number, reply in enumerate(replies, start=1):
        unknown = [seen.id for seen in reply.moves if seen.id not in known]
        if unknown:
            raise UnreadableScript(
                f"reply {number}: there is no move `{unknown[0]}`: see `steadyhand content list moves`"
            )
        if len(reply.text) > LONGEST_REPLY:
            raise UnreadableScript(f"reply {number} has more than {LONGEST_REPLY} characters: shorten it")
    if not replies:
        raise UnreadableScript("there is no reply in it: write one reply a line")
    if len(replies) > MOST_REPLIES:
        raise UnreadableScript(f"it has {len(replies)} replies: a talk has {MOST_REPLIES} at most")
    return replies


def _reply(line: str) -> Reply:
    found = _NAMED.match(line.strip())
    moves = tuple(Seen(one.strip()) for one in re.split(r"[+,]", found[1])) if found else ()
    text = found[2] if found else line.strip()
    return Reply("" if text in _SILENCES else text, moves)


def _from_json(text: str) -> list[Reply]:
    try:
        raw: Any = json.loads(text)
        given: Any = raw.get("replies", raw.get("events")) if isinstance(raw, dict) else raw
        replies = [one for one in given if isinstance(one, str) or "nudge" not in one]
        return [_reply(one) if isinstance(one, str) else _json_reply(one) for one in replies]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableScript(f"it is not a script ({error}): write one reply a line, or a list of replies") from error


def _json_reply(raw: dict[str, Any]) -> Reply:
    return Reply(str(raw["text"]), tuple(seen_from_json(one) for one in raw.get("moves", ())))
