"""The words of the directory: services that answer a question, with the way to reach each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.directory.entry import Entry
from bot.directory.search import Match
from bot.directory.words import help_word, whom_word
from knowledge.answer import Answer, AnswerItem
from knowledge.guidance.desk import Desk
from knowledge.guidance.errands import page

_MOST = 5


def services(desk: Desk, matches: Sequence[Match]) -> Answer:
    """The services that fit, best first; an honest word when there is none."""
    pages = desk.section("errand_pages", [page(desk, "find")])
    if not matches:
        return Answer(
            kind="directory",
            title=desk.phrase("errand_found_none_title"),
            lead=desk.phrase("errand_found_none_lead"),
            sections=(pages,),
            choices=desk.choices("supervisor"),
        )
    lines = [_line(desk, match) for match in matches[:_MOST]]
    return Answer(
        kind="directory",
        title=desk.phrase("errand_found_title"),
        lead=desk.phrase("errand_found_lead", count=len(matches)),
        sections=(desk.section("errand_services", lines), pages),
    )


def _line(desk: Desk, match: Match) -> AnswerItem:
    entry = match.service.entry
    through = desk.phrase("errand_service_through", role=desk.store.role(entry.contact).title)
    said = [_what(desk, entry)]
    if not match.speaks:
        said.append(desk.phrase("errand_service_other_language"))
    if entry.hours:
        said.append(desk.phrase("errand_service_hours", hours=entry.hours.rstrip(".")))
    if entry.note:
        said.append(desk.phrase("errand_service_note", note=entry.note.rstrip(".")))
    if match.service.is_stale:
        when = dt.date.fromisoformat(entry.reviewed_on).strftime("%-d %b %Y")
        said.append(desk.phrase("errand_service_stale", when=when))
    phone = desk.site.phone(entry.contact) or None
    return AnswerItem(id=match.service.id, text=" ".join([*said, through]), phone=phone)


def _what(desk: Desk, entry: Entry) -> str:
    whom = ", ".join(whom_word(one) for one in entry.for_whom) or desk.phrase("errand_everybody")
    languages = ", ".join(entry.languages) or desk.phrase("errand_unknown")
    helps = ", ".join(help_word(one) for one in entry.help)
    return desk.phrase("errand_service", service=entry.name, help=helps, whom=whom, languages=languages)
