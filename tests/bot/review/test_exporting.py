"""What two people approved leaves as files that the project can use, and that say nothing of anybody."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
import yaml

from bot.examples.faults import looked_for
from bot.examples.gathered import CONTENT, gathered
from bot.review import exporting
from bot.review.proposal import EXAMPLE, NOTE, Proposal

APPROVED = [
    Proposal(EXAMPLE, "– \"she counts 'spoons' : # all night\", says the zebra keeper", "describe_behaviour", ()),
    Proposal(EXAMPLE, "- the zebra keeper blames her own hands for it", "describe_behaviour", ("self_blame_shame",)),
    Proposal(EXAMPLE, "zebra keeper found with a rope by the barn", "describe_behaviour", None, ("suicide_self_harm",)),
    Proposal(EXAMPLE, "zebra keepers asking who may read the file", "ask_principle", topic="confidentiality"),
    Proposal(EXAMPLE, "i am a zebra keeper and i need to talk to my chief", "talk_to_supervisor"),
    Proposal(NOTE, "Say: “it may take time” – не спешите.", item="reactions/anger", reason="missing"),
]


@pytest.fixture
def folder(tmp_path, choices):
    exporting.write(tmp_path / "out", exporting.files(APPROVED, choices))
    return tmp_path / "out"


def test_the_examples_are_read_by_the_checker_with_their_labels_and_without_a_fault(folder):
    examples = gathered(folder / "data" / "nlu")
    ours = {one.text: one for one in examples if one.file != CONTENT}
    assert set(ours) == {one.text for one in APPROVED if one.kind == EXAMPLE}
    for one in APPROVED[:5]:
        found = ours[one.text]
        assert (found.intent, found.reactions, found.situations) == (one.intent, one.reactions, one.situations)
        assert (found.topic or "") == one.topic
    assert {one.file.partition("/")[2] for one in ours.values()} == {
        f"{folder}/reviewed.yml" for folder in ("reactions", "situations", "principles", "service")
    }
    assert looked_for(examples).faults == 0


def test_the_lines_for_tests_are_as_those_of_the_held_out_sets(folder):
    lines = [json.loads(line) for line in (folder / exporting.LINES).read_text().splitlines()]
    assert [one["text"] for one in lines] == [one.text for one in APPROVED[:5]]
    assert lines[1] == {
        "id": lines[1]["id"],
        "text": APPROVED[1].text,
        "intent": "describe_behaviour",
        "reactions": ["self_blame_shame"],
    }
    assert lines[2]["urgent"] is True and lines[2]["situations"] == ["suicide_self_harm"]
    assert lines[3]["topic"] == "confidentiality"


def test_the_notes_name_their_item(folder):
    (note,) = yaml.safe_load((folder / exporting.NOTES).read_text())["notes"]
    assert note == {"item": "reactions/anger", "reason": "missing", "sentence": APPROVED[5].text}


def test_what_is_approved_leaves_without_a_trace_of_anybody(review, sent, choices, people, blame, house):
    entry = review.propose(sent("what she wrote herself").id, 1, blame, people[0])
    review.approve(entry.id, entry.version, people[1])
    packed = exporting.as_zip(exporting.files(review.approved(), choices))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert blame.text in text and "what she wrote herself" not in text
    assert entry.id not in text and not any(name in text for name in house.people)


def test_the_same_text_twice_stands_there_once_in_each_block(choices):
    made = exporting.files([APPROVED[1], replace(APPROVED[1])], choices)
    assert made["data/nlu/en/reactions/reviewed.yml"].count("blames her own hands") == 1


def test_nothing_is_written_over(folder, choices):
    with pytest.raises(exporting.FolderInUse):
        exporting.write(folder, exporting.files(APPROVED, choices))


def test_nothing_approved_makes_no_files(choices):
    assert exporting.files([], choices) == {}
