from __future__ import annotations

import shutil

import pytest

from knowledge.kinds import Reaction
from knowledge.problems import ContentError, Problem
from knowledge.reading import CONTENT_FOLDER, content_hash, read_library

ANGER = "en/reactions/anger.yml"


@pytest.fixture
def content(tmp_path):
    return shutil.copytree(CONTENT_FOLDER, tmp_path / "content")


def edit(content, old, new, file=ANGER):
    path = content / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_items_come_in_the_order_of_their_file_names(library):
    ids = [item.id for item in library.all(Reaction)]
    assert ids == sorted(ids) and ids[0] == "anger"


def test_every_item_knows_the_file_it_was_read_from(library):
    for item in library.every_item():
        assert (CONTENT_FOLDER / library.file_of(item)).stem == item.id


def test_a_practitioner_adds_a_file_and_it_is_there_without_being_registered(content):
    text = (content / ANGER).read_text(encoding="utf-8").replace("id: anger", "id: rage").replace("R5", "R55")
    (content / "en/reactions/rage.yml").write_text(text, encoding="utf-8")
    assert "rage" in read_library(content).items["reaction"]


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "On", "NO"])
def test_an_author_who_writes_a_bare_yes_or_no_means_the_word(content, word):
    edit(content, "title: Anger", f"title: {word}")
    assert read_library(content).items["reaction"]["anger"].title == word


def test_a_bare_true_stays_a_yes(content):
    edit(content, "supplementary: true", "supplementary: True")
    assert read_library(content).items["reaction"]["anger"].behind[0].supplementary is True


def test_all_problems_of_a_file_are_told_at_once(content):
    edit(content, "title: Anger\n", "titel: Anger\n")
    with pytest.raises(ContentError) as caught:
        read_library(content)
    assert {(problem.file, problem.field) for problem in caught.value.problems} == {(ANGER, "title"), (ANGER, "titel")}
    assert len(str(caught.value).splitlines()) == 2


def test_a_single_word_cannot_raise_an_alarm_by_itself(content):
    file = "en/situations/violence_to_others.yml"
    edit(content, "outright:", "outright:\n  - knife", file)
    with pytest.raises(ContentError, match=f"{file}: outright: .*“knife” is a single word.*move it to `cues:`"):
        read_library(content)


def test_a_source_listed_twice_is_an_error(content):
    path = content / "sources.yml"
    with path.open("a", encoding="utf-8") as file:
        file.write("- {id: S4, type: seed, title: a, publisher: b}\n")
    with pytest.raises(ContentError, match="S4: stands twice → keep one"):
        read_library(content)


def test_a_language_that_is_not_there_is_an_error_and_not_an_empty_library(content):
    with pytest.raises(ContentError, match="xx/phrases.yml: this file is missing"):
        read_library(content, "xx")


def test_the_fingerprint_changes_with_bytes_and_with_names_and_with_nothing_else(content):
    before = content_hash(content)
    (content / "en/notes.txt").write_text("not content")
    (content / ANGER).touch()
    assert content_hash(content) == before == content_hash()
    (content / ANGER).rename(content / "en/reactions/angry.yml")
    renamed = content_hash(content)
    (content / "en/reactions/angry.yml").rename(content / ANGER)
    edit(content, "title: Anger", "title: anger")
    assert len({before, renamed, content_hash(content)}) == 3


@pytest.mark.parametrize(
    "field, shown",
    [
        ("title", "a.yml: title: is missing → add it"),
        ("", "a.yml: is missing → add it"),
    ],
)
def test_a_problem_is_one_line(field, shown):
    assert str(Problem("a.yml", field, "is missing", "add it")) == shown
