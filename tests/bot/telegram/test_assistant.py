"""Vera asks general questions in Telegram; what is about a person or a case is dropped and deleted."""

from __future__ import annotations

import pytest

from bot.telegram import general
from tests.bot.telegram.conftest import until
from tests.bot.telegram.stand_in import buttons

#: General questions, and how the answer begins.
GENERAL = {
    "What does informed consent mean?": "Informed consent",
    "Show me the arrival checklist": "Arrival",
    "Why do people get trafficked again?": "",
    "What helps with anger?": "Anger",
    "How do people show that they feel ashamed?": "Self-blame",
    "Which principles are there?": "The nine principles",
    "hello": "What I can do",
}
ABOUT_SOMEBODY = [
    "She shouts at us every night, she is so angry",
    "A resident shouts at everybody, what do I do?",
    "What do I do when our new girl is angry?",
    "He says it was his own fault",
    "What does informed consent mean for Amina?",
    "Why did the woman upstairs cut herself?",
    "what helps with anger, we had a fight last night",
    "what is the arrival checklist for the 17 year old who came today",
    "whom can I call",
    "anger " * 60,
    "Бояться",
    "/secret",
]
URGENT = ["what do I do, somebody has a blade", "is there a checklist for suicide"]


@pytest.mark.parametrize("question", GENERAL)
async def test_a_general_question_is_answered_and_kept_in_no_conversation(vera, api, door, question):
    vera.says(question)
    await until(lambda: len(vera.sees) > 1)
    assert GENERAL[question].lower() in vera.sees[-1][:60].lower()
    assert door.conversations == [None]
    assert question in [message.text for message in api.messages.values() if not message.by_bot]


@pytest.mark.parametrize("words", ABOUT_SOMEBODY)
async def test_what_may_be_about_somebody_is_dropped_and_deleted(vera, api, door, words):
    vera.says(words)
    await until(lambda: vera.sees[-1].startswith("This may be about a person"))
    await until(lambda: not [message for message in api.messages.values() if not message.by_bot])
    assert door.conversations == []


@pytest.mark.parametrize("words", URGENT)
async def test_what_may_be_urgent_is_led_to_the_telephone_first(vera, api, words):
    vera.says(words)
    await until(lambda: "phone now" in vera.sees[-1])
    await until(lambda: not [message for message in api.messages.values() if not message.by_bot])


async def test_what_cannot_be_masked_is_not_answered(vera, door):
    door.broken = True
    vera.says("What does informed consent mean?")
    await until(lambda: vera.sees[-1].startswith("This may be about a person"))


async def test_a_picture_or_a_voice_message_is_deleted_unread(vera, api):
    vera.says("", text=None, voice={"file_id": "x", "duration": 3})
    await until(lambda: vera.sees[-1].startswith("I read text only"))
    await until(lambda: not [message for message in api.messages.values() if not message.by_bot])


async def test_a_long_answer_comes_in_pages_with_its_sources_on_request(vera, api, door):
    vera.says("Show me the arrival checklist")
    await until(lambda: len(vera.sees) == 2)
    first = vera.sees[-1]
    assert len(first) <= 1200 and "S1" not in first
    vera.presses("More")
    await until(lambda: len(vera.sees) == 3)
    assert vera.sees[-1] != first
    vera.presses("Sources")
    await until(lambda: len(vera.sees) == 4)
    assert all(line.split(":")[0][0] in "SPWX" for line in vera.sees[-1].splitlines())
    assert set(door.conversations) == {None} and len(api.done("answerCallbackQuery")) == 2


async def test_one_thing_leads_to_the_next_by_buttons(vera):
    vera.says("/help")
    await until(lambda: len(vera.sees) == 2)
    vera.presses("Show the principles")
    await until(lambda: "nine principles" in vera.sees[-1])
    vera.presses("Informed consent")
    await until(lambda: "Informed consent" in vera.sees[-1])


async def test_no_button_leads_to_anything_urgent_personal_or_to_a_number(vera, api, store):
    from knowledge.kinds import Checklist, Principle, Reaction, Topic

    vera.api = api
    for kind in (Reaction, Principle, Checklist, Topic):
        for item in store.all(kind):
            api.happen(vera.pressing(f"ask:{kind.kind}:{item.id}"))
    await until(lambda: len(vera.sees) >= 31, 30)
    offered = {button.get("callback_data") for message in api.shown(vera.number) for button in buttons(message.params)}
    begins = ("ask:", "more:", "src:")
    assert all(data.startswith(begins) and len(data.encode()) <= 64 for data in offered)
    assert not any(word in data for data in offered for word in ("supervisor", "situation", "variant", "practise"))


@pytest.mark.parametrize(
    "data", ["ask:situation:medical_emergency", "ask:supervisor", "more:0:help", "src:nothing", "x"]
)
async def test_a_button_nobody_made_answers_nothing_of_the_kind(vera, api, data):
    api.happen(vera.pressing(data))
    await until(lambda: api.done("answerCallbackQuery"))
    vera.says("/oncall")
    await until(lambda: "Your place" in "".join(vera.sees))
    assert "+44" not in "".join(api.bodies)


async def test_a_site_can_switch_the_assistant_off(open_telegram, api, office, supervisor, door):
    import time

    from bot.telegram import pairing
    from tests.bot.telegram.people import Someone

    vera = Someone(api, 4001)
    pairing.pair(office, 4001, pairing.new_code(office, supervisor, time.time()), time.time())
    async with open_telegram(telegram_assistant=False):
        vera.says("What does informed consent mean?")
        await until(lambda: vera.sees and vera.sees[-1].startswith("This may be about a person"))
        vera.says("/help")
        await until(lambda: "bell" in vera.sees[-1])
        api.happen(vera.pressing("ask:principles"))
        await until(lambda: api.done("answerCallbackQuery"))
    assert door.read == [] and door.conversations == [] and "You can also ask" not in vera.sees[-1]


@pytest.mark.parametrize(
    "text, somebody",
    [
        ("What helps with fear?", False),
        ("what can staff say to people who trust nobody", False),
        ("Best interests of the child", False),
        ("how do residents show that they are afraid", False),
        ("she is afraid", True),
        ("the resident in room 4 is afraid", True),
        ("my resident’s afraid", True),
        ("what to do, he won’t eat", True),
        ("what if it happened last night", True),
        ("what to say to “I want to go home”", True),
        ("what about the child who came", True),
        ("is 17 too young", True),
    ],
)
def test_words_that_point_at_somebody_are_found(text, somebody):
    assert general.is_about_somebody(text) is somebody


@pytest.mark.parametrize(
    "text, question",
    [
        ("What helps?", True),
        ("please tell me about shame", True),
        ("tips for grounding", True),
        ("shouts all night", False),
        ("cannot sleep, shakes", False),
    ],
)
def test_a_question_begins_like_one(text, question):
    assert general.is_question(text) is question
