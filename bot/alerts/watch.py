"""Looks at every turn as it is stored: what was answered as urgent raises an alert in the same transaction.

So a turn that is stored has its alert, a turn that is not stored has none, and a turn that comes again raises nothing
twice, because it is not stored twice. Practice raises nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.tables import WebSession
from bot.alerts.post import Post, hold
from bot.alerts.raising import open_rows, raise_within, take_back_within

_NOT_URGENT = "not_urgent"


class Watch:
    """What `bot.records.conversations` calls with each piece of a conversation it stores."""

    def __init__(self, post: Post) -> None:
        """Raise alerts at this post."""
        self._post = post

    def __call__(self, session: Session, conversation: str, events: Sequence[dict[str, Any]]) -> None:
        """Raise, add to, or take back what these events ask for."""
        for said, situations in _turns(events):
            given = said.get("metadata") or {}
            if given.get("practice"):
                continue
            if (said.get("parse_data") or {}).get("intent", {}).get("name") == _NOT_URGENT:
                self._take_back(session, conversation)
            elif situations:
                words = "" if given.get("said") else str(said.get("text") or "")
                self._raise(session, conversation, situations, words, str(given.get("once") or ""))

    def _raise(self, session: Session, conversation: str, situations: list[str], words: str, once: str) -> None:
        raise_within(
            self._post,
            session,
            conversation=conversation,
            raised_by=_whose(session, conversation),
            situations=situations,
            words=words,
            once=once,
            now=time.time(),
        )

    def _take_back(self, session: Session, conversation: str) -> None:
        """“This is not urgent” on the answer says so of the alert that the answer raised: the newest."""
        hold(session)
        for row in open_rows(session, conversation)[:1]:
            if row.urgent:
                take_back_within(self._post, session, row, _whose(session, conversation), time.time())


def _whose(session: Session, conversation: str) -> int | None:
    return session.scalar(select(WebSession.account_id).where(WebSession.conversation_id == conversation))


def _turns(events: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each message of a person with the situations that were answered to it."""
    said: dict[str, Any] | None = None
    situations: list[str] = []
    for event in events:
        if event.get("event") == "user":
            if said is not None:
                yield said, situations
            said, situations = event, []
        elif event.get("event") == "bot":
            answer = ((event.get("data") or {}).get("custom") or {}).get("answer") or {}
            if answer.get("kind") == "urgent":
                situations.extend(str(one) for one in answer.get("situations") or ())
    if said is not None:
        yield said, situations
