"""Signing in and out, in the browser."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.accounts.tables import WebSession
from bot.gateway.app import create_app


async def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(stranger, password):
    answer = await stranger.sign_in("staff", password)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("steadyhand_session=") and answer.headers["Location"] == "/"
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert "Max-Age" not in cookie and "expires" not in cookie.lower()


async def test_over_https_cookies_are_secure_and_bound_to_the_host(
    settings, conversation, store, site, engine, seals, aiohttp_client
):
    from dataclasses import replace

    client = await aiohttp_client(
        create_app(replace(settings, secure_cookies=True), conversation, store, site, engine, seals)
    )
    answer = await client.get("/sign-in")
    assert (
        answer.headers["Set-Cookie"].startswith("__Host-steadyhand_visitor=")
        and "Secure" in answer.headers["Set-Cookie"]
    )
    assert "max-age" in answer.headers["Strict-Transport-Security"]


async def test_an_unknown_name_and_a_wrong_password_show_the_same_page(stranger):
    pages = []
    for name in ("staff", "nobody"):
        answer = await stranger.sign_in(name, "wrong")
        assert answer.status == 401
        pages.append((await answer.text()).replace(f'value="{name}"', ""))
    assert pages[0] == pages[1] and "do not fit together" in pages[0]


async def test_someone_who_tries_again_and_again_has_to_wait(stranger):
    for _ in range(4):
        assert (await stranger.sign_in("staff", "wrong")).status == 401
    answer = await stranger.sign_in("staff", "wrong")
    assert answer.status == 429 and int(answer.headers["Retry-After"]) >= 1
    assert "Please wait" in await answer.text()


async def test_signing_out_ends_the_session_on_the_server(staff):
    cookie = staff.client.session.cookie_jar.filter_cookies(staff.client.make_url("/"))["steadyhand_session"].value
    answer = await staff.post("/sign-out")
    assert answer.headers["Location"] == "/sign-in?why=out" and '"storage"' in answer.headers["Clear-Site-Data"]
    staff.client.session.cookie_jar.update_cookies({"steadyhand_session": cookie}, staff.client.make_url("/"))
    assert (await staff.get("/")).status == 303


async def test_each_sign_in_gets_a_new_token_and_ends_the_one_before(staff, password):
    jar = staff.client.session.cookie_jar
    first = jar.filter_cookies(staff.client.make_url("/"))["steadyhand_session"].value
    token = await staff.token()
    answer = await staff.client.post(
        "/sign-in", data={"csrf": token, "name": "staff", "password": password}, allow_redirects=False
    )
    assert answer.status == 303
    second = jar.filter_cookies(staff.client.make_url("/"))["steadyhand_session"].value
    assert first != second
    jar.update_cookies({"steadyhand_session": first}, staff.client.make_url("/"))
    assert (await staff.get("/")).status == 303


async def test_after_fifteen_quiet_minutes_staff_sign_in_again(staff, engine):
    with Session(engine) as session, session.begin():
        session.execute(update(WebSession).values(seen_at=WebSession.seen_at - 901))
    assert (await staff.get("/")).headers["Location"] == "/sign-in?why=ended"


async def test_a_message_sent_after_the_session_ended_leads_to_signing_in(staff, conversation, engine):
    token = await staff.token()
    with Session(engine) as session, session.begin():
        session.execute(update(WebSession).values(seen_at=WebSession.seen_at - 901))
    answer = await staff.client.post("/say", data={"csrf": token, "text": "late"}, allow_redirects=False)
    assert answer.headers["Location"] == "/sign-in?why=ended" and conversation.said == []


async def test_a_name_with_markup_is_shown_as_typed(stranger):
    page = await (await stranger.sign_in('"><script>alert(1)</script>', "x")).text()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
