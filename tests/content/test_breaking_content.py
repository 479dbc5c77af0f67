"""Whoever breaks a content file is told in one clear line which file, which field, and what to do."""

from __future__ import annotations

import shutil

import pytest

from knowledge.checking import main
from knowledge.reading import CONTENT_FOLDER

ISOLATION = "en/reactions/isolation_loneliness.yml"
ANGER = "en/reactions/anger.yml"
ARRIVAL = "en/checklists/arrival.yml"
TRAVEL = "en/checklists/travel.yml"
PHRASES = "en/phrases.yml"
SUICIDE = "en/situations/suicide_self_harm.yml"

HARD = "plain: " + "Notwithstanding institutional obligations, interrogational methodologies retraumatise. " * 12
#: What an author did → file, words replaced, words put in their place, what the line must say.
BREAKAGES = {
    "a field is missing": (ISOLATION, "title: Isolation, loneliness\n", "", ["title: is missing", "add it"]),
    "a field is misspelt": (ISOLATION, "also_called:", "also_caled:", ["also_caled: is not a field", "spelling"]),
    "a field stands twice": (
        ISOLATION,
        "code: R7\n",
        "code: R7\ncode: R7\n",
        ["line 3", "`code` stands twice", "mend"],
    ),
    "a text is empty": (ISOLATION, "title: Isolation, loneliness", 'title: ""', ["title: is empty", "write the text"]),
    "a list stands where text belongs": (
        ISOLATION,
        "title: Isolation, loneliness",
        "title: [a, b]",
        ["title: must be text", "quotes"],
    ),
    "a text stands where a list belongs": (
        ISOLATION,
        "in_the_moment: []",
        "in_the_moment: breathe",
        ["in_the_moment: must be a list", "dash"],
    ),
    "a line has lost its text": (
        ISOLATION,
        "{id: R7.M1, text: Is sad., ",
        "{id: R7.M1, ",
        ["manifestations.1.text: is missing", "add it"],
    ),
    "a line has no source": (
        ISOLATION,
        "text: Is sad., sources: [S4]",
        "text: Is sad., sources: []",
        ["manifestations.1.sources: has too few entries", "at least one"],
    ),
    "a date is wrong": (
        ISOLATION,
        "review_by: 2027-05-21",
        "review_by: next May",
        ["review_by: is not a date", "2026-11-21"],
    ),
    "an id has capitals": (ISOLATION, "id: isolation_loneliness", "id: Isolation", ["id: ", "use an id like"]),
    "the id is not the file's name": (
        ISOLATION,
        "id: isolation_loneliness",
        "id: loneliness",
        ["id: is `loneliness`", "write `id: isolation_loneliness` or rename"],
    ),
    "project wording is not marked": (
        ISOLATION,
        "sources: [X62]\n    supplementary: true",
        "sources: [X62]",
        ["line R7.B1", "add `supplementary: true`"],
    ),
    "a source is unknown": (
        ISOLATION,
        "sources: [X62]",
        "sources: [X999]",
        ["R7.B1 sources: there is no source `X999`", "sources.yml"],
    ),
    "a code is used twice": (ISOLATION, "id: R7.W3", "id: R8.W3", ["R8.W3: this code stands in more than", "new code"]),
    "a diagnosis is made": (ISOLATION, "text: Is sad.", "text: Suffers from PTSD.", ["R7.M1: ", "a diagnosis", "seen"]),
    "a promise is made": (ISOLATION, "We can cook, or just sit.", "You are safe now.", ["R7.W1: ", "a promise", "say"]),
    "the resident is blamed": (ISOLATION, "text: Is sad.", "text: Is ungrateful.", ["R7.M1: ", "blame", "say what is"]),
    "a principle is unknown": (
        ISOLATION,
        "{id: informed_consent,",
        "{id: informed_consents,",
        ["principles: there is no principle `informed_consents`", "name a file of principles/"],
    ),
    "a link leads nowhere": (
        ISOLATION,
        "checklists/security_daily_life",
        "checklists/daily_life",
        ["see_also: there is no `checklists/daily_life`", "check the folder"],
    ),
    "a response fits nothing": (
        ISOLATION,
        "fits: [R7.M4, R7.M7]",
        "fits: [R1.M4]",
        ["responses R7.S4 fits: there is no `R1.M4`", "name a manifestation"],
    ),
    "family contact lost its note": (
        ISOLATION,
        "fits: [R7.M1, R7.M3]\n    safety_note: R7.N1\n  - id: R7.S3",
        "fits: [R7.M1, R7.M3]\n  - id: R7.S3",
        ["R7.S2: offers family contact", "add `safety_"],
    ),
    "a note of another name": (ISOLATION, "- id: R7.N1", "- id: R7.N2", ["R7.S1: there is no note `R7.N1`", "add the"]),
    "self-injury leads nowhere": (
        ANGER,
        ", situation: suicide_self_harm}",
        "}",
        ["R5.M2: is self-injury", "add `situat"],
    ),
    "an unknown role is to be called": (
        SUICIDE,
        "alert: duty_supervisor",
        "alert: the_boss",
        ["alert: there is no role `the_boss`", "roles.yml"],
    ),
    "a role's call is of unknown haste": (
        SUICIDE,
        "{to: manager, when: today,",
        "{to: manager, when: tomorrow,",
        ["notify.6.when: ", "'now' or 'today'", "compare"],
    ),
    "the YAML is broken": (ARRIVAL, "title: Arrival", "title: [Arrival", ["line ", "mend the YAML"]),
    "the sentences are too hard": (TRAVEL, "plain: ", HARD, ["reading age: is ", "shorten"]),
    "a date cannot be": (ISOLATION, "review_by: 2027-05-21", "review_by: 2027-05-41", ["cannot be", "like 2026-11-21"]),
    "a list stands where a name belongs": (
        ARRIVAL,
        "group: meetings",
        "? [group]\n: meetings",
        ["line ", "field's name"],
    ),
    "a sentence of the service is missing": (
        PHRASES,
        "trouble_title:",
        "truble_title:",
        ["trouble_title: is missing", "put"],
    ),
    "a brace's name is misspelt": (
        PHRASES,
        "{length} characters",
        "{lenght} characters",
        ["refused_long: has other braces", "use {length} and {limit}"],
    ),
    "a brace was lost": (
        PHRASES,
        '"{role}. {text}"',
        '"{role}."',
        ["call_role: has other braces", "{role} and {text}"],
    ),
    "a brace is not closed": (PHRASES, '"{role}. {text}"', '"{role. {text}"', ["call_role: ", "use {role} and {text}"]),
    "a line is far too long": (
        ISOLATION,
        "text: Is sad.",
        "text: " + "sad " * 71,
        ["R7.M1: has 71 words", "two lines"],
    ),
}


