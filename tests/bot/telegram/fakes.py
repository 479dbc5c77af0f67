"""Alerts in memory, and a door that understands a few fixed questions and answers from the content."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.alerts.alert import Alert, Contact, Digest, NoSuchAlert, Stage
from bot.conversation import Turn
from bot.guards import Refused
from knowledge.answer import Answer
from knowledge.guidance import reactions, reference, service
from knowledge.guidance.desk import Desk
from knowledge.guidance.reactions import Seen
from knowledge.site import Contact as SiteContact
from knowledge.site import Site

#: Words of a message → what the pipeline would make of it: intent, topic, reactions, urgent, masked.
UNDERSTOOD = {
    r"informed consent": ("ask_principle", "informed_consent", [], False),
    r"checklist.* arriv|arrival checklist": ("ask_checklist", "arrival", [], False),
    r"trafficked again": ("ask_retrafficking_risk", "retrafficking_why", [], False),
    r"principles": ("ask_principle", None, [], False),
    r"anger|angry|shout": ("describe_behaviour", None, ["anger"], False),
    r"asham|own fault": ("describe_behaviour", None, ["self_blame_shame"], False),
    r"blade|suicid": ("report_urgent", None, [], True),
    r"can i call": ("talk_to_supervisor", None, [], False),
    r"hello": ("greet", None, [], False),
}
#: What a site must never send: every one of these is the site's own.
SITE = Site(
    emergency_number="112",
    contacts={"duty_supervisor": SiteContact(phone="+44 20 7946 0112", note="ring twice at the blue door")},
    local_steps={"arrival": ("Take the key from Marigold House's safe.",)},
)


class FakeAlerts:
    """Open alerts by code, with words that must never leave the house."""

    def __init__(self, on_call: list[int]) -> None:
        self.open: dict[str, Alert] = {}
        self.of: list[tuple[str, str, int]] = []  # what was asked for: verb, code, account
        self.contacts = on_call
        self.raised: int | None = 7
        self.fails = False

    def ring(self, code: str, words: str = "") -> Alert:
        alert = Alert(code, Stage.SENT, True, False, 1.0, None, 1, situations=("suicide_self_harm",), words=(words,))
        self.open[code] = alert
        return alert

    def take(self, code: str, account_id: int) -> Alert:
        found = self._found("take", code, account_id)
        if found.taken_by is None:
            found = self.open[code] = replace(found, taken_by=account_id, stage=Stage.TAKEN)
        return found

    def pass_on(self, code: str, account_id: int) -> Alert:
        return self._found("pass_on", code, account_id)

    def seen(self, code: str, account_id: int) -> Alert:
        return self._found("seen", code, account_id)

    def open_alerts(self, account_id: int | None = None) -> list[Alert]:
        return list(self.open.values())

    def on_call(self, now: float) -> list[Contact]:
        return [Contact(one, f"person-{one}") for one in self.contacts]

    def set_off(self, account_id: int) -> bool:
        self.of.append(("set_off", "", account_id))
        return len(self.contacts) > 1

    def digest(self, now: float) -> Digest:
        return Digest(0.0, {"raised": self.raised})

    def _found(self, verb: str, code: str, account_id: int) -> Alert:
        if self.fails:
            raise RuntimeError("the words of an error may quote anything")
        self.of.append((verb, code, account_id))
        if code not in self.open:
            raise NoSuchAlert(code)
        return self.open[code]


class FakeDoor:
    """Understands by `UNDERSTOOD`, masks one name, and answers choices as the real actions do."""

    def __init__(self, store) -> None:
        self._desk = Desk(store, SITE)
        self.read: list[str] = []
        self.conversations: list[str | None] = []
        self.broken = False

    async def understand(self, text: str) -> dict:
        if self.broken:
            raise Refused("unmasked")
        self.read.append(text)
        masked = [{"start": 0, "end": 5, "type": "PERSON"}] if "Amina" in text else []
        for words, (intent, topic, found, urgent) in UNDERSTOOD.items():
            if re.search(words, text.lower()):
                asserted = [{"id": one, "confidence": 0.9, "cues": []} for one in found]
                return self._told(intent, topic, asserted, urgent, masked)
        return self._told("nlu_fallback", None, [], False, masked)

    async def choose(self, conversation_id: str | None, choice: str) -> Turn:
        self.conversations.append(conversation_id)
        return Turn(choice, (self._answer(choice),), said_choice=True)

    def _answer(self, choice: str) -> Answer:
        kind, _, item = choice.partition(":")
        if kind == "reaction":
            return reactions.explain(self._desk, [Seen(item)])
        if item:
            return reference.by_id(self._desk, item) or service.refused(self._desk, "choice")
        lists = {"principles": reference.list_principles, "checklists": reference.list_checklists}
        if choice in lists:
            return lists[choice](self._desk)
        if choice in ("retrafficking", "evidence"):
            return reference.list_topics(self._desk, choice)
        return service.help_(self._desk)

    @staticmethod
    def _told(intent, topic, reactions_, urgent, masked) -> dict:
        return {
            "intent": {"name": intent, "confidence": 0.9},
            "topic": topic,
            "reactions": reactions_,
            "urgent": urgent,
            "situations": [],
            "masked": masked,
        }
