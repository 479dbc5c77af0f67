"""What a proposal may be labelled with: lists of the content and of the assistant's domain, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.review.proposal import (
    EXAMPLE,
    LONGEST_EXAMPLE,
    LONGEST_SENTENCE,
    NONE,
    NOTE,
    NOTE_REASONS,
    NotUsable,
    Proposal,
)
from bot.settings import PROJECT
from knowledge.kinds import FOLDERS, Checklist, Principle, Reaction, Situation, Topic
from knowledge.store import ContentStore

DESCRIBING = "describe_behaviour"
#: Intents whose examples name what is asked about, and the kind of it.
ABOUT = {
    "ask_principle": Principle,
    "ask_checklist": Checklist,
    "start_checklist": Checklist,
    "ask_retrafficking_risk": Topic,
}
#: Set by a button or a layer of its own, or a mark of practice: nobody writes examples of these here.
_NOT_LEARNT = frozenset({"report_urgent", "not_urgent", "nlu_fallback", "practice_reply"})
_DOMAIN, _EXAMPLES = PROJECT / "bot" / "domain", PROJECT / "data" / "nlu" / "en"
#: Folder of examples of a topic that has none of its own.
_OTHERWISE = "service"


@dataclass(frozen=True)
class Choices:
    """The lists. `folders` says where the examples of an intent stand; `items` are places as reactions/anger."""

    folders: dict[str, str]
    reactions: tuple[str, ...]
    situations: tuple[str, ...]
    topics: dict[str, tuple[str, ...]]  # by intent
    items: tuple[str, ...]

    def folder_of(self, proposal: Proposal) -> str:
        """The folder under `data/nlu/en/` that an example belongs into."""
        if proposal.intent == DESCRIBING and proposal.situations is not None and not proposal.reactions:
            return "situations"
        return self.folders[proposal.intent]

    def checked(self, given: Proposal) -> Proposal:
        """The proposal as it is kept, without what does not belong to it. Raises NotUsable."""
        text = " ".join(given.text.split())
        kept = self._note(given, text) if given.kind == NOTE else self._example(given, text)
        wrong = _wrong_words(kept) or (self._wrong_note(kept) if kept.kind == NOTE else self._wrong_example(kept))
        if wrong:
            raise NotUsable(wrong, kept)
        return kept

    def _note(self, given: Proposal, text: str) -> Proposal:
        return Proposal(NOTE, text, item=given.item, reason=given.reason)

    def _example(self, given: Proposal, text: str) -> Proposal:
        if given.intent == DESCRIBING:
            return Proposal(EXAMPLE, text, given.intent, _list_of(given.reactions), _list_of(given.situations))
        return Proposal(EXAMPLE, text, given.intent, topic=given.topic if given.intent in ABOUT else "")

    def _wrong_note(self, note: Proposal) -> str:
        if note.item not in self.items:
            return "item"
        return "" if note.reason in NOTE_REASONS else "reason"

    def _wrong_example(self, example: Proposal) -> str:
        if example.intent not in self.folders:
            return "intent"
        if example.intent == DESCRIBING:
            lists = ((example.reactions, self.reactions), (example.situations, self.situations))
            known = all(set(found or ()) <= set(of) for found, of in lists)
            return "" if known and any(found is not None for found, _ in lists) else "label"
        about = example.intent in ABOUT
        return "topic" if about and example.topic not in self.topics[example.intent] else ""


def choices_of(store: ContentStore) -> Choices:
    """The lists as the content and the domain have them now."""
    return Choices(
        folders=_folders(),
        reactions=tuple(one.id for one in store.all(Reaction)),
        # A narrower situation is learnt under the one it belongs to.
        situations=tuple(one.id for one in store.all(Situation) if not one.part_of),
        topics={intent: tuple(one.id for one in store.all(kind)) for intent, kind in ABOUT.items()},
        items=tuple(f"{folder}/{one.id}" for folder, kind in FOLDERS.items() for one in store.all(kind)),
    )


def _folders() -> dict[str, str]:
    """Each intent that has examples → the folder they stand in."""
    found = {}
    for path in sorted(_DOMAIN.glob("*.yml")):
        folder = path.stem if (_EXAMPLES / path.stem).is_dir() else _OTHERWISE
        found.update({name: folder for name in _intents(path) if name not in _NOT_LEARNT})
    return found


def _intents(path: Path) -> list[str]:
    listed = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("intents") or []
    return [name for one in listed for name in ([one] if isinstance(one, str) else one)]


def _list_of(ticked: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """“None” stands for an empty list, and only alone: beside others it counts as a label that is not known."""
    return () if ticked == (NONE,) else (ticked or None)


def _wrong_words(proposal: Proposal) -> str:
    """What is wrong with the words: empty, long, or with brackets (of a mask, or read as markup by the training)."""
    longest = LONGEST_EXAMPLE if proposal.kind == EXAMPLE else LONGEST_SENTENCE
    if not proposal.text:
        return "empty"
    if len(proposal.text) > longest:
        return "long"
    return "brackets" if set(proposal.text) & set("[]{}") else ""
