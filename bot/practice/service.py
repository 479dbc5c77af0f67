"""The service of practice: what pages, a trainer's desk and the chat call. Each call waits for the database.

A talk belongs to the account that began it. Nobody else sees it until its owner shares it, and the owner can take that
back or erase the talk at any time. Nothing here raises an alert, and nothing of a consultation comes in.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.accounts.office import account
from bot.accounts.tables import Account
from bot.practice.drawer import KIND, Drawer
from bot.practice.tables import TalkRow
from bot.practice.talk import (
    FEEDBACK,
    LEVELS,
    SURE,
    Feedback,
    NoSuchTalk,
    NotThisWay,
    SaidMeanwhile,
    Sure,
    Take,
    Talk,
    TalkHead,
    Terms,
)
from bot.records.sealing import Sealer
from knowledge.kinds import Scenario
from knowledge.roleplay.play import LONGEST_REPLY, MOST_REPLIES, Nudge, Play, Reply

#: Takes of one talk.
MOST_TAKES = 20
#: Earlier talks with the same resident whose lines are not said again.
_REMEMBERED = 5
#: How sure one feels about beginning such a talk, and about hard moments in it.
_QUESTIONS = 2


class Practice:
    """Practice talks. `by` is the account that acts; another's talk is to it as one that never was (NoSuchTalk)."""

    def __init__(self, drawer: Drawer) -> None:
        """Use this drawer; nothing is read yet."""
        self.drawer, self.residents = drawer, drawer.residents

    def begin(
        self, by: int | None, scenario_id: str, level: int, feedback: Feedback = "each", before: Sure | None = None
    ) -> str:
        """Begin a talk; returns its id. Raises NoSuchResident, NotThisWay."""
        scenario = self.residents.get(scenario_id)
        if level not in LEVELS or feedback not in FEEDBACK or not _is_sure(before):
            raise NotThisWay("choose a level from 1 to 3, feedback `each` or `end`, and 1 to 5 for how sure")
        terms = Terms(scenario.id, level, feedback, self.residents.version(scenario), before)
        heard = self._heard(by, scenario)
        play = Play(scenario.id, secrets.randbelow(2**31), level, heard=heard)
        with Session(self.drawer.records) as session, session.begin():
            return self.drawer.put(session, by, terms, play)

    def find(self, talk: str, by: int | None) -> Talk:
        """A talk of this account. Raises NoSuchTalk, NoSuchResident."""
        return self._whole(talk, lambda row: row.account_id == by and by is not None)

    def shared(self, talk: str, by: int | None) -> Talk:
        """A talk that its owner shares; that `by` read it is written down. Raises NoSuchTalk, NoSuchResident."""
        found = without_thoughts(self._whole(talk, lambda row: row.shared_at is not None))
        if found.head.owner != by:
            self.drawer.record("read_by_other", account(by), f"{KIND}:{talk}")
        return found

    def for_the_group(self, talk: str) -> Talk:
        """A talk that is shared, for figures of many people in which nobody is named. Raises NoSuchTalk."""
        return without_thoughts(self._whole(talk, lambda row: row.shared_at is not None))

    def unchecked(self, talk: str) -> Talk:
        """A talk, whoever asks: for rooms that have made sure themselves that its owner lets them (a joined group)."""
        return self._whole(talk, lambda row: True)

    def mine(self, by: int) -> list[TalkHead]:
        """The talks of an account, the newest first."""
        wanted = select(TalkRow).where(TalkRow.account_id == by).order_by(TalkRow.begun_at.desc(), TalkRow.id)
        return self._heads(wanted)

    def all_shared(self) -> list[TalkHead]:
        """Every talk that is shared, the one shared last first."""
        wanted = select(TalkRow).where(TalkRow.shared_at.is_not(None)).order_by(TalkRow.shared_at.desc(), TalkRow.id)
        return self._heads(wanted)

    def names(self, heads: Iterable[TalkHead]) -> dict[int, str]:
        """The pseudonyms of those whose talks these are."""
        wanted = {head.owner for head in heads}
        with Session(self.drawer.records) as session:
            return {row.id: row.name for row in session.scalars(select(Account).where(Account.id.in_(wanted)))}

    def reply(self, talk: str, by: int | None, take: int, turn: int, reply: Reply) -> Talk:
        """Give the reply of a turn (the first is 1). The same again changes nothing.

        Raises NoSuchTalk, NotThisWay, SaidMeanwhile, TalkEnded.
        """
        if len(reply.text) > LONGEST_REPLY:
            raise NotThisWay(f"a reply has {LONGEST_REPLY} characters at most")
        with self.drawer.writing(talk, by) as (session, row, sealer):
            known = self.drawer.whole(session, row, sealer)
            current = known.take(take)
            given = current.play.replies
            if turn <= len(given) and turn >= 1:
                if given[turn - 1].text == reply.text:
                    return known
                raise SaidMeanwhile(talk)
            if turn != len(given) + 1 or turn > MOST_REPLIES:
                raise NotThisWay(f"the next reply is number {len(given) + 1}")
            stage = self.residents.stage(known.scenario)
            stage.step(current.trace.position, current.play, reply)  # raises TalkEnded before anything is kept
            return self._gone_on(session, row, sealer, current, current.play.then(reply))

    def nudge(self, talk: str, by: int | None, take: int, nudge: Nudge) -> Talk:
        """Move the inner state by a trainer's hand. Raises NoSuchTalk."""
        with self.drawer.writing(talk, by) as (session, row, sealer):
            current = self.drawer.whole(session, row, sealer).take(take)
            return self._gone_on(session, row, sealer, current, current.play.then(nudge))

    def rewind(self, talk: str, by: int | None, take: int, turn: int) -> Talk:
        """Go back to where a take stood after a turn (0: the beginning) and go on from there in a take of its own.

        A take that was begun like this and has no reply yet is taken up again. Raises NoSuchTalk, NotThisWay.
        """
        with self.drawer.writing(talk, by) as (session, row, sealer):
            known = self.drawer.whole(session, row, sealer)
            current = known.take(take)
            if not 0 <= turn < max(1, len(current.play.replies)):
                raise NotThisWay(f"take {take} has no turn {turn} to go back to")
            last, began = known.newest, (known.newest.from_take, known.newest.from_turn)
            row.ended_at = None
            if began == (take, turn) and len(last.play.replies) == turn:
                return self.drawer.whole(session, row, sealer)
            if row.takes >= MOST_TAKES:
                raise NotThisWay(f"a talk has {MOST_TAKES} takes at most: begin a new one")
            row.takes += 1
            self.drawer.add_take(session, talk, sealer, current.play.rewound(turn), row.takes, (take, turn))
            return self.drawer.whole(session, row, sealer)

    def stop(self, talk: str, by: int | None) -> None:
        """End the talk here. Nothing is held against anybody. Raises NoSuchTalk."""
        with self.drawer.writing(talk, by) as (_, row, _):
            row.ended_at = row.ended_at or self.drawer.clock()

    def sure_after(self, talk: str, by: int | None, after: Sure) -> None:
        """How sure the trainee feels afterwards. Raises NoSuchTalk, NotThisWay."""
        if not _is_sure(after):
            raise NotThisWay("choose 1 to 5 for how sure")
        with self.drawer.writing(talk, by) as (_, row, sealer):
            terms = self.drawer.head(row, sealer).terms
            self.drawer.keep_terms(row, sealer, replace(terms, after=after))
            row.ended_at = row.ended_at or self.drawer.clock()

    def think(self, talk: str, by: int | None, thoughts: tuple[str, ...]) -> None:
        """Keep what the trainee wrote to the questions afterwards, in place of what was there. Raises NoSuchTalk."""
        with self.drawer.writing(talk, by) as (_, row, sealer):
            terms = self.drawer.head(row, sealer).terms
            self.drawer.keep_terms(row, sealer, replace(terms, thoughts=thoughts))

    def share(self, talk: str, by: int, shared: bool) -> None:
        """Let trainers see a talk, or take that back. Raises NoSuchTalk."""
        with self.drawer.writing(talk, by) as (session, row, _):
            if (row.shared_at is not None) != shared:
                row.shared_at = self.drawer.clock() if shared else None
                action = "shared" if shared else "unshared"
                self.drawer.record(action, account(by), f"{KIND}:{talk}", within=session)

    def erase(self, talk: str, by: int) -> None:
        """Erase a talk for good. Raises NoSuchTalk."""
        with self.drawer.writing(talk, by) as (session, _, _):
            self.drawer.erase(session, talk, by)

    def _whole(self, talk: str, may_see: Callable[[TalkRow], bool]) -> Talk:
        with Session(self.drawer.records) as session:
            row = session.get(TalkRow, talk)
            if row is None or not may_see(row):
                raise NoSuchTalk(talk)
            return self.drawer.whole(session, row, self.drawer.opener(session, talk))

    def _heads(self, wanted: Select[tuple[TalkRow]]) -> list[TalkHead]:
        with Session(self.drawer.records) as session:
            rows = list(session.scalars(wanted))
            session.expunge_all()
        return self.drawer.heads(rows)

    def _gone_on(self, session: Session, row: TalkRow, sealer: Sealer, current: Take, play: Play) -> Talk:
        self.drawer.keep_play(session, row.id, sealer, current.number, play)
        known = self.drawer.whole(session, row, sealer)
        if known.take(current.number).ended and row.ended_at is None:
            row.ended_at = self.drawer.clock()
        return known

    def _heard(self, by: int | None, scenario: Scenario) -> frozenset[str]:
        """Lines that this person has heard from this resident lately."""
        if by is None:
            return frozenset()
        talks = [head.id for head in self.mine(by) if head.terms.scenario == scenario.id][:_REMEMBERED]
        takes = (take for talk in talks for take in self.find(talk, by).all_takes)
        return frozenset(key for take in takes for key in take.trace.position.memory.said)


def without_thoughts(talk: Talk) -> Talk:
    """A talk as others see it: what its trainee wrote afterwards for themselves is not in it."""
    return replace(talk, head=replace(talk.head, terms=replace(talk.head.terms, thoughts=())))


def _is_sure(sure: Sure | None) -> bool:
    return sure is None or (len(sure) == _QUESTIONS and all(one in SURE for one in sure))
