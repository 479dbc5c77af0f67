"""Reads the content folder into kinds.

Gives a `Library` or raises `ContentError` with every problem found: file, field, what to do. It checks each file by
itself; what needs several files at once (links, sources, plain words) is in `knowledge.checking`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.kinds import ALL_FOLDERS, FOLDERS, Item, Line, Role, Source
from knowledge.problems import ContentError, Problem

CONTENT_FOLDER = Path(__file__).parent / "content"

KindT = TypeVar("KindT", bound=Item)


@dataclass(frozen=True)
class Library:
    """Everything the service knows in one language, by kind and id."""

    language: str
    items: dict[str, dict[str, Item]]
    sources: dict[str, Source]
    roles: dict[str, Role]
    phrases: dict[str, str]
    files: dict[str, str] = field(default_factory=dict)

    def all(self, kind: type[KindT]) -> list[KindT]:
        """Every item of a kind, in the order of its file names."""
        return list(self.items[kind.kind].values())  # type: ignore[arg-type]

    def every_item(self) -> Iterator[Item]:
        """Every item of every kind."""
        for by_id in self.items.values():
            yield from by_id.values()

    def every_line(self) -> Iterator[tuple[Item, Line]]:
        """Every line with the item it stands in."""
        for item in self.every_item():
            for line in item.all_lines():
                yield item, line

    def file_of(self, item: Item) -> str:
        """The file an item was read from, relative to the content folder."""
        return self.files.get(f"{item.kind}/{item.id}", item.id)


def content_hash(folder: Path = CONTENT_FOLDER) -> str:
    """A fingerprint of every content file: it changes when, and only when, a file's name or bytes change."""
    return _hash_of(folder, folder.rglob("*.yml"))


def learnt_hash(folder: Path = CONTENT_FOLDER, language: str = "en") -> str:
    """The same of the files that understanding is learnt from: not practice, phrases, roles and sources."""
    return _hash_of(folder, (path for name in FOLDERS for path in (folder / language / name).rglob("*.yml")))


def _hash_of(folder: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_library(folder: Path = CONTENT_FOLDER, language: str = "en") -> Library:
    """Read all content of one language.

    Raises ContentError naming every file and field that cannot be used.
    """
    root = folder / language
    problems: list[Problem] = []
    items: dict[str, dict[str, Item]] = {}
    files: dict[str, str] = {}
    for name, kind in ALL_FOLDERS.items():
        items[kind.kind] = {}
        for path in sorted((root / name).glob("*.yml")):
            shown = path.relative_to(folder).as_posix()
            item = _read_item(path, shown, kind, problems)
            if item is not None:
                items[kind.kind][item.id] = item
                files[f"{kind.kind}/{item.id}"] = shown
    sources = _read_list(folder / "sources.yml", "sources.yml", Source, problems)
    roles = _read_list(root / "roles.yml", f"{language}/roles.yml", Role, problems)
    phrases = _read_phrases(root / "phrases.yml", f"{language}/phrases.yml", problems)
    if problems:
        raise ContentError(sorted(problems))
    return Library(language, items, sources, roles, phrases, files)


def read_draft(text: str, kind: type[KindT], item_id: str) -> tuple[KindT | None, list[Problem]]:
    """One item from words that are no file yet: the item, or None and every problem found in it by itself."""
    problems: list[Problem] = []
    item = _item_from(_parse(text, item_id, problems), item_id, item_id, kind, problems)
    return item, sorted(problems)


def _read_item(path: Path, shown: str, kind: type[KindT], problems: list[Problem]) -> KindT | None:
    return _item_from(_read_yaml(path, shown, problems), path.stem, shown, kind, problems)


def _item_from(raw: Any, name: str, shown: str, kind: type[KindT], problems: list[Problem]) -> KindT | None:
    if raw is None:
        return None
    if not isinstance(raw, dict):
        problems.append(Problem(shown, "", "this file is not a list of fields", "start it with `id: …`"))
        return None
    try:
        item = kind.model_validate(raw)
    except ValidationError as error:
        problems.extend(_explain(shown, error))
        return None
    if item.id != name:
        remedy = f"write `id: {name}` or rename the file"
        problems.append(Problem(shown, "id", f"is `{item.id}` but the file is called {name}.yml", remedy))
        return None
    return item


def _read_yaml(path: Path, shown: str, problems: list[Problem]) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(shown, "", "this file is missing", "put it back, or take it from the last release"))
        return None
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(shown, "", f"cannot be read ({error})", "save it as UTF-8 text"))
        return None
    return _parse(text, shown, problems)


