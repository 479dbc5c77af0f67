from __future__ import annotations

import shutil

import pytest
from sqlalchemy import create_engine, text

from knowledge import store as store_module
from knowledge.kinds import Checklist, Principle, Reaction, Situation, Topic
from knowledge.problems import ContentError
from knowledge.reading import CONTENT_FOLDER
from knowledge.store import UnknownItem, open_store

ANGER = "en/reactions/anger.yml"


@pytest.fixture
def content(tmp_path):
    return shutil.copytree(CONTENT_FOLDER, tmp_path / "content")


@pytest.fixture
def loads(monkeypatch):
    """How often the files were loaded into the database."""
    counted = []
    load = store_module.load
    monkeypatch.setattr(store_module, "load", lambda *given: (counted.append(1), load(*given)))
    return counted


def retitle(content, title):
    path = content / ANGER
    path.write_text(path.read_text(encoding="utf-8").replace("title: Anger", f"title: {title}", 1), encoding="utf-8")


def test_what_comes_out_is_what_was_read(store, library):
    for reaction in library.all(Reaction):
        assert store.get(Reaction, reaction.id) == reaction
    assert [item.id for item in store.all(Checklist)] == [item.id for item in library.all(Checklist)]


def test_a_second_start_does_not_load_again(content, tmp_path, loads):
    for _ in range(3):
        open_store(f"sqlite:///{tmp_path}/content.db", content)
    assert len(loads) == 1


def test_a_changed_file_is_loaded_at_the_next_start(content, tmp_path, loads):
    open_store(f"sqlite:///{tmp_path}/content.db", content)
    retitle(content, "Rage")
    assert open_store(f"sqlite:///{tmp_path}/content.db", content).get(Reaction, "anger").title == "Rage"
    assert len(loads) == 2


def test_a_deleted_file_is_gone_after_the_next_start(content, tmp_path):
    open_store(f"sqlite:///{tmp_path}/content.db", content)
    (content / ANGER).unlink()
    again = open_store(f"sqlite:///{tmp_path}/content.db", content)
    assert not again.has(Reaction, "anger") and again.line("R5.M1") is None


def test_broken_content_leaves_the_content_of_before_in_the_database(content, tmp_path):
    url = f"sqlite:///{tmp_path}/content.db"
    open_store(url, content)
    (content / ANGER).write_text("{", encoding="utf-8")
    with pytest.raises(ContentError):
        open_store(url, content)
    with create_engine(url).connect() as connection:
        assert connection.scalar(text("SELECT title FROM content_item WHERE id = 'anger'")) == "Anger"


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.get(Reaction, "joy"),
        lambda store: store.get(Principle, "anger"),
        lambda store: store.source("S99"),
        lambda store: store.role("king"),
        lambda store: store.phrase("no such sentence"),
        lambda store: store.get(Reaction, "anger'; DROP TABLE content_item; --"),
    ],
)
def test_asking_for_what_is_not_there_says_so(store, ask):
    with pytest.raises(UnknownItem, match="There is no "):
        ask(store)
    assert store.has(Reaction, "anger") and not store.has(Reaction, "joy")


def test_a_line_is_found_by_its_code_with_the_item_it_stands_in(store):
    item, line = store.line("R4.S1")
    assert (item.id, line.id) == ("self_blame_shame", "R4.S1") and "not their fault" in line.text
    assert store.line("R4.S99") is None


def test_every_line_of_the_content_is_found_by_its_code(store, library):
    for item, line in library.every_line():
        assert store.line(line.id) == (item, line)


@pytest.mark.parametrize(
    "words, kind, found",
    [
        ("confidentiality", Principle, "confidentiality"),
        ("the police want the file of a resident", Principle, "confidentiality"),
        ("someone new arrives tonight", Checklist, "arrival"),
        ("how do we arrange the travel home", Checklist, "travel"),
        ("suicide", Situation, "suicide_self_harm"),
        ("burnout of staff", Topic, "staff_strain"),
    ],
)
def test_an_item_is_found_by_the_words_of_it(store, words, kind, found):
    assert found in [hit.id for hit in store.search(words, kinds=(kind,))]


def test_search_looks_only_among_the_kinds_asked_for_and_gives_no_more_than_asked(store):
    assert {hit.kind for hit in store.search("safety of a child", kinds=(Checklist,))} == {"checklist"}
    assert len(store.search("safety of a child", most=2)) == 2


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "the and of",
        '"',
        'a" OR "b',
        "title:*",
        "NEAR(",
        "-- ;",
        "\x00",
        "🙂",
        "好",
        "x" * 5000,
    ],
)
def test_no_words_can_break_the_search(store, words):
    assert isinstance(store.search(words), list)


def test_phrases_are_filled_in(store):
    assert store.phrase("refused_long", length=3000, limit=2000).startswith("Your message has 3000 characters.")
    assert store.source("S4").publisher == "IOM" and store.role("manager").title == "the manager"
