"""A resident is written in a real browser and tried; somebody is asked to practise and does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_resident_is_checked_while_it_is_written_saved_and_tried_at_once(as_trainer):
    page = as_trainer("/desk/write?like=salma")
    page.get_by_label("Short name of the file").fill("our_noor")
    page.get_by_label("Name, invented").fill("Noor")
    page.get_by_label("Level, 1 gentler to 3 harder").fill("7")
    expect(page.locator("#problems")).to_contain_text("level", timeout=15_000)
    page.get_by_label("Level, 1 gentler to 3 harder").fill("1")
    expect(page.locator("#problems")).to_contain_text("All is in order.", timeout=15_000)
    page.get_by_role("button", name="Save").first.click()
    with page.expect_download() as file:
        page.get_by_role("link", name="File (YAML)").click()
    assert file.value.suggested_filename == "our_noor.yml"
    page.get_by_role("button", name="Try it now").click()
    expect(page.get_by_label("What do you say to Noor?")).to_be_visible()
    page.goto("/desk")
    expect(page.locator("#own ~ ul")).to_contain_text("ready")
    page.goto("/desk/residents/our_noor")
    page.get_by_text("Delete it").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("link", name="our_noor")).to_have_count(0)


def test_who_is_asked_to_practise_begins_it_from_the_practice_page(as_trainer, as_person):
    guest = as_person("guest-1", "/practice")
    leading = as_trainer()
    leading.get_by_label("Who", exact=True).select_option("guest-1")
    leading.locator("#task-resident").select_option("salma")
    leading.get_by_role("button", name="Ask", exact=True).click()
    expect(leading.get_by_role("status")).to_contain_text("The task is given.")
    guest.reload()
    guest.get_by_role("button", name="Begin: Salma").first.click()
    expect(guest.get_by_label("What do you say to Salma?")).to_be_visible()
