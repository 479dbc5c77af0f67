"""A resident's YAML as the fields of a form, and back. The words of each field stay as their writer put them."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Mapping

import yaml

#: Short fields, by the name of the form's field, and where they stand in the file.
PLAIN = ("id", "title", "plain", "content_note", "scene", "you_are", "back_story")
RESIDENT = ("name", "person", "pronoun", "age", "style", "exploitation", "present", "shape", "hue")
START = ("trust", "safety", "control", "shame", "arousal")
#: Fields that keep the shape of the file: lists and groups, written as in docs/scenarios.md.
BLOCKS = (
    "goal",
    "helps_most",
    "closes_up",
    "phases",
    "opening",
    "lines",
    "reveals",
    "triggers",
    "remembers",
    "leaves",
    "parting",
    "debrief",
    "examples",
)
LEVEL, REACTIONS = "level", "reactions"
FIELDS = (
    *PLAIN,
    LEVEL,
    REACTIONS,
    *(f"resident_{one}" for one in RESIDENT),
    *(f"start_{one}" for one in START),
    *BLOCKS,
)
_REVIEW_DAYS = 180
_TOP = re.compile(r"^([a-z_]+):[ ]?(.*)$")


def as_yaml(form: Mapping[str, str], today: dt.date, by: str) -> str:
    """The file that a filled-in form makes."""
    short: dict[str, object] = {name: form[name].strip() for name in PLAIN[:3]}
    short["reviewed"] = {"on": today, "by": by}
    short["review_by"] = today + dt.timedelta(days=_REVIEW_DAYS)
    short[REACTIONS] = form[REACTIONS].replace(",", " ").split()
    short[LEVEL] = _number(form[LEVEL])
    filled = {one: form[f"resident_{one}"].strip() for one in RESIDENT}
    short["resident"] = {one: _number(value) for one, value in filled.items() if value}
    short |= {name: " ".join(form[name].split()) for name in PLAIN[3:]}
    short["start"] = {one: _number(form[f"start_{one}"]) for one in START}
    head = yaml.safe_dump(short, sort_keys=False, allow_unicode=True, width=118)
    blocks = [f"{name}:\n{textwrap.indent(_clean(form[name]), '  ')}\n" for name in BLOCKS if form[name].strip()]
    return head + "".join(blocks)


def as_form(text: str) -> dict[str, str]:
    """The fields of a form for a file; what cannot be read stays empty."""
    form = dict.fromkeys(FIELDS, "")
    blocks = _blocks(text)
    form |= {name: blocks.get(name, "") for name in BLOCKS}
    try:
        read = yaml.safe_load("\n".join(line for line in text.splitlines()))
    except yaml.YAMLError:
        return form
    if not isinstance(read, dict):
        return form
    form |= {name: str(read.get(name, "")).strip() for name in (*PLAIN, LEVEL)}
    form[REACTIONS] = ", ".join(str(one) for one in read.get(REACTIONS) or ())
    for group, names in (("resident", RESIDENT), ("start", START)):
        found = read.get(group)
        if isinstance(found, dict):
            form |= {f"{group}_{name}": str(found[name]) for name in names if found.get(name) is not None}
    return form


def field_of(problem_field: str) -> str:
    """The form's field that a problem is about; an empty string when it is about the whole."""
    first, _, rest = problem_field.partition(".")
    second = rest.partition(".")[0]
    name = f"{first}_{second}" if first in ("resident", "start") else first.partition(" ")[0]
    return name if name in FIELDS else ""


def _blocks(text: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    current = ""
    for line in text.splitlines():
        top = _TOP.match(line)
        if top:
            current = top[1]
            found[current] = [top[2]] if top[2].strip() else []
        elif current:
            found[current].append(line)
    return {name: textwrap.dedent("\n".join(lines)).strip("\n") for name, lines in found.items()}


def _clean(block: str) -> str:
    return textwrap.dedent(block.replace("\r\n", "\n").replace("\t", "  ")).strip("\n")


def _number(typed: str) -> object:
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() else typed
