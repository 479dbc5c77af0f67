from __future__ import annotations

import pytest

from knowledge.guidance import service, situations
from knowledge.guidance.desk import Desk
from knowledge.problems import ContentError
from knowledge.site import Contact, Site, read_site, real


@pytest.mark.parametrize(
    "number",
    [
        "",
        "   ",
        "-",
        "00000",
        "0000 0000",
        "+00 000 000",
        "your number here",
        "<number>",
        "…",
        "...",
        "xxx-xxx",
        "XXXX 123",
        "TODO",
        "tbd",
        "Example: 112",
        "call 555 example",
        "number of the supervisor",
        "none",
        "ask Maria",
    ],
)
def test_a_placeholder_is_never_shown_as_if_it_were_a_number(number):
    assert real(number) == ""
    assert Site(emergency_number=number).phone("emergency_services") == ""


@pytest.mark.parametrize(
    "number",
    [
        "112",
        "999",
        "+44 20 7946 0112",
        "(020) 7946-0112",
        "0800 1111",
        "112 or 999",
        "100",
    ],
)
def test_a_real_number_is_shown_as_it_was_written(number):
    assert real(f" {number} ") == number


def test_a_note_is_shown_only_beside_a_real_number():
    contacts = {"manager": Contact(phone="…", note="Weekdays"), "lawyer": Contact(phone="12345", note="English")}
    site = Site(contacts=contacts)
    assert (site.note("manager"), site.note("lawyer"), site.note("guardian")) == ("", "English", "")


def test_a_site_that_wrote_no_file_yet_has_set_nothing(tmp_path):
    assert read_site(tmp_path / "site.yml") == Site()


def test_an_empty_file_is_a_site_that_set_nothing(tmp_path):
    (tmp_path / "site.yml").write_text("# nothing yet\n")
    assert read_site(tmp_path / "site.yml") == Site()


def test_a_site_gives_its_numbers_and_its_own_steps(tmp_path):
    (tmp_path / "site.yml").write_text(
        'emergency_number: "112"\ncontacts:\n  manager: {phone: "12345", note: weekdays}\n'
        "local_steps:\n  arrival: [Ring the bell twice.]\n",
        encoding="utf-8",
    )
    site = read_site(tmp_path / "site.yml")
    assert (site.phone("emergency_services"), site.phone("manager"), site.phone("lawyer")) == ("112", "12345", "")
    assert site.local_steps["arrival"] == ("Ring the bell twice.",)


@pytest.mark.parametrize(
    "written, said",
    [
        (b"emergency_number: 112\n", "emergency_number"),
        (b"emergency: '112'\n", "emergency"),
        (b"contacts: [manager]\n", "contacts"),
        (b"contacts: {Manager!: {phone: '1'}}\n", "contacts"),
        (b"contacts: {manager: {telephone: '1'}}\n", "contacts.manager.telephone"),
        (b"contacts: {\n", "not valid YAML"),
        (b"emergency_number: \xff\n", "not UTF-8"),
        (b"- 112\n", "compare it with site.example.yml"),
        (b"just words\n", "compare it with site.example.yml"),
        (b"emergency_number: 2026-13-45\n", "compare it with site.example.yml"),
        (b"? [a]\n: b\n", "compare it with site.example.yml"),
    ],
)
def test_a_mistake_in_the_sites_file_gets_one_clear_line(tmp_path, written, said):
    (tmp_path / "site.yml").write_bytes(written)
    with pytest.raises(ContentError) as caught:
        read_site(tmp_path / "site.yml")
    lines = str(caught.value).splitlines()
    assert all(line.startswith("site.yml") and " → " in line for line in lines)
    assert any(said in line for line in lines)


def test_a_folder_in_place_of_the_file_counts_as_nothing_set(tmp_path):
    assert read_site(tmp_path) == Site()


def test_nobody_is_shown_a_number_that_the_site_did_not_set(store):
    supervisor = Contact(phone="your number", note="x")
    desk = Desk(store, Site(emergency_number="0000", contacts={"duty_supervisor": supervisor}))
    for answer in (service.trouble(desk), service.contacts(desk), situations.first_aid(desk, ["medical_emergency"])):
        calls = next(section for section in answer.sections if section.id == "call")
        assert {item.phone for item in calls.items} == {None}
        assert all("No number is set here." in item.text for item in calls.items)


def test_the_sites_number_stands_on_the_emergency_card(desk):
    calls = next(section for section in service.trouble(desk).sections if section.id == "call")
    assert [item.phone for item in calls.items] == ["112", "+44 20 7946 0112"]
    assert calls.items[1].text.endswith("Day and night.") and "No number" not in calls.items[0].text


def test_a_site_lists_its_own_names_to_be_masked(tmp_path):
    file = tmp_path / "site.yml"
    file.write_text("mask:\n  shelter: [Rosewood House]\n  staff: [Thandiwe Moyo, Joy]\n", encoding="utf-8")
    own = read_site(file).mask
    assert (own.shelter, own.staff, own.places) == (("Rosewood House",), ("Thandiwe Moyo", "Joy"), ())


@pytest.mark.parametrize(
    "written", ["mask: {staff: Thandiwe}", "mask: {guards: [Bo]}", "mask: [Bo]", "mask: {staff: [12]}"]
)
def test_names_that_cannot_be_read_are_told_by_field(tmp_path, written):
    file = tmp_path / "site.yml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(ContentError) as problem:
        read_site(file)
    assert "mask" in str(problem.value) and "site.example.yml" in str(problem.value)
