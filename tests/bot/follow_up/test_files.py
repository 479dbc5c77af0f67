"""A case leaves the house as a file and comes back as the same case; a wrong file leaves nothing behind."""

import copy
import csv
import io
import json

import pytest

from bot.cases.consent import Consent
from bot.cases.facts import Facts, NoSuchCase
from bot.cases.files import FORMAT, CaseFiles, WrongFile, as_json
from bot.cases.sheets import as_csv, as_paper
from bot.cases.tables import CaseRow, ConsentRow
from bot.follow_up.carrying import PARTS
from bot.follow_up.contact import Outcome
from bot.follow_up.tables import FollowUpRow
from bot.records.erasure import erase


@pytest.fixture
def files(house):
    return CaseFiles(house.cases, PARTS)


@pytest.fixture
def full(house, follow_ups, gone, night, clock):
    """A case with something in every part."""
    house.cases.change(
        gone,
        night,
        house.cases.find(gone).version,
        Facts("12_to_17", "male", ("labour", "begging"), "yes", "intends_to", "after_leaving"),
    )
    consent = house.cases.consent
    consent.write(gone, Consent("assistance", "given", "2027-01-11", interpreter="telephone"), night)
    consent.write(gone, Consent("sharing", "declined", "2027-01-11", "partner_abroad"), house.people["first"])
    clock.later(7)
    follow_ups.write(gone, follow_ups.waiting()[0].id, night, "missed", Outcome("call"))
    follow_ups.met(gone, night, Outcome("visit", ("threats",)))
    return gone


@pytest.fixture
def elsewhere(house, files):
    """Makes the case unknown here, as on another computer of the same house."""

    def forget(code):
        from sqlalchemy import delete
        from sqlalchemy.orm import Session

        from bot.records.erasure import remove
        from bot.records.tombstones import Tombstone

        with Session(house.engine) as session, session.begin():
            remove(session, house.keys, "case", [code])
            session.execute(delete(Tombstone))

    return forget


def test_importing_what_was_exported_gives_the_same_case(house, files, full, elsewhere, night, follow_ups):
    before, plan = files.taken_out(full, night), follow_ups.of(full)
    case, consent = house.cases.find(full), house.cases.consent.of(full)
    elsewhere(full)
    assert files.put_in(as_json(before), night) == case
    assert files.taken_out(full, night) == before
    assert house.cases.consent.of(full) == consent
    after = follow_ups.of(full)
    assert (after.agreed, after.is_lost, after.signs) == (plan.agreed, plan.is_lost, plan.signs)
    assert [(one.term, one.due_at, one.state, one.ended_by) for one in after.contacts] == [
        (one.term, one.due_at, one.state, one.ended_by) for one in plan.contacts
    ]
    acts = [act for act, _, subject in house.written_down() if subject == f"case:{full}"]
    assert acts[-3:] == ["exported", "case_imported", "exported"]


def test_accounts_that_are_not_here_keep_their_pseudonym_and_are_nobody_else(house, files, full, elsewhere, night):
    taken = files.taken_out(full, night)
    elsewhere(full)
    strange = json.loads(json.dumps(taken).replace('"night"', '"river-12"'))
    files.put_in(as_json(strange), night)
    again = files.taken_out(full, night)
    assert [one["who"] for one in again["consent"]] == ["river-12", "first"]
    assert [one.by for one in house.cases.consent.of(full)] == [None, house.people["first"]]


def test_what_is_here_already_is_not_overwritten_and_what_was_erased_does_not_come_back(house, files, full, night):
    taken = as_json(files.taken_out(full, night))
    with pytest.raises(WrongFile) as refused:
        files.put_in(taken, night)
    assert refused.value.why == "here"
    erase(house.keeping, "case", full)
    with pytest.raises(WrongFile) as refused:
        files.put_in(taken, night)
    assert refused.value.why == "erased"
    with pytest.raises(NoSuchCase):
        files.taken_out(full, night)


WRONG = [
    ("code", "Amina"),
    ("code", None),
    ("facts", {"age_group": "Amina"}),
    ("facts", {"name": "Amina"}),
    ("facts", {"Amina": "unknown"}),
    ("facts", []),
    ("version", 0),
    ("opened_at", "yesterday"),
    ("changed_at", 1e300),
    ("name", "Amina"),
    ("opened_by", "Amina Okafor"),
    ("consent", {}),
    ("consent", ["Amina"]),
    ("consent", [{"purpose": "referral", "answer": "given", "on": "2027-01-11", "recipient": "Amina", "at": 1.0}]),
    ("consent", [{"note": "Amina"}]),
    ("contact", [{"ways": ["+44 20 7946 0112"]}]),
    ("contact", [{"ways": 5}]),
    ("contact", [{"address": "5 Mill Lane"}]),
    ("contact", [{"ways": ["call\x00"]}]),
    ("contact", [{"ways": ["\ud800"]}]),
    ("follow_up", [{"term": "soon"}]),
    ("follow_up", [{"term": "1w", "number": 1, "due_at": float("nan"), "state": "open", "told": 0}]),
    ("follow_up", [{"term": "1w", "number": 1, "due_at": 1.0, "state": "open", "told": 0, "signs": [{}]}]),
    ("follow_up", [{"term": "1w", "number": 1, "due_at": 1.0, "state": "open", "told": 0, "note": "Amina"}]),
]


@pytest.mark.parametrize("field, value", WRONG, ids=str)
def test_a_file_with_anything_else_in_it_is_refused_whole(house, files, full, elsewhere, night, field, value):
    taken = copy.deepcopy(files.taken_out(full, night))
    elsewhere(full)
    taken[field] = value
    with pytest.raises(WrongFile) as refused:
        files.put_in(json.dumps(taken).encode(), night)  # also what `as_json` would not write
    assert refused.value.why == "field" and "Amina" not in str(refused.value)
    assert house.rows(CaseRow) == house.rows(ConsentRow) == house.rows(FollowUpRow) == []


@pytest.mark.parametrize(
    "file",
    [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "other"}', b"[" * 100_000, b"x" * 6_000_000],
    ids=["empty", "no text", "a list", "bare", "another", "deep", "large"],
)
def test_what_is_no_case_is_refused(files, night, file):
    with pytest.raises(WrongFile) as refused:
        files.put_in(file, night)
    assert refused.value.why == "not_a_case"


def test_a_table_holds_every_field_and_is_no_formula(files, full, night):
    taken = files.taken_out(full, night)
    rows = list(csv.DictReader(io.StringIO(as_csv({**taken, "notes": [{"note": "=1+1"}]}))))
    assert {"part": "facts", "entry": "", "field": "exploitation", "value": "labour; begging"} in rows
    assert len([row for row in rows if row["part"] == "consent"]) == 2 * len(taken["consent"][0])
    assert rows[-1]["value"] == "'=1+1" and taken["format"] == FORMAT


def test_paper_says_it_in_words_without_codes_of_our_own(files, full, night, clock):
    sheet = as_paper(files.taken_out(full, night), files.parts, clock.now)
    text = " ".join(
        [sheet.title, *(line for part in sheet.parts for row in part.rows for line in (row.text, *row.small))]
    )
    assert sheet.title == f"Case {full}"
    for words in ("12 to 17", "forced labour", "sharing information with", "a partner in another country", "1 weeks"):
        assert words in text
    assert "_" not in text
