"""People in Telegram, as the stand-in shows them to the bot: what they write, press and do to groups."""

from __future__ import annotations

import time
from typing import Any

from tests.bot.telegram.stand_in import BotApi, Sent, buttons


class Someone:
    """A person in a private chat with the bot. Their number is also the chat's."""

    def __init__(self, api: BotApi, number: int, name: str = "Somebody") -> None:
        self.api, self.number, self.name = api, number, name
        api.chats.add(number)

    @property
    def user(self) -> dict[str, Any]:
        return {"id": self.number, "is_bot": False, "first_name": self.name, "language_code": "en"}

    def chat(self, kind: str = "private", number: int | None = None) -> dict[str, Any]:
        return {"id": self.number if number is None else number, "type": kind, "first_name": self.name}

    def writing(self, words: str, **other: Any) -> dict[str, Any]:
        """The update of a message; it stands in the chat, so that it can be deleted."""
        number = next(self.api.numbers)
        message = {
            "message_id": number,
            "from": self.user,
            "chat": self.chat(),
            "date": int(time.time()),
            "text": words,
        }
        message |= other
        chat = message["chat"]["id"]
        self.api.messages[(chat, number)] = Sent(chat, number, words, {}, self.api.clock(), by_bot=False)
        return {"update_id": next(self.api.ids), "message": message}

    def says(self, words: str, **other: Any) -> dict[str, Any]:
        return self.api.happen(self.writing(words, **other))

    def pressing(self, data: str, number: int = 1) -> dict[str, Any]:
        """The update of a press, whoever made the button."""
        query = f"{next(self.api.ids)}"
        self.api.queries.add(query)
        message = {"message_id": number, "chat": self.chat(), "date": int(time.time()), "text": "…"}
        press = {"id": query, "from": self.user, "message": message, "chat_instance": "1", "data": data}
        return {"update_id": next(self.api.ids), "callback_query": press}

    def presses(self, words: str) -> dict[str, Any]:
        """Press a button by its words, under the newest message that has one."""
        for message in reversed(self.api.shown(self.number)):
            for button in buttons(message.params):
                if button["text"] == words:
                    return self.api.happen(self.pressing(button["callback_data"], message.number))
        raise LookupError(f"there is no button “{words}”")

    def adds_the_bot_to(self, group: int) -> dict[str, Any]:
        self.api.chats.add(group)
        member = {"user": {"id": 123456789, "is_bot": True, "first_name": "Bell"}, "status": "member"}
        change = {"chat": self.chat("supergroup", group), "from": self.user, "date": int(time.time())}
        change |= {"old_chat_member": {**member, "status": "left"}, "new_chat_member": member}
        return self.api.happen({"update_id": next(self.api.ids), "my_chat_member": change})

    @property
    def sees(self) -> list[str]:
        """The texts of the bot that stand in this chat."""
        return [message.text for message in self.api.shown(self.number)]