def _parse(text: str, shown: str, problems: list[Problem]) -> Any:
    try:
        raw = yaml.load(text, Loader=_UniqueKeys)  # noqa: S506  (a subclass of the safe loader)
    except yaml.YAMLError as error:
        problems.append(Problem(shown, _place(error), _yaml_message(error), _yaml_remedy(error)))
        return None
    except (ValueError, RecursionError) as error:  # a date or number that cannot be, lists without end
        remedy = "write dates like 2026-11-21, and put other values in quotes"
        problems.append(Problem(shown, "", f"holds a value that cannot be ({error})", remedy))
        return None
    if raw is None:
        problems.append(Problem(shown, "", "this file is empty", "take it from the last release"))
    return raw


class _UniqueKeys(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Safe YAML that refuses the same field twice, where plain YAML would silently keep the last one."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[object, object]:
    seen: set[object] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(None, None, f"`{key}` is not a field's name", key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the field `{key}` stands twice", key_node.start_mark)
        seen.add(key)
    return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}


_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# YAML 1.1 reads a bare on, off, yes and no as true and false; authors mean the words.
_UniqueKeys.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _UniqueKeys.yaml_implicit_resolvers.items()
}

ListedT = TypeVar("ListedT", bound=BaseModel)


def _read_list(path: Path, shown: str, kind: type[ListedT], problems: list[Problem]) -> dict[str, ListedT]:
    raw = _read_yaml(path, shown, problems)
    if raw is None:
        return {}
    try:
        listed = TypeAdapter(list[kind]).validate_python(raw)  # type: ignore[valid-type]
    except ValidationError as error:
        problems.extend(_explain(shown, error))
        return {}
    found: dict[str, ListedT] = {}
    for entry in listed:
        key = getattr(entry, "id")  # noqa: B009  (every listed kind has an id; pydantic's base class does not say so)
        if key in found:
            problems.append(Problem(shown, key, "stands twice", "keep one of the two entries"))
        found[key] = entry
    return found


def _read_phrases(path: Path, shown: str, problems: list[Problem]) -> dict[str, str]:
    raw = _read_yaml(path, shown, problems)
    if raw is None:
        return {}
    try:
        return TypeAdapter(dict[str, str]).validate_python(raw)
    except ValidationError as error:
        problems.extend(_explain(shown, error))
        return {}


_REMEDIES = {
    "missing": ("is missing", "add it"),
    "extra_forbidden": ("is not a field we know", "check the spelling, or remove it"),
    "string_too_short": ("is empty", "write the text"),
    "too_short": ("has too few entries", "add at least one more"),
    "string_type": ("must be text", "put it in quotes"),
    "tuple_type": ("must be a list", "write each entry on a line of its own, after a dash"),
    "list_type": ("must be a list", "write each entry on a line of its own, after a dash"),
    "model_type": ("must be a group of fields", "compare it with the same place in another file"),
    "dict_type": ("must be a group of fields", "write each as `name: text`"),
    "bool_parsing": ("must be true or false", "write true or false"),
    "int_parsing": ("must be a whole number", "write it in digits"),
    "date_from_datetime_parsing": ("is not a date", "write it like 2026-11-21"),
    "date_parsing": ("is not a date", "write it like 2026-11-21"),
    "date_from_datetime_inexact": ("is not a date", "write it like 2026-11-21"),
    "string_pattern_mismatch": ("has characters an id may not have", "use an id like the ones in the other files"),
}


def _explain(shown: str, error: ValidationError) -> list[Problem]:
    problems = []
    for detail in error.errors():
        place = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in detail["loc"])
        message, remedy = _REMEDIES.get(detail["type"], ("", ""))
        if not message:
            message, _, remedy = detail["msg"].removeprefix("Value error, ").partition(": ")
            remedy = remedy or "compare it with the same field in another file"
        problems.append(Problem(shown, place, message, remedy))
    return problems


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark is not None else ""


def _yaml_message(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or "is not valid YAML")


def _yaml_remedy(error: yaml.YAMLError) -> str:
    """What most often helps: a colon or a quotation mark inside a sentence that is not in quotes."""
    place = "at that place" if _place(error) else "of this file"
    return f"mend the YAML {place}; a sentence with a colon or a # in it goes in quotes"
