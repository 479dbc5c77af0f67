"""Every route, for people who are signed in and for those who are not; headers; forms from elsewhere."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp import web

from bot.gateway.access import ACCESS, UnlistedRoute, check_every_route_is_listed
from bot.gateway.headers import SECURITY_HEADERS

PUBLIC_PAGES = ["/sign-in", "/emergency", "/about", "/healthz"]
STAFF_PAGES = ["/", "/library", "/library?q=shame", "/library/checklists/arrival", "/sources"]
POSTS = ["/say", "/conversation/new", "/sign-in", "/sign-out"]


def test_every_route_says_who_may_use_it_and_no_line_is_left_over(app):
    assert {route.name for route in app.router.routes()} == set(ACCESS)


def test_an_application_with_a_route_in_no_line_does_not_start(app):
    async def back_door(request):
        return web.Response()

    other = web.Application()
    other.router.add_get("/back-door", back_door, name="back_door")
    with pytest.raises(UnlistedRoute, match="back-door"):
        check_every_route_is_listed(other)


async def test_a_route_whose_line_is_gone_is_refused(staff, monkeypatch):
    monkeypatch.delitem(ACCESS, "sources")
    assert (await staff.get("/sources")).status == 403


@pytest.mark.parametrize("path", PUBLIC_PAGES)
async def test_public_pages_open_for_everybody(stranger, path):
    assert (await stranger.get(path)).status == 200


@pytest.mark.parametrize("path", STAFF_PAGES)
async def test_a_person_who_is_not_signed_in_is_asked_to_sign_in(stranger, path):
    answer = await stranger.get(path)
    assert answer.status == 303 and answer.headers["Location"] == "/sign-in"


@pytest.mark.parametrize("path", [*STAFF_PAGES, "/emergency", "/about", "/healthz"])
async def test_staff_who_are_signed_in_may_open_every_page(staff, path):
    assert (await staff.get(path)).status == 200


async def test_staff_who_are_signed_in_do_not_see_the_sign_in_page_again(staff):
    assert (await staff.get("/sign-in")).headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/say", "/conversation/new"])
async def test_a_stranger_cannot_say_anything(stranger, conversation, path):
    answer = await stranger.post(path, {"text": "hello"}, on="/sign-in")
    assert answer.status == 303 and answer.headers["Location"] == "/sign-in"
    assert conversation.said == []


async def test_a_stranger_gets_no_socket(stranger):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await stranger.socket()
    assert refused.value.status == 401


async def test_a_session_whose_account_was_forgotten_is_asked_to_sign_in_and_told_why(staff):
    staff.client.session.cookie_jar.update_cookies({"steadyhand_session": "made-up"}, staff.client.make_url("/"))
    assert (await staff.get("/")).headers["Location"] == "/sign-in?why=ended"
    assert "signed out because nothing happened" in await staff.text("/sign-in?why=ended")


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    "path", [*PUBLIC_PAGES, *STAFF_PAGES, "/nothing", "/library/x/y", "/static/none.js", "/ws", "/say"]
)
async def test_every_response_carries_the_security_headers(staff, stranger_too, path, signed_in):
    answer = await (staff if signed_in else stranger_too).get(path)
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value, name
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers and "Access-Control-Allow-Origin" not in answer.headers


@pytest.fixture
def stranger_too(staff):
    """The same application from a browser without cookies."""
    staff.client.session.cookie_jar.clear()
    return staff


async def test_static_files_may_be_kept_and_carry_the_headers_too(stranger, app):
    page = await stranger.text("/sign-in")
    address = page.split('type="module" src="')[1].split('"')[0]
    answer = await stranger.get(address)
    assert answer.status == 200 and "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"] == SECURITY_HEADERS["Content-Security-Policy"]
    assert (await stranger.get(address.rsplit("/", 2)[0] + "/")).status in (403, 404)
    assert (await stranger.get(address.rsplit("/", 2)[0] + "/%2e%2e/templates/base.html")).status == 404


@pytest.mark.parametrize("path", POSTS)
async def test_a_form_without_its_token_is_refused(staff, conversation, path):
    for fields in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "é"}):
        answer = await staff.client.post(path, data={"text": "x", **fields}, allow_redirects=False)
        assert answer.status == 403
    assert conversation.said == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", POSTS)
async def test_a_form_from_another_site_is_refused_even_with_the_right_token(staff, conversation, path, headers):
    answer = await staff.post(path, {"text": "x", "name": "staff", "password": "x"}, headers=headers)
    assert answer.status == 403 and conversation.said == []


async def test_a_form_whose_origin_the_browser_hides_is_taken_when_it_says_same_origin(staff, conversation):
    answer = await staff.post("/say", {"text": "hello"}, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})
    assert answer.status == 303 and conversation.said == ["hello"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_a_socket_from_another_origin_is_refused(staff, headers):
    if "Sec-Fetch-Site" in headers:
        headers = {**headers, "Origin": staff.own_origin}
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await staff.client.ws_connect("/ws", headers=headers, protocols=await staff.protocols())
    assert refused.value.status == 403


@pytest.mark.parametrize("protocols", [(), ("steadyhand",), ("steadyhand", "csrf."), ("csrf." + "0" * 64,)])
async def test_a_socket_without_the_token_of_the_page_is_refused(staff, protocols):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await staff.client.ws_connect("/ws", headers={"Origin": staff.own_origin}, protocols=protocols)
    assert refused.value.status == 403


async def test_one_browser_cannot_use_the_form_token_of_another(staff, app, password):
    token = await staff.token()
    staff.client.session.cookie_jar.clear()
    assert (await staff.sign_in("staff", password)).status == 303
    answer = await staff.client.post("/say", data={"csrf": token, "text": "x"}, allow_redirects=False)
    assert answer.status == 403
