"""The kinds of content, one model a file. The folder a file lies in says which kind it is."""

from knowledge.kinds.base import AvoidLine, Item, Line, Section
from knowledge.kinds.checklist import Checklist, Circumstance, Purpose, Step
from knowledge.kinds.letter import Letter, LetterField
from knowledge.kinds.move import Better, Move
from knowledge.kinds.path import Path, PathStep
from knowledge.kinds.principle import Dilemma, Principle
from knowledge.kinds.questions import Question, QuestionGroup, Questions, ToDo
from knowledge.kinds.reaction import EscalateLine, Manifestation, Reaction, Response
from knowledge.kinds.role import Role
from knowledge.kinds.scenario import Scenario
from knowledge.kinds.situation import Notify, Situation
from knowledge.kinds.source import Source
from knowledge.kinds.topic import Topic
from knowledge.kinds.variant import Variant, VariantLine

#: Folder under `content/<language>/` → model of the files in it: what the library shows and understanding learns from.
FOLDERS: dict[str, type[Item]] = {
    "reactions": Reaction,
    "principles": Principle,
    "checklists": Checklist,
    "situations": Situation,
    "topics": Topic,
    "variants": Variant,
}
#: The same for practice: read and checked like all content, but neither searched nor learnt from.
PRACTICE_FOLDERS: dict[str, type[Item]] = {"moves": Move, "scenarios": Scenario}
#: The same for work on cases: it stands on their pages.
CASE_FOLDERS: dict[str, type[Item]] = {"questions": Questions, "paths": Path, "letters": Letter}
ALL_FOLDERS: dict[str, type[Item]] = {**FOLDERS, **PRACTICE_FOLDERS, **CASE_FOLDERS}

__all__ = [
    "ALL_FOLDERS",
    "CASE_FOLDERS",
    "FOLDERS",
    "PRACTICE_FOLDERS",
    "AvoidLine",
    "Better",
    "Checklist",
    "Circumstance",
    "Dilemma",
    "EscalateLine",
    "Item",
    "Letter",
    "LetterField",
    "Line",
    "Manifestation",
    "Move",
    "Notify",
    "Path",
    "PathStep",
    "Principle",
    "Question",
    "QuestionGroup",
    "Questions",
    "Purpose",
    "Reaction",
    "Response",
    "Role",
    "Scenario",
    "Section",
    "Situation",
    "Source",
    "ToDo",
    "Step",
    "Topic",
    "Variant",
    "VariantLine",
]
