"""The chat page and its plain form."""

from __future__ import annotations

import re

import pytest

DESCRIBED = "She keeps saying it was her own stupid fault and she won't look at any of us"


async def test_staff_describe_a_behaviour_and_read_the_whole_answer_without_javascript(staff):
    answer = await staff.post("/say", {"text": DESCRIBED})
    assert answer.status == 303 and answer.headers["Location"] == "/#latest"
    page = await staff.text("/")
    for words in (
        "What this may be",
        "Try now",
        "You could say",
        "Better not",
        "Keep in mind",
        "Call someone when",
        "Reassure the person",
        "More that can help (1)",
        "Where each line comes from",
        "It is a child",
    ):
        assert words in page
    assert "<q>her own stupid fault</q>" in page
    assert 'href="/library/principles/informed_consent"' in page
    assert "practice wording, awaiting sign-off" in page and "added from outside sources" in page
    assert "IOM role (presentation, Padua" in page


async def test_an_urgent_answer_stands_out_with_numbered_steps_and_a_number_to_tap(staff):
    await staff.post("/say", {"text": "he says he wants to die"})
    page = await staff.text("/")
    assert page.index("card-urgent") < page.index("card-guidance")
    assert '<ol class="lines steps" start="1">' in page and '<ol class="lines steps" start="7">' in page
    assert 'href="tel:+442079460112"' in page


async def test_a_choice_is_one_tap_and_only_the_newest_answer_offers_any(staff, conversation):
    await staff.post("/say", {"text": DESCRIBED})
    await staff.post("/say", {"choice": "next:else"})
    page = await staff.text("/")
    assert conversation.said[-1] == "next:else" and "Also worth trying" in page
    assert page.count('class="choices"') == 1


async def test_an_unknown_choice_gets_a_kind_answer(staff):
    await staff.post("/say", {"choice": "/restart"})
    assert "no longer known" in await staff.text("/")


async def test_the_conversation_is_there_after_a_reload_and_gone_after_beginning_again(staff):
    await staff.post("/say", {"text": DESCRIBED})
    assert DESCRIBED.split(" and ")[0] in await staff.text("/")
    assert (await staff.post("/conversation/new")).status == 303
    page = await staff.text("/")
    assert "stupid fault and" not in page and "What are you seeing?" in page


async def test_the_same_message_sent_twice_is_taken_once(staff, conversation):
    for _ in range(2):
        await staff.post("/say", {"text": "pressed twice", "once": "abc"})
    assert conversation.said == ["pressed twice"]


@pytest.mark.parametrize("text", ["", "   \n\t ", "\x00\x07\u200b".replace("\u200b", "")])
async def test_sending_nothing_says_so(staff, conversation, text):
    answer = await staff.post("/say", {"text": text})
    assert answer.headers["Location"] == "/?notice=empty#notice"
    assert "Nothing was written yet" in await staff.text("/?notice=empty")
    assert conversation.said == []


async def test_ten_thousand_words_get_a_kind_answer(staff):
    answer = await staff.post("/say", {"text": "word " * 10_000})
    page = await answer.text()
    assert answer.status == 200 and "That is too long" in page and "word word</textarea>" in page


async def test_a_form_that_is_far_too_large_gets_a_calm_page(staff):
    answer = await staff.post("/say", {"text": "x" * 600_000})
    assert answer.status == 413 and "/emergency" in await answer.text()


async def test_markup_is_shown_as_typed_and_control_characters_are_dropped(staff, conversation):
    await staff.post("/say", {"text": "<img src=x onerror=alert(1)>\x00\x1b[31m {{ 7*7 }} \u202eevil"})
    page = await staff.text("/")
    assert "<img" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page
    assert conversation.said == ["<img src=x onerror=alert(1)>[31m {{ 7*7 }} evil"]


async def test_other_scripts_arrive_unharmed(staff, conversation):
    words = "هي تلوم نفسها طوال الوقت، เธอไม่พูด, она молчит, 她说是自己的错 🙂"
    await staff.post("/say", {"text": words})
    assert conversation.said == [words]


async def test_an_error_inside_gives_calm_words_keeps_the_text_and_shows_no_traceback(staff):
    answer = await staff.post("/say", {"text": "boom goes the engine"})
    page = await answer.text()
    assert answer.status == 503 and "This was not saved" in page and "/emergency" in page
    assert "boom goes the engine</textarea>" in page and "RuntimeError" not in page


async def test_the_chat_opens_even_when_what_was_said_cannot_be_read(staff, conversation, monkeypatch):
    async def broken(conversation_id):
        raise OSError("disk")

    monkeypatch.setattr(conversation, "history", broken)
    answer = await staff.get("/")
    assert answer.status == 200 and "/emergency" in await answer.text()


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"text": "x"}', 415),
        ("text/plain", b"text=x", 415),
        ("application/x-www-form-urlencoded", b"%ff%fe=%ff&=&&&", 403),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=x", 400),
        ("multipart/form-data", b"no boundary", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\nno end", 400),
    ],
)
async def test_a_form_in_another_shape_gets_a_calm_page(staff, conversation, content_type, body, status):
    answer = await staff.client.post("/say", data=body, headers={"Content-Type": content_type}, allow_redirects=False)
    assert answer.status == status
    assert "/emergency" in await answer.text() and conversation.said == []


async def test_a_file_instead_of_text_counts_as_nothing(staff, conversation):
    import aiohttp

    form = aiohttp.FormData({"csrf": await staff.token()})
    form.add_field("text", b"binary", filename="a.bin")
    answer = await staff.client.post("/say", data=form, allow_redirects=False)
    assert answer.headers["Location"] == "/?notice=empty#notice" and conversation.said == []


async def test_a_hundred_messages_at_once_are_slowed_down_kindly(staff):
    token = await staff.token()
    codes = [
        (await staff.client.post("/say", data={"csrf": token, "text": f"m{n}"}, allow_redirects=False)).status
        for n in range(26)
    ]
    assert codes.count(429) >= 3 and codes[0] == 303


async def test_ids_on_the_page_are_unique(staff):
    for text in ("one", "wants to die", "unsure"):
        await staff.post("/say", {"text": text})
    ids = re.findall(r'\sid="([^"]+)"', await staff.text("/"))
    assert len(ids) == len(set(ids))


async def test_without_javascript_the_server_masks_and_says_so(staff):
    await staff.post("/say", {"text": "Amina says it was her own stupid fault"})
    page = await staff.text("/")
    assert "[name] says it" in page and "Amina" not in page
    assert "Taken out before this was read or kept: a name." in page


async def test_who_erases_the_conversation_is_asked_first_and_finds_an_empty_chat(staff):
    page = await staff.text("/")
    asked = page[page.index("Erase this conversation") :]
    assert "There is no way back" in asked[: asked.index("Yes, erase it")]
    await staff.post("/say", {"text": DESCRIBED})
    assert (await staff.post("/conversation/erase")).headers["Location"] == "/?notice=erased#notice"
    page = await staff.text("/?notice=erased")
    assert "stupid fault and" not in page and "What are you seeing?" in page and "erased for good" in page
