"""An answer as short plain text: pages of lines, its sources on request, and what can be asked next.

Only what the content says goes out. What belongs to the site (its numbers, its own steps) and what anybody wrote is
left out here, whatever an answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.telegram.replies import Button
from knowledge.answer import Answer, AnswerItem, AnswerSection
from knowledge.guidance.desk import Desk
from knowledge.guidance.telegram import sentence
from knowledge.site import Site

#: Characters of one page, and of a list of sources; Telegram takes 4,096.
_PAGE, _LONGEST = 1200, 3500
_MOST_CHOICES = 24
_LONG_NOTE = 5  # words
_OF_THE_SITE = frozenset({"local_steps", "call", "contacts"})
_LISTS = ("principles", "checklists", "retrafficking", "evidence", "help")
_ITEMS = ("reaction", "principle", "checklist", "topic")


def is_offered(choice: str) -> bool:
    """Whether a choice can be asked here: it needs nothing that was said before, and names nothing urgent."""
    return choice in _LISTS or choice.partition(":")[0] in _ITEMS


def pages(answer: Answer, site: Site) -> list[str]:
    """The text of an answer in pages, without quotations, numbers to call and the site's own words."""
    made, page = [], ""
    for line in _lines(answer, _own_words(site)):
        for piece in _pieces(line):
            if page and len(page) + len(piece) > _PAGE:
                made.append(page.strip())
                page = ""
            page += piece + "\n"
    return [*made, page.strip()] if page.strip() else made


def sources(answer: Answer, desk: Desk) -> str:
    """Where the lines of an answer come from, a source a line."""
    text = ""
    for source_id in answer.source_ids():
        source = desk.store.source(source_id)
        told = [source.title, source.publisher, str(source.year or "")]
        line = f"{source_id}: {', '.join(part for part in told if part)}\n"
        if len(text) + len(line) > _LONGEST:
            break
        text += line
    return text.strip()


def buttons(answer: Answer, choice: str, page: int, of: int, desk: Desk) -> list[list[Button]]:
    """More, sources, and what can be asked next. Each button says all that is needed to answer it."""
    first: list[Button] = []
    if page < of:
        first.append((sentence(desk, "more"), f"more:{page + 1}:{choice}"))
    if answer.source_ids():
        first.append((sentence(desk, "sources"), f"src:{choice}"))
    offered = [(one.title, f"ask:{one.id}") for one in answer.choices if is_offered(one.id)]
    return [first, *([one] for one in offered[:_MOST_CHOICES])]


def _lines(answer: Answer, own: re.Pattern[str]) -> Iterator[str]:
    for part in (answer.title, answer.lead):
        if part and _is_public(part, own):
            yield part
    for section in answer.sections:
        items = [item for item in section.items if _may_go(section, item, own)]
        if items and section.id != "may_be":  # here it is asked in general: it is that, not perhaps
            yield f"\n{section.title.upper()}"
        for number, item in enumerate(items, start=1):
            mark = f"{number}." if section.ordered else "-"
            yield f"{mark} {item.text}" + (f" ({item.because})" if item.because else "")


def _may_go(section: AnswerSection, item: AnswerItem, own: re.Pattern[str]) -> bool:
    if section.id in _OF_THE_SITE or item.phone or item.quotes:
        return False
    return _is_public(f"{item.text} {item.because or ''}", own)


def _is_public(text: str, own: re.Pattern[str]) -> bool:
    return not own.search(text)


def _own_words(site: Site) -> re.Pattern[str]:
    """Finds every word that a site wrote about itself."""
    names = (*site.mask.shelter, *site.mask.staff, *site.mask.places)
    phones = [one.phone for one in site.contacts.values()]
    # A note such as "day and night" would take half the content out; notes stand beside numbers only, which never go.
    notes = [one.note for one in site.contacts.values() if len(one.note.split()) >= _LONG_NOTE]
    steps = [step for steps in site.local_steps.values() for step in steps]
    # A short emergency number such as 112 is public, and stands in many texts as part of something else.
    words = [re.escape(word.strip()) for word in (*names, *phones, *notes, *steps) if len(word.strip()) > 2]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)" if words else r"(?!)", re.IGNORECASE)


def _pieces(line: str) -> Iterator[str]:
    for start in range(0, len(line), _PAGE):
        yield line[start : start + _PAGE]
