"""A trainer who writes a resident is told what to mend, and can try it at once."""

from __future__ import annotations

import pytest

from knowledge.kinds import Move
from knowledge.reading import CONTENT_FOLDER
from knowledge.roleplay.drafts import LONGEST_DRAFT, checked
from knowledge.roleplay.stage import Stage
from knowledge.roleplay.walking import example_play


@pytest.fixture(scope="module")
def written():
    return (CONTENT_FOLDER / "en" / "scenarios" / "salma.yml").read_text(encoding="utf-8")


def test_a_resident_written_well_can_be_tried_at_once(written, library):
    draft = checked(written.replace("id: salma", "id: nadia", 1), "nadia", library)
    assert draft.is_ready and draft.problems == ()
    assert Stage(draft.scenario, library.all(Move)).run(example_play(draft.scenario, "good")).ended == "goal"
    assert "nadia" not in library.items["scenario"]


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("title: Salma", "titel: Salma", "titel: is not a field"),
        ("level: 1", "level: 7", "level"),
        ("scene: >-", "scene: [", "mend the YAML"),
        ("below 62", "less than 62", "is not a range"),
        ("He reads it?", "The trainee reads it?", "breaks the role"),
        ('- "*shrugs*"', "- *shrugs", "YAML alias"),
        ("title: Salma", "title: " + "S" * LONGEST_DRAFT, "characters"),
        ("id: salma", "id: somebody_else", "write `id: salma`"),
    ],
)
def test_what_is_to_be_mended_is_said_with_field_and_remedy(written, library, old, new, said):
    assert old in written
    draft = checked(written.replace(old, new, 1), "salma", library)
    assert not draft.is_ready
    assert any(said in str(problem) and " → " in str(problem) for problem in draft.problems), draft.problems


@pytest.mark.parametrize("text", ["", "just words", "- 1\n- 2", "\x00", "{", "&a [*a, *a]"])
def test_what_is_no_resident_at_all_is_refused_in_words(text, library):
    draft = checked(text, "nadia", library)
    assert draft.scenario is None and draft.problems
