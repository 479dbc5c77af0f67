"""What is said of an errand where nobody can carry it out: at the command line, in Telegram, without records."""

from __future__ import annotations

from knowledge.answer import Answer, AnswerItem
from knowledge.errands import Errand, Name
from knowledge.guidance import reference
from knowledge.guidance.desk import Desk

#: Where each errand is done by hand.
PAGES: dict[Name, str] = {
    "start": "/checklists",
    "go_on": "/checklists",
    "tick": "/checklists",
    "open_case": "/cases",
    "ask_case": "/cases",
    "follow_up": "/follow-up",
    "hand_over": "/hand-over",
    "find": "/directory",
}


def on_the_page(desk: Desk, errand: Errand) -> Answer:
    """The page on which it is done; for a checklist, the checklist to read."""
    if errand.name == "start" and (shown := reference.by_id(desk, errand.checklist)):
        return shown
    return Answer(
        kind="errand",
        title=desk.phrase("errand_page_title"),
        lead=desk.phrase("errand_page_lead"),
        sections=(desk.section("errand_pages", [page(desk, errand.name)]),),
        choices=desk.choices("checklists", "help"),
    )


def ask_for_the_case(desk: Desk, checklist: str) -> Answer | None:
    """The checklist to read, and how to start it for a case; None when there is no such checklist."""
    shown = reference.by_id(desk, checklist)
    if shown is None or shown.kind != "checklist":
        return None
    return shown.model_copy(update={"lead": desk.phrase("errand_which_case", title=shown.title)})


def page(desk: Desk, name: Name) -> AnswerItem:
    """A line that leads to the page of an errand."""
    link = PAGES[name]
    words = desk.phrase("errand_page_" + link.strip("/").replace("-", "_"))
    return AnswerItem(id=f"page_{name}", text=words, link=link)
