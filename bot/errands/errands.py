"""Does errands for whoever has a conversation: opens cases, says what is due, hands over, looks in the directory.

Work on checklists stands in `ticking.py`, the words in `telling.py` and `finding.py`.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from bot.cases.facts import NoSuchCase
from bot.errands import finding, telling, ticking
from bot.errands.rooms import Rooms
from bot.errands.whose import Asker, asker
from knowledge.errands import Done, Errand
from knowledge.guidance.desk import Desk

#: Marks of messages that made something, so that a message sent again makes nothing twice.
_MOST_MARKS = 1000


class HouseErrands:
    """What the actions call (`knowledge.errands.Errands`)."""

    def __init__(self, desk: Desk, rooms: Rooms) -> None:
        """Speak with the desk's words, work in these rooms; nothing is read yet."""
        self._desk, self._rooms = desk, rooms
        self._made: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._making = threading.Lock()

    def do(self, conversation: str, errand: Errand, once: str) -> Done:
        """Do it. Errors of the database come through."""
        who = asker(self._rooms.cases.shelf.records, conversation)
        if who is None:
            return Done(telling.not_for_you(self._desk))
        try:
            return self._done(errand, who, (conversation, once))
        except NoSuchCase:
            return Done(telling.no_such_case(self._desk, errand.code), errand.run, errand.listed)

    def _done(self, errand: Errand, who: Asker, mark: tuple[str, str]) -> Done:
        if errand.name in ("start", "go_on", "tick"):
            return ticking.work(self._desk, self._rooms.checklists, errand, who, mark[1])
        if errand.name == "open_case":
            code = self._made_once(mark, lambda: self._rooms.cases.open(who.account_id).code)
            return Done(telling.case_opened(self._desk, code), code=code)
        if errand.name == "ask_case":
            return self._case(errand, who)
        if errand.name == "hand_over":
            brief = self._made_once(mark, lambda: self._rooms.hand_over.make(who.account_id))
            return Done(telling.handed_over(self._desk, self._rooms.hand_over.find(brief)), errand.run, errand.listed)
        if errand.name == "follow_up":
            waiting, lost = self._rooms.follow_ups.waiting(), self._rooms.follow_ups.lost()
            return Done(telling.whom_to_contact(self._desk, waiting, lost), errand.run, errand.listed)
        matches = self._rooms.directory.search(errand.words)
        return Done(finding.services(self._desk, matches), errand.run, errand.listed)

    def _case(self, errand: Errand, who: Asker) -> Done:
        if not errand.code:
            return Done(telling.which_case(self._desk), errand.run, errand.listed)
        rooms = self._rooms
        case = rooms.cases.read(errand.code, who.account_id)
        runs = [head for head in rooms.checklists.of_case(case.code) if head.is_open]
        contacts = [one for one in rooms.follow_ups.waiting() if one.code == case.code]
        awaited = rooms.work.messages.overdue(case.code)
        run = runs[0].id if len(runs) == 1 else None
        return Done(telling.of_case(self._desk, case.code, runs, contacts, awaited), run, code=case.code)

    def _made_once(self, mark: tuple[str, str], make: Callable[[], str]) -> str:
        """What this message made before, or makes now."""
        with self._making:
            if mark[1] and mark in self._made:
                return self._made[mark]
            made = make()
            if mark[1]:
                self._made[mark] = made
                while len(self._made) > _MOST_MARKS:
                    self._made.popitem(last=False)
            return made
