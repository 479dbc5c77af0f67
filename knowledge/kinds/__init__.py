"""The kinds of content, one model a file. The folder a file lies in says which kind it is."""

from knowledge.kinds.base import AvoidLine, Item, Line, Section
from knowledge.kinds.checklist import Checklist
from knowledge.kinds.principle import Dilemma, Principle
from knowledge.kinds.reaction import EscalateLine, Manifestation, Reaction, Response
from knowledge.kinds.role import Role
from knowledge.kinds.situation import Notify, Situation
from knowledge.kinds.source import Source
from knowledge.kinds.topic import Topic
from knowledge.kinds.variant import Variant, VariantLine

#: Folder under `content/<language>/` → model of the files in it.
FOLDERS: dict[str, type[Item]] = {
    "reactions": Reaction,
    "principles": Principle,
    "checklists": Checklist,
    "situations": Situation,
    "topics": Topic,
    "variants": Variant,
}

__all__ = [
    "FOLDERS",
    "AvoidLine",
    "Checklist",
    "Dilemma",
    "EscalateLine",
    "Item",
    "Line",
    "Manifestation",
    "Notify",
    "Principle",
    "Reaction",
    "Response",
    "Role",
    "Section",
    "Situation",
    "Source",
    "Topic",
    "Variant",
    "VariantLine",
]
