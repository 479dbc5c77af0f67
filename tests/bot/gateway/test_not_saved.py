"""What a person sees when a turn could not be stored: 503, the way to help, and their words still in the box."""

from __future__ import annotations

import re


async def test_a_turn_that_cannot_be_stored_is_a_503_with_whom_to_call_and_the_words_in_the_box(staff, conversation):
    conversation.full = True
    answer = await staff.post("/say", {"text": "she wants to die", "once": "m-1"})
    page = await answer.text()
    assert answer.status == 503
    assert "This was not saved" in page and "/emergency" in page and 'href="tel:112"' in page
    assert "she wants to die</textarea>" in page
    assert page.count("she wants to die") == 1  # and not among what was said


async def test_the_words_keep_their_mark_so_that_sending_them_again_stays_one_turn(staff, conversation):
    conversation.full = True
    page = await (await staff.post("/say", {"text": "she wants to die", "once": "m-1"})).text()
    composer = page[page.index('id="composer"') :]
    assert re.search(r'name="once" value="([^"]+)"', composer)[1] == "m-1"
    conversation.full = False
    answer = await staff.post("/say", {"text": "she wants to die", "once": "m-1"})
    assert answer.status == 303 and "she wants to die" in await staff.text("/")


async def test_other_words_under_the_same_mark_are_another_message(staff, conversation):
    for text in ("she cries", "she cries and will not eat", "she cries"):
        await staff.post("/say", {"text": text, "once": "m-1"})
    assert conversation.said == ["she cries", "she cries and will not eat"]


async def test_a_button_that_was_not_stored_leaves_no_mark_for_what_is_typed_next(staff, conversation):
    conversation.full = True
    answer = await staff.post("/say", {"choice": "next:say", "once": "m-1"})
    page = await answer.text()
    assert answer.status == 503 and 'value="m-1"' not in page


async def test_over_the_socket_the_page_is_told_that_nothing_was_saved_and_may_try_again(staff, conversation):
    conversation.full = True
    async with await staff.socket() as socket:
        await socket.send_json({"type": "say", "text": "she cries", "once": "m-1"})
        assert (await socket.receive_json())["type"] == "working"
        told = await socket.receive_json()
        assert (told["type"], told["notice"], told["once"]) == ("notice", "not_saved", "m-1")
        assert "This was not saved" in told["html"] and "/emergency" in told["html"]
        conversation.full = False
        await socket.send_json({"type": "say", "text": "she cries", "once": "m-1"})
        assert (await socket.receive_json())["type"] == "working"
        assert (await socket.receive_json())["type"] == "answer"
