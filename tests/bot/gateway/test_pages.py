"""The emergency card, the library, sources, about, health, and the calm pages for errors."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import OperationalError

from bot.gateway.app import create_app
from knowledge.kinds import FOLDERS, Situation, Source
from knowledge.site import Contact, Site


async def test_the_emergency_card_opens_for_everybody_with_the_sites_number_and_no_script(stranger, store):
    page = await stranger.text("/emergency")
    assert 'href="tel:112"' in page and "<script" not in page
    for situation in store.all(Situation):
        assert f'id="{situation.id}"' in page
    assert page.count("<h3>First steps") == len(store.all(Situation))


async def test_internal_numbers_are_shown_only_to_staff_who_are_signed_in(staff):
    assert "tel:+442079460112" in await staff.text("/emergency")
    staff.client.session.cookie_jar.clear()
    assert "7946" not in await staff.text("/emergency")


@pytest.mark.parametrize("number", ["", "0000 0000", "<your number>", "xxx"])
async def test_a_missing_or_placeholder_number_is_never_shown_as_a_number(
    settings, conversation, store, engine, seals, aiohttp_client, number
):
    site = Site(emergency_number=number, contacts={"duty_supervisor": Contact(phone=number)})
    client = await aiohttp_client(create_app(settings, conversation, store, site, engine, seals))
    page = await (await client.get("/emergency")).text()
    assert "tel:" not in page and "No number is set here" in page


async def test_the_emergency_card_opens_when_the_database_of_sessions_is_out_of_reach(staff, monkeypatch):
    def broken(*arguments):
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr("bot.accounts.sessions.find", broken)
    answer = await staff.get("/emergency")
    assert answer.status == 200 and "7946" not in await answer.text()


async def test_every_item_of_the_library_opens_with_all_its_lines_and_their_sources(staff, store):
    for folder, kind in FOLDERS.items():
        for item in store.all(kind):
            page = await staff.client.get(f"/library/{folder}/{item.id}")
            text = await page.text()
            assert page.status == 200
            assert text.count('class="where-line"') == len(list(item.all_lines()))


async def test_the_library_shows_every_item_as_a_link(staff, store):
    page = await staff.text("/library")
    for folder, kind in FOLDERS.items():
        for item in store.all(kind):
            assert f'href="/library/{folder}/{item.id}"' in page


async def test_a_checklist_numbers_its_steps_through_all_sections(staff):
    page = await staff.text("/library/checklists/arrival")
    assert 'start="1"' in page and 'start="5"' in page and 'media="print"' in page


@pytest.mark.parametrize(
    "words", ["shame", "police at the gate", '" OR 1=1 --', "* AND NOT (", "%ff", "a" * 5000, "\x00", "<b>"]
)
async def test_searching_never_breaks(staff, words):
    answer = await staff.client.get("/library", params={"q": words})
    assert answer.status == 200 and "<b>" not in await answer.text()


async def test_searching_finds_what_staff_call_a_reaction(staff):
    assert "/library/reactions/self_blame_shame" in await staff.text("/library?q=ashamed+guilty")
    assert "Nothing found" in await staff.text("/library?q=zzzzzz")


@pytest.mark.parametrize(
    "path", ["/library/reactions/none", "/library/nothing/arrival", "/library/reactions/..%2f..", "/x"]
)
async def test_what_is_not_there_gets_a_calm_page(staff, path):
    answer = await staff.get(path)
    assert answer.status == 404 and "/emergency" in await answer.text()


async def test_every_source_that_is_named_stands_on_the_page_of_sources(staff, store):
    page = await staff.text("/sources")
    for source_id in ("S0", "S4", "P", "W", "X1"):
        source: Source = store.source(source_id)
        assert f'id="{source.id}"' in page


async def test_the_page_about_the_service_says_what_it_must_not_do(stranger):
    page = await stranger.text("/about")
    assert "does not diagnose" in page and "What is kept" in page


async def test_every_page_has_the_way_out(staff):
    for path in (
        "/",
        "/library",
        "/sources",
        "/about",
        "/emergency",
        "/nothing",
        "/library/principles/confidentiality",
    ):
        page = await staff.text(path)
        assert 'href="https://www.bbc.com/weather" rel="noreferrer noopener nofollow"' in page, path


async def test_health_is_said_in_two_letters_or_with_a_503(stranger, store, monkeypatch):
    assert await stranger.text("/healthz") == "ok"
    monkeypatch.setattr(store, "all", lambda kind: [])
    assert (await stranger.get("/healthz")).status == 503


async def test_a_fault_of_ours_gives_a_calm_page_without_a_traceback_or_the_words_in_the_log(
    staff, monkeypatch, caplog, store
):
    def broken(*arguments, **more):
        raise RuntimeError("she wrote something private")

    monkeypatch.setattr(store, "all", broken)
    answer = await staff.get("/library")
    page = await answer.text()
    assert answer.status == 500 and "/emergency" in page and "private" not in page
    assert "RuntimeError" in caplog.text and "private" not in caplog.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
async def test_another_method_gets_a_calm_page(staff, method):
    answer = await staff.client.request(method, "/library", allow_redirects=False)
    assert answer.status == 405 and answer.headers["Allow"]
