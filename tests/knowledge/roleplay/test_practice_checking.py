"""Whoever breaks a scenario or a move is told which field and what to do."""

from __future__ import annotations

import shutil

import pytest

from knowledge.checking import check
from knowledge.problems import ContentError
from knowledge.reading import CONTENT_FOLDER, content_hash, learnt_hash, read_library

SALMA, PRESS = "en/scenarios/salma.yml", "en/moves/pressing_for_details.yml"
#: What an author did → file, words replaced, words put in their place, what the line must say.
BREAKAGES = {
    "a move is unknown": (
        SALMA,
        "- asking_permission: May",
        "- asking_permision: May",
        ["examples good 1", "name moves"],
    ),
    "a family is unknown": (SALMA, "    smoothing:\n", "    soothing:\n", ["lines anywhere: there is no `soothing`"]),
    "a reaction is unknown": (SALMA, "[self_blame_shame]", "[shame]", ["reactions: there is no `shame`"]),
    "a range cannot be read": (SALMA, "below 62", "less than 62", ["goal.when.shame", "write `at least 45`"]),
    "a phase has no lines": (SALMA, "\n  thawing:\n", "\n  thawed:\n", ["lines", "one group for each phase"]),
    "a phase is never reached": (
        SALMA,
        "{trust: below 18}",
        "{trust: below 18, shame: below 2}",
        ["phases shut", "never"],
    ),
    "a reveal is never told": (
        SALMA,
        "when: {trust: at least 58,",
        "when: {trust: above 100,",
        ["reveals slippers", "never"],
    ),
    "a goal is out of reach": (SALMA, "shame: below 62}", "shame: below 1}", ["examples good", "does not end"]),
    "a goal comes too soon": (
        SALMA,
        "when: {trust: at least 52, control: at least 45, shame: below 62}\n  told: [doctor]",
        "when: {trust: at least 20}\n  told: []",
        ["goal", "can be reached with 1 replies"],
    ),
    "a poor talk goes on": (
        SALMA,
        "{trust: below 7}",
        "{trust: at most 0, control: below 1}",
        ["examples poor", "worse"],
    ),
    "the role is broken": (SALMA, "He reads it?", "The trainee reads it?", ["breaks the role", "“trainee”"]),
    "a line is graphic": (SALMA, "You don't know what I did there.", "He raped me.", ["is graphic", "hint"]),
    "a star is alone": (SALMA, "*nods, very slowly*", "*nods, very slowly", ["star without its pair"]),
    "a line stands twice": (SALMA, '"If you say so."', '"Maybe."', ["“Maybe.” stands in more than one place"]),
    "answers are too few": (
        SALMA,
        'harmful:\n      - "Stop stop stop."\n      - "*hands over the head*"\n      - "*shakes and does not hear you*"\n',
        "harmful:\n",
        ["lines flooded", "finds only 1 answers"],
    ),
    "pressing does no harm": (PRESS, "trust: -9", "trust: 1", ["harmful move lowers trust"]),
    "a twin is unknown": (PRESS, "twin: asking_permission", "twin: asking", ["twin: there is no move `asking`"]),
    "a better way leads nowhere": (PRESS, "like: R2.W1", "like: R2.W9", ["like: there is no line `R2.W9`"]),
}


@pytest.fixture
def content(tmp_path, remembering):
    return shutil.copytree(CONTENT_FOLDER, tmp_path / "content")


def problems(content) -> list[str]:
    try:
        return [str(problem) for problem in check(read_library(content))]
    except ContentError as error:
        return [str(problem) for problem in error.problems]


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_the_author_of_a_resident_reads_field_and_remedy(breakage, content):
    file, old, new, said = BREAKAGES[breakage]
    text = (content / file).read_text(encoding="utf-8")
    assert old in text, "the content changed: choose other words to break"
    (content / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [line for line in problems(content) if line.startswith(f"{file}: ") and " → " in line]
    assert any(all(part in line for part in said) for line in found), found


def test_practice_and_phrases_do_not_make_the_model_learn_again(content):
    whole, learnt = content_hash(content), learnt_hash(content)
    for file in (SALMA, PRESS, "en/phrases.yml", "sources.yml"):
        (content / file).write_text((content / file).read_text() + "\n# another word\n")
    assert learnt_hash(content) == learnt and content_hash(content) != whole
    reaction = content / "en" / "reactions" / "anger.yml"
    reaction.write_text(reaction.read_text() + "\n# another word\n")
    assert learnt_hash(content) != learnt
