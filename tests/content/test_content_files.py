"""Every content file by itself, so that a failure names the file."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from knowledge.checking import check
from knowledge.kinds import FOLDERS, Reaction
from knowledge.reading import CONTENT_FOLDER

FILES = sorted(path.relative_to(CONTENT_FOLDER).as_posix() for path in CONTENT_FOLDER.glob("en/*/*.yml"))

#: Ids that scripts and people's own tooling rely on (shared/design/contracts.md). More may be added, none renamed.
CONTRACT = {
    "reactions": "fear_anxiety mistrust_of_others mistrust_of_self self_blame_shame anger memory_dissociation "
    "isolation_loneliness dependence_defensiveness",
    "principles": "human_rights informed_consent non_discrimination confidentiality self_determination "
    "individualized_care continuum_of_care equitable_resources best_interests_child",
    "checklists": "arrival first_meeting in_depth_conversation ending_first_meeting security_premises "
    "security_non_shelter security_daily_life security_staff security_visits security_confidentiality risk_assessment "
    "referral_scenarios pre_departure communication_steps travel arrival_assistance reintegration_assessment "
    "reintegration_plan reintegration_assistance_types monitoring",
    "topics": "retrafficking_who retrafficking_when retrafficking_why monitoring",
    "situations": "suicide_self_harm violence_to_others medical_emergency child_at_risk trafficker_contact "
    "missing_person sexual_violence_disclosure staff_misconduct official_collusion data_request",
    "variants": "child man interpreter cross_border",
}


@pytest.fixture(scope="module")
def by_file(library):
    return {library.file_of(item): item for item in library.every_item()}


@pytest.fixture(scope="module")
def problems(library):
    return check(library)


@pytest.mark.parametrize("file", FILES)
def test_the_check_finds_nothing_to_mend(file, problems):
    assert [str(problem) for problem in problems if problem.file == file] == []


@pytest.mark.parametrize("file", FILES)
def test_every_line_rests_on_a_known_source(file, by_file, library):
    for line in by_file[file].all_lines():
        assert line.sources and set(line.sources) <= set(library.sources), line.id


@pytest.mark.parametrize("file", FILES)
def test_what_rests_on_no_seed_document_alone_says_that_it_is_supplementary(file, by_file):
    for line in by_file[file].all_lines():
        seeds = [source for source in line.sources if source.startswith("S")]
        assert line.supplementary or (seeds and not {"P", "W"} & set(line.sources)), line.id


@pytest.mark.parametrize("file", FILES)
def test_somebody_has_read_the_file_and_will_read_it_again_within_a_year(file, by_file):
    item = by_file[file]
    assert item.reviewed.by.strip()
    assert dt.timedelta(0) < item.review_by - item.reviewed.on <= dt.timedelta(days=366)


@pytest.mark.parametrize("file", FILES)
def test_a_reader_is_told_in_one_sentence_what_the_file_is_about(file, by_file):
    assert 20 <= len(by_file[file].plain) <= 240


@pytest.mark.parametrize("folder", CONTRACT)
def test_every_id_that_others_rely_on_is_there(library, folder):
    assert set(CONTRACT[folder].split()) <= set(library.items[FOLDERS[folder].kind])


def test_seed_documents_are_marked_as_seeds_and_all_five_are_there(library):
    seeds = {source.id for source in library.sources.values() if source.type == "seed"}
    assert seeds == {"S0", "S1", "S2", "S3", "S4"}
    assert {library.sources[name].type for name in ("P", "W")} == {"project"}


def test_every_seed_document_carries_some_line(library):
    used = {source for _, line in library.every_line() for source in line.sources}
    assert {"S0", "S1", "S2", "S3", "S4", "P", "W"} <= used


def test_what_stands_in_the_source_tables_is_never_called_supplementary(library):
    for reaction in library.all(Reaction):
        for line in (*reaction.manifestations, *reaction.responses):
            assert re.fullmatch(rf"{reaction.code}\.[MS]\d+", line.id)
            assert "S4" in line.sources and not line.supplementary, line.id


def test_family_contact_comes_with_its_safety_note(library):
    reaction = library.items["reaction"]["isolation_loneliness"]
    notes = {note.id: note.text for note in reaction.safety_notes}
    for code in ("R7.S1", "R7.S2"):
        note = notes[reaction.line(code).safety_note]
        assert "relative take part" in note and "shelter" in note and "child" in note


def test_self_injury_always_also_leads_to_safety(library):
    assert library.items["reaction"]["anger"].line("R5.M2").situation == "suicide_self_harm"
    assert library.items["situation"]["self_harm"].part_of == "suicide_self_harm"


def test_misconduct_and_collusion_are_never_told_to_the_ordinary_supervisor(library):
    for name in ("staff_misconduct", "official_collusion"):
        situation = library.items["situation"][name]
        assert "duty_supervisor" not in {situation.alert, *(entry.to for entry in situation.notify)}
