"""What Telegram tells us is read narrowly: private chats of people, presses under messages, groups to leave."""

from __future__ import annotations

import pytest

from bot.telegram.updates import Group, Message, Press, number_of, read

ME = {"id": 4001, "is_bot": False, "first_name": "V"}
CHAT = {"id": 4001, "type": "private"}
MESSAGE = {"message_id": 9, "from": ME, "chat": CHAT, "date": 1, "text": "hello"}
PRESS = {"id": "77", "from": ME, "message": {"message_id": 9, "chat": CHAT}, "data": "have:K7QP"}


def test_a_message_and_a_press_in_a_private_chat_are_read():
    assert read({"update_id": 5, "message": MESSAGE}) == Message(5, 4001, 9, "hello")
    assert read({"update_id": 6, "callback_query": PRESS}) == Press(6, 4001, 9, "77", "have:K7QP")
    assert read({"update_id": 7, "message": {**MESSAGE, "text": None, "voice": {}}}) == Message(7, 4001, 9, "")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_a_group_is_recognised_by_a_message_in_it_and_by_being_put_into_it(kind):
    chat = {"id": -100500, "type": kind}
    assert read({"update_id": 1, "message": {**MESSAGE, "chat": chat}}) == Group(1, -100500)
    member = {"chat": chat, "from": ME, "new_chat_member": {"status": "member"}}
    assert read({"update_id": 1, "my_chat_member": member}) == Group(1, -100500)
    member = {**member, "new_chat_member": {"status": "left"}}
    assert read({"update_id": 1, "my_chat_member": member}) is None


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "text",
        {},
        {"update_id": "5", "message": MESSAGE},
        {"update_id": True, "message": MESSAGE},
        {"update_id": -5, "message": MESSAGE},
        {"update_id": 2**60, "message": MESSAGE},
        {"update_id": 5, "message": None},
        {"update_id": 5, "message": {**MESSAGE, "message_id": "9"}},
        {"update_id": 5, "message": {**MESSAGE, "from": {**ME, "id": 4002}}},
        {"update_id": 5, "message": {**MESSAGE, "from": {**ME, "is_bot": True}}},
        {"update_id": 5, "message": {**MESSAGE, "chat": {"id": -4001, "type": "private"}}},
        {"update_id": 5, "message": {**MESSAGE, "chat": {"id": 4001, "type": ["private"]}}},
        {"update_id": 5, "edited_message": MESSAGE},
        {
            "update_id": 5,
            "my_chat_member": {"chat": {"id": -1, "type": "group"}, "new_chat_member": {"status": ["member"]}},
        },
        {"update_id": 5, "callback_query": {**PRESS, "from": {**ME, "id": 4002}}},
        {"update_id": 5, "callback_query": {**PRESS, "message": None}},
        {"update_id": 5, "callback_query": {**PRESS, "data": "x" * 65}},
        {"update_id": 5, "callback_query": {**PRESS, "data": None}},
        {"update_id": 5, "callback_query": {**PRESS, "data": "have:\u00e4"}},
        {"update_id": 5, "callback_query": {**PRESS, "id": "\ud800"}},
        {"update_id": 5, "callback_query": {**PRESS, "id": 77}},
    ],
    ids=str,
)
def test_whatever_else_comes_is_nothing(raw):
    assert read(raw) is None


def test_an_update_is_confirmed_by_its_number_whatever_else_is_in_it():
    assert number_of({"update_id": 5, "message": {"text": 3}}) == 5
    assert number_of({"update_id": None}) is None


def test_what_somebody_wrote_is_in_no_printed_form_of_it():
    assert "hello" not in repr(read({"update_id": 5, "message": MESSAGE}))
