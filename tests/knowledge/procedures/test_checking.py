"""Who changes a question, a path or a letter is told which file, which field and what to do."""

from __future__ import annotations

import shutil

import pytest

from knowledge.checking import check
from knowledge.reading import CONTENT_FOLDER, read_library

REVIEW = "en/questions/retrafficking_review.yml"
SECURITY = "en/questions/departure_security.yml"
LETTER = "en/letters/arrival_confirmation.yml"


@pytest.mark.parametrize(
    "file, old, new, said",
    [
        (REVIEW, "asks: [RT-RF-01]", "asks: [RT-RF-99]", "RQ-01 asks: there is no line `RT-RF-99`"),
        (REVIEW, "given: {RQ-05:", "given: {RQ-95:", "RQ-T4 given: there is no `RQ-95` here"),
        (
            REVIEW,
            "see: situations/official_collusion",
            "see: situations/collusion",
            "see: there is no `situations/coll",
        ),
        (REVIEW, "by: [lawyer, case_manager]", "by: [attorney]", "by: there is no role `attorney`"),
        (SECURITY, "raises_to: greater", "raises_to: enormous", "DS-A2 raises_to: there is no level `enormous`"),
        (LETTER, "confirms: post_departure", "confirms: departure", "confirms: there is no `departure`"),
        (REVIEW, "stands_out: Children are among", "stands_out: Manipulative children are among", "reads as blame"),
    ],
)
def test_what_points_nowhere_or_blames_is_named(tmp_path, file, old, new, said):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT_FOLDER, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = [str(problem) for problem in check(read_library(folder))]
    assert any(path.name in problem and said in problem for problem in problems), problems
