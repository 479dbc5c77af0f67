"""A conversation that answers from the content by a few fixed words, so that pages can be tried without an engine."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict

from sqlalchemy.orm import Session

from bot.alerts.watch import Watch
from bot.conversation import Found, Turn
from bot.recognisers.span import Span
from bot.review.counting import Counting
from knowledge.answer import Answer, AnswerItem, AnswerSection, Choice, item_of
from knowledge.guidance import practising, reference
from knowledge.guidance.desk import Desk
from knowledge.kinds import Principle, Reaction, Situation
from knowledge.site import Site
from knowledge.store import ContentStore

#: The only name it knows; a message with a knife in it is urgent.
NAME = "Amina"
#: Words of a practice reply and the move they make.
MOVES = {
    "You decide": "offering_choice",
    "It sounds": "reflection",
    "not your fault": "not_your_fault",
    "May I": "asking_permission",
    "I promise": "false_promise",
    "Why did you": "blaming_why",
    "Tell me everything": "pressing_for_details",
    "Good night": "ending_well",
}
NEXT = (
    Choice(title="What else could help?", id="next:else"),
    Choice(title="How do I say it?", id="next:say"),
    Choice(title="It is a child", id="next:child"),
    Choice(title="This did not help", id="next:did_not_help"),
    Choice(title="Practise this", id="practise"),
)


class FakeConversation:
    """Keeps what was said in memory; `said` counts what reached it."""

    def __init__(self, store: ContentStore) -> None:
        self._store = store
        self._turns: dict[str, list[Turn]] = defaultdict(list)
        self.said: list[str] = []
        self.understood: list[str] = []  # what was said to played residents
        self.full = False  # true: nothing more can be stored
        self.watch = None  # sees each turn as the records show it to the real watch

    async def say(self, conversation_id: str, text: str, *, once: str = "") -> Turn:
        self.said.append(text)
        if "boom" in text:
            raise RuntimeError(text)
        if self.full:
            return Turn(text, (trouble("That did not work."),), time.time(), stored=False)
        if len(text) > 2000:
            # As the real door does: what a guard refuses is no part of the conversation.
            words = "Please use 2,000 characters at most."
            return Turn(text[:2000], (Answer(kind="refused", title="That is too long", lead=words),), time.time())
        if "slowly" in text:
            await asyncio.sleep(0.7)
        masked = text.replace(NAME, "[name]")
        return self._keep(conversation_id, masked, self._answers(masked), False, ("PERSON",) if NAME in text else ())

    async def look(self, text: str) -> Found | None:
        if NAME not in text or "knife" in text:
            return None
        return Found((("PERSON", NAME),) * text.count(NAME), text.replace(NAME, "[name]"))

    async def choose(self, conversation_id: str, choice: str, *, once: str = "") -> Turn:
        self.said.append(choice)
        if self.full:
            return Turn(choice, (trouble("That did not work."),), time.time(), said_choice=True, stored=False)
        if choice == "practise":
            return self._keep(conversation_id, "Practise this", (_to_practise(self._store),), True)
        titles = {offered.id: offered.title for offered in NEXT}
        if choice not in titles:
            return self._keep(conversation_id, "…", (trouble("That button is no longer known."),), True)
        return self._keep(conversation_id, titles[choice], (self._what_else(titles[choice]),), True)

    async def understand(self, text: str, practice: bool = False) -> dict:
        """Moves by a few fixed words, each with those words as its cue."""
        self.understood.append(text)
        if "boom" in text:
            raise RuntimeError(text)
        found = [
            {"id": move, "confidence": 0.9, "cues": [{"start": at, "end": at + len(words), "text": words}]}
            for words, move in MOVES.items()
            if (at := text.find(words)) >= 0
        ]
        spans = OneName().find_all(text)
        masked = [{"start": span.start, "end": span.end, "type": span.type} for span in spans]
        return {"text": text, "moves": found, "masked": masked}

    async def history(self, conversation_id: str) -> list[Turn]:
        return list(self._turns[conversation_id])

    def _keep(
        self, conversation_id: str, said: str, answers: tuple[Answer, ...], said_choice: bool, masked: tuple = ()
    ) -> Turn:
        turn = Turn(said=said, answers=answers, at=time.time(), said_choice=said_choice, masked=masked)
        self._turns[conversation_id].append(turn)
        if self.watch is not None:
            self.watch(conversation_id, turn)
        return turn

    def _answers(self, text: str) -> tuple[Answer, ...]:
        if "checklist" in text:
            return (reference.checklist(Desk(self._store, Site()), "arrival"),)
        if "wants to die" in text:
            return (urgent(self._store), guidance(self._store, text))
        if "unsure" in text:
            return (clarify(self._store),)
        return (guidance(self._store, text),)

    def _what_else(self, title: str) -> Answer:
        reaction = self._store.get(Reaction, "self_blame_shame")
        section = AnswerSection(
            id="try_now", title="Also worth trying", items=tuple(map(item_of, reaction.responses[2:]))
        )
        return Answer(kind="guidance", reactions=(reaction.id,), title=title, sections=(section,), choices=NEXT)


class OneName:
    """Finds one name, as the recognisers find many."""

    def find_all(self, text: str) -> list[Span]:
        at = text.find(NAME)
        return [Span(at, at + len(NAME), "PERSON")] if at >= 0 else []


def watching(post):
    """Shows turns to the real watch of alerts, in a transaction of their own."""
    watch = Watch(post)

    def see(conversation_id: str, turn: Turn) -> None:
        user = {"event": "user", "text": turn.said, "metadata": {"said": turn.said} if turn.said_choice else {}}
        bot = [{"event": "bot", "data": {"custom": {"answer": answer.model_dump()}}} for answer in turn.answers]
        with Session(post.records) as session, session.begin():
            for each in (watch, Counting()):
                each(session, conversation_id, [user, *bot])

    return see


def _to_practise(store: ContentStore) -> Answer:
    return practising.residents(Desk(store, Site()), ["self_blame_shame"])


def guidance(store: ContentStore, text: str) -> Answer:
    """The answer to a described behaviour, as `experience.md` lays it out."""
    reaction = store.get(Reaction, "self_blame_shame")
    quotes = tuple(cue for cue in ("her own stupid fault", "won't look at any of us") if cue in text)
    may_be = AnswerItem(id=reaction.id, text=f"This may be {reaction.title.lower()}. {reaction.plain}", quotes=quotes)
    principles = tuple(
        AnswerItem(id=link.id, text=store.get(Principle, link.id).title, because=link.because)
        for link in reaction.principles
    )
    sections = (
        AnswerSection(id="may_be", title="What this may be", items=(may_be,)),
        AnswerSection(id="try_now", title="Try now", items=_first(reaction.responses, 3)),
        AnswerSection(id="say", title="You could say", items=_first(reaction.say, 2)),
        AnswerSection(id="avoid", title="Better not", items=_first(reaction.avoid, 3)),
        AnswerSection(id="principles", title="Keep in mind", items=principles),
        AnswerSection(id="escalate", title="Call someone when", items=_first(reaction.escalate, 3)),
    )
    return Answer(kind="guidance", reactions=(reaction.id,), title=reaction.title, sections=sections, choices=NEXT)


def urgent(store: ContentStore) -> Answer:
    """An urgent situation: first steps in order, what not to do, whom to call."""
    situation = store.get(Situation, "suicide_self_harm")
    people = tuple(
        AnswerItem(
            id=notify.to,
            text=f"{store.role(notify.to).title.capitalize()}: {notify.text}",
            phone="+44 20 7946 0112" if notify.to == "duty_supervisor" else None,
        )
        for notify in situation.notify[:3]
    )
    sections = (
        AnswerSection(id="steps", title="First steps", items=_first(situation.first_steps, 6), ordered=True),
        AnswerSection(id="avoid", title="Better not", items=_first(situation.avoid, 3)),
        AnswerSection(id="escalate", title="Whom to call", items=people),
    )
    return Answer(
        kind="urgent", situations=(situation.id,), title=situation.title, lead=situation.plain, sections=sections
    )


def clarify(store: ContentStore) -> Answer:
    """One short question with choices in everyday behaviours."""
    choices = tuple(
        Choice(title=store.get(Reaction, name).everyday, id=f"next:{name}")
        for name in ("self_blame_shame", "fear_anxiety", "memory_dissociation")
    )
    return Answer(
        kind="clarify", title="One short question", lead="Which of these is closest to what you see?", choices=choices
    )


def trouble(words: str) -> Answer:
    """Something that could not be answered, said kindly."""
    return Answer(kind="trouble", title="That did not work", lead=words)


def _first(lines, count: int) -> tuple[AnswerItem, ...]:
    return tuple(item_of(line, first=place < count) for place, line in enumerate(lines))