@pytest.fixture
def content(tmp_path, remembering):
    return shutil.copytree(CONTENT_FOLDER, tmp_path / "content")


def told(content, capsys) -> list[str]:
    """What the author reads when the check has failed."""
    assert main(content) == 2
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return printed.out.splitlines()


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_the_author_reads_file_field_and_remedy(breakage, content, capsys):
    file, old, new, said = BREAKAGES[breakage]
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert old in text, "the content changed: choose other words to break"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    lines = [line for line in told(content, capsys) if line.startswith(f"{file}: ")]
    assert any(all(part in line for part in (*said, " → ")) for line in lines), lines


@pytest.mark.parametrize("file", [ISOLATION, ARRIVAL, SUICIDE, "sources.yml", "en/roles.yml", "en/phrases.yml"])
@pytest.mark.parametrize(
    "bytes_, said",
    [
        (b"", "→"),
        (b"just a sentence", "→"),
        (b"- 1\n- 2\n", "→"),
        (b"title: caf\xe9\n", "save it as UTF-8"),
        (b"a: &a [*a]\n", "→"),
        (b"\x00\x01", "→"),
        (b"{", "mend the YAML"),
        (b"12\n", "→"),
    ],
)
def test_a_file_that_is_no_content_at_all_is_named(file, bytes_, said, content, capsys):
    (content / file).write_bytes(bytes_)
    lines = told(content, capsys)
    assert any(line.startswith(file) and said in line for line in lines), lines


@pytest.mark.parametrize("file", ["sources.yml", "en/roles.yml", "en/phrases.yml"])
def test_a_list_that_was_deleted_is_missed(file, content, capsys):
    (content / file).unlink()
    assert told(content, capsys) == [f"{file}: this file is missing → put it back, or take it from the last release"]


def test_every_broken_file_is_named_and_not_only_the_first(content, capsys):
    (content / ISOLATION).write_text("{", encoding="utf-8")
    (content / ARRIVAL).write_text("id: arrival\n", encoding="utf-8")
    assert {line.split(":")[0] for line in told(content, capsys)} == {ISOLATION, ARRIVAL}


def test_content_that_is_whole_prints_its_counts(content, capsys):
    assert main(content) == 0
    assert "    8 reactions" in capsys.readouterr().out.splitlines()
