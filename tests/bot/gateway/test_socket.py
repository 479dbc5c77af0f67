"""The chat over a WebSocket."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.accounts.tables import WebSession


async def test_the_server_says_that_it_is_reading_and_then_sends_the_finished_card(staff):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "She says it is her own stupid fault", "once": "a"})
        assert await socket.receive_json() == {"type": "working", "once": "a"}
        answer = await socket.receive_json()
    assert answer["type"] == "answer" and answer["once"] == "a"
    assert '<li class="turn" id="latest">' in answer["html"] and "Try now" in answer["html"]


async def test_what_is_said_over_the_socket_is_on_the_page_after_a_reload(staff):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "first words"})
        await socket.receive_json(), await socket.receive_json()
        await socket.send_json({"type": "choose", "choice": "next:say"})
        await socket.receive_json(), await socket.receive_json()
    page = await staff.text("/")
    assert "first words" in page and "How do I say it?" in page


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "[]",
        "null",
        "42",
        '"text"',
        "{}",
        '{"type": 7}',
        '{"type": "shout"}',
        "[" * 20_000,
        '{"type": "say"}x',
    ],
)
async def test_a_broken_message_gets_a_kind_word_and_the_socket_stays_open(staff, conversation, frame):
    async with await staff.socket() as socket:
        await socket.send_str(frame)
        assert (await socket.receive_json())["type"] == "notice"
        await socket.send_json({"type": "say", "text": "still there?"})
        assert (await socket.receive_json())["type"] == "working"
        assert (await socket.receive_json())["type"] == "answer"
    assert conversation.said == ["still there?"]


@pytest.mark.parametrize("text", ["", "  ", None, 7, ["x"], {"a": 1}, "\x00", "\ud800"])
async def test_a_message_without_words_says_so(staff, conversation, text):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": text})
        notice = await socket.receive_json()
    assert notice["type"] == "notice" and "Nothing was written" in notice["html"] and conversation.said == []


async def test_bytes_get_a_kind_word(staff):
    async with await staff.socket() as socket:
        await socket.send_bytes(b"\x00\xff")
        assert "could not be read" in (await socket.receive_json())["html"]


async def test_a_huge_frame_closes_this_socket_and_nothing_else(staff):
    async with await staff.socket() as socket:
        await socket.send_str("x" * 70_000)
        message = await socket.receive()
    assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED) and socket.close_code == 1009
    assert (await staff.get("/")).status == 200


async def test_a_lone_surrogate_and_markup_come_back_harmless(staff):
    async with await staff.socket() as socket:
        await socket.send_str('{"type": "say", "text": "<b>bold</b> \\ud800 \\u0000"}')
        await socket.receive_json()
        html = (await socket.receive_json())["html"]
    assert "<b>" not in html and "&lt;b&gt;bold&lt;/b&gt;" in html


async def test_an_error_inside_gives_calm_words_and_the_socket_stays_open(staff):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "boom", "once": "b"})
        await socket.receive_json()
        notice = await socket.receive_json()
        assert notice["type"] == "notice" and notice["once"] == "b" and "/emergency" in notice["html"]
        await socket.send_json({"type": "say", "text": "again"})
        assert (await socket.receive_json())["type"] == "working"


async def test_a_message_too_long_is_refused_in_a_card_and_marked_so_that_the_words_go_back_into_the_box(staff):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "x" * 2500})
        await socket.receive_json()
        assert (await socket.receive_json())["refused"] is True


async def test_a_message_sent_again_after_the_line_dropped_gets_its_first_answer(staff, conversation):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "answer slowly", "once": "same"})
        await socket.receive_json()
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "answer slowly", "once": "same"})
        await socket.receive_json()
        assert (await asyncio.wait_for(socket.receive_json(), 5))["type"] == "answer"
    assert conversation.said == ["answer slowly"]


async def test_an_ended_session_is_over_at_once_and_says_so(staff, conversation, engine):
    async with await staff.socket() as socket:
        with Session(engine) as session, session.begin():
            session.execute(delete(WebSession))
        await socket.send_json({"type": "say", "text": "anyone?"})
        message = await socket.receive_json()
        assert message["type"] == "signed_out" and "/sign-in" in message["html"]
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    assert conversation.said == []


async def test_a_sign_of_life_is_taken_silently(staff, conversation):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "here"})
        await socket.send_json({"type": "say", "text": "now"})
        assert (await socket.receive_json())["type"] == "working"
    assert conversation.said == ["now"]


async def test_many_messages_in_a_moment_are_slowed_down(staff):
    kinds = []
    async with await staff.socket() as socket:
        for number in range(24):
            await socket.send_json({"type": "shout", "n": number})
            kinds.append("wait ten seconds" in (await socket.receive_json())["html"])
    assert not kinds[0] and kinds[-1]


async def test_a_plain_request_for_the_socket_gets_a_calm_page(staff):
    headers = {"Origin": staff.own_origin, "Sec-WebSocket-Protocol": ", ".join(await staff.protocols())}
    answer = await staff.get("/ws", headers=headers)
    assert answer.status == 400 and "/emergency" in await answer.text()


async def test_what_looks_personal_is_asked_about_before_the_message_is_taken(staff, conversation):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "Amina cries", "once": "a", "look": True})
        asked = await socket.receive_json()
        assert (asked["type"], asked["once"], conversation.said) == ("personal", "a", [])
        assert "“Amina” looks like a name." in asked["html"] and "[name] cries" in asked["html"]
        await socket.send_json({"type": "say", "text": "Amina cries", "once": "a", "look": False})
        assert (await socket.receive_json())["type"] == "working"
        answer = await socket.receive_json()
    assert "[name] cries" in answer["html"] and "Amina" not in answer["html"]
    assert "Taken out before this was read or kept: a name." in answer["html"]


@pytest.mark.parametrize("text", ["she cries", "Amina has a knife"])
async def test_nothing_personal_and_nothing_urgent_is_held_up(staff, text):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": text, "once": "a", "look": True})
        assert (await socket.receive_json())["type"] == "working"
        assert (await socket.receive_json())["type"] == "answer"


async def test_the_words_found_in_a_message_are_never_read_as_markup(staff):
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "<b>Amina</b>", "once": "a", "look": True})
        assert "&lt;b&gt;[name]" in (await socket.receive_json())["html"]
