"""What stands in a resident's file stands in the form, and what stands in the form stands in the file."""

import datetime as dt

import pytest

from bot.rooms.sheet import FIELDS, as_form, as_yaml, field_of
from knowledge.kinds import Scenario
from knowledge.reading import CONTENT_FOLDER, read_draft

FILES = sorted((CONTENT_FOLDER / "en" / "scenarios").glob("*.yml"))
TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_resident_of_the_library_goes_through_the_form_unchanged(path):
    text = path.read_text(encoding="utf-8")
    given, _ = read_draft(text, Scenario, path.stem)
    back, problems = read_draft(as_yaml(as_form(text), TODAY, "teacher"), Scenario, path.stem)
    assert problems == []
    dates = {"reviewed", "review_by"}
    assert back.model_dump(exclude=dates) == given.model_dump(exclude=dates)


@pytest.mark.parametrize("text", ["", "- a list", "id: [", "goal:\n  text: only this", "id: &a x\ntitle: *a"])
def test_whatever_was_kept_opens_as_a_form(text):
    assert set(as_form(text)) == set(FIELDS)


def test_an_empty_form_says_what_is_missing_and_what_somebody_types_breaks_nothing():
    form = dict.fromkeys(FIELDS, "")
    _, problems = read_draft(as_yaml(form, TODAY, "teacher"), Scenario, "")
    assert {"phases", "opening", "examples"} <= {problem.field for problem in problems}
    odd = {**form, "id": "odd", "title": 'a: "b" # c', "level": "seven", "lines": "\tanywhere: [unclosed"}
    _, problems = read_draft(as_yaml(odd, TODAY, "teacher"), Scenario, "odd")
    assert problems


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        ("resident.age", "resident_age"),
        ("start.trust", "start_trust"),
        ("phases.2.when", "phases"),
        ("lines anywhere", "lines"),
        ("line 7", ""),
        ("", ""),
    ],
)
def test_a_problem_is_shown_at_its_field(problem, field):
    assert field_of(problem) == field
