"""Keeps and reads what people said about answers. Every call waits for the database."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.cases.cases import Cases
from bot.cases.codes import KIND as CASE
from bot.cases.shelf import holding
from bot.helped.tables import AnswerHelp
from bot.records.conversations import KIND as TALK
from bot.records.sealing import Sealer
from knowledge.answer import Answer

VERDICTS = ("helped", "a_bit", "no")
#: Answers that try to help somebody; of the others nobody is asked.
_ASKED = frozenset({"guidance", "urgent"})
_PLACE = "answer_help.sealed"


class NoSuchAnswer(LookupError):
    """The conversation has no such answer, or nobody is asked about it."""


@dataclass(frozen=True)
class Said:
    """What was said last about an answer."""

    verdict: str
    case_code: str | None


@dataclass(frozen=True)
class Sum:
    """What was said in some time about answers of one title, for a case or for none."""

    case_code: str | None
    title: str
    counts: dict[str, int]


def is_asked(answer: Answer) -> bool:
    """Whether people are asked if this answer helped."""
    return answer.kind in _ASKED


def key_of(answer: Answer) -> str:
    """Sixteen hex digits that name an answer: the same for the same words."""
    text = json.dumps(answer.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class Helped:
    """What helped, answer by answer."""

    def __init__(self, cases: Cases) -> None:
        """Keep it beside these cases; nothing is read yet."""
        self._cases = cases

    def say(
        self, talk: str, answers: Sequence[Answer], key: str, verdict: str, by: int | None, typed_code: str = ""
    ) -> Said:
        """Keep what was said about one of these answers, in place of what was said before.

        `talk` is the conversation; an empty key means the newest answer that people are asked about. With a case code
        it is kept with the case. Raises NoSuchAnswer, NoSuchCase.
        """
        answer = next((one for one in reversed(answers) if is_asked(one) and key in ("", key_of(one))), None)
        if answer is None or verdict not in VERDICTS:
            raise NoSuchAnswer(key)
        case_code = self._cases.find(typed_code).code if typed_code.strip() else None
        now, shelf = self._cases.clock(), self._cases.shelf
        if case_code:
            with holding(shelf, case_code, now) as (session, sealer):
                self._put(session, sealer, talk, answer, verdict, by, case_code, now)
        else:
            with Session(shelf.records) as session, session.begin():
                sealer = shelf.keys.sealer(session, TALK, talk)
                self._put(session, sealer, talk, answer, verdict, by, None, now)
        return Said(verdict, case_code)

    def of_talk(self, talk: str) -> dict[str, Said]:
        """What was said in a conversation, by the key of the answer."""
        with Session(self._cases.shelf.records) as session:
            rows = session.scalars(select(AnswerHelp).where(AnswerHelp.talk == talk)).all()
            opened = self._opened(session, rows)
            return {row.answer: Said(kept["verdict"], row.case_code) for row, kept in opened}

    def since(self, moment: float) -> list[Sum]:
        """What was said since a moment, summed by case and title. Nothing tells who said it."""
        with Session(self._cases.shelf.records) as session:
            rows = session.scalars(select(AnswerHelp).where(AnswerHelp.at >= moment)).all()
            counted: dict[tuple[str | None, str], Counter[str]] = {}
            for row, kept in self._opened(session, rows):
                counted.setdefault((row.case_code, kept["title"]), Counter())[kept["verdict"]] += 1
        return [Sum(code, title, dict(counts)) for (code, title), counts in sorted(counted.items(), key=str)]

    def _put(
        self,
        session: Session,
        sealer: Sealer,
        talk: str,
        answer: Answer,
        verdict: str,
        by: int | None,
        case_code: str | None,
        now: float,
    ) -> None:
        key, number = key_of(answer), secrets.token_hex(16)
        session.execute(delete(AnswerHelp).where(AnswerHelp.talk == talk, AnswerHelp.answer == key))
        kept = {"verdict": verdict, "title": answer.title or "", "reactions": list(answer.reactions)}
        session.add(
            AnswerHelp(
                id=number,
                talk=talk,
                answer=key,
                conversation=None if case_code else talk,
                case_code=case_code,
                at=now,
                account_id=by,
                sealed=sealer.seal_json(_PLACE, number, kept),
            )
        )
        session.flush()
        # Whose talk it was stays unsaid: only what belongs to a case is written down.
        if case_code:
            self._cases.shelf.record("answer_marked", account(by), f"{CASE}:{case_code}", within=session)

    def _opened(self, session: Session, rows: Sequence[AnswerHelp]) -> list[tuple[AnswerHelp, dict[str, str]]]:
        keys = self._cases.shelf.keys
        of_cases = keys.readers(session, CASE, {row.case_code for row in rows if row.case_code})
        of_talks = keys.readers(session, TALK, {row.conversation for row in rows if row.conversation})
        found = []
        for row in rows:
            sealer = of_cases.get(row.case_code or "") or of_talks.get(row.conversation or "")
            if sealer is not None:  # else it is being erased just now
                found.append((row, sealer.open_json(_PLACE, row.id, row.sealed)))
        return found
