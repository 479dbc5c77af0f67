"""What the service says of itself: greeting, help, privacy, limits, whom to call, trouble."""

from __future__ import annotations

from knowledge.answer import Answer, AnswerItem, Kind
from knowledge.guidance import reference
from knowledge.guidance.desk import Desk

_START = ("describe", "checklists", "principles", "retrafficking", "help")
#: Roles on the list of people to call, in this order.
_CALLED = (
    "emergency_services",
    "duty_supervisor",
    "health_focal_point",
    "security_focal_point",
    "child_protection_focal_point",
    "safeguarding_focal_point",
    "mental_health_crisis",
    "case_manager",
    "manager",
    "outside_body",
)


def greeting(desk: Desk) -> Answer:
    """A hello that says what to write."""
    return _plain(desk, "greeting", "greeting", *_START)


def help_(desk: Desk) -> Answer:
    """What can be asked, by example."""
    items = [AnswerItem(id=f"help_{number}", text=desk.phrase(f"help_{number}")) for number in (1, 2, 3, 4, 6, 7, 5)]
    answer = _plain(desk, "help", "help", "checklists", "principles", "retrafficking", "supervisor")
    return answer.model_copy(update={"sections": (desk.section("help_examples", items),)})


def describe(desk: Desk) -> Answer:
    """An invitation to describe what a resident does."""
    return Answer(kind="clarify", lead=desk.phrase("no_context_lead"))


def privacy(desk: Desk) -> Answer:
    """Who can read what is written here."""
    return _plain(desk, "privacy", "privacy", "help")


def about_the_program(desk: Desk) -> Answer:
    """That it is a program, what it does and what it cannot do."""
    return _plain(desk, "about", "bot", "help", "evidence")


def thanks(desk: Desk) -> Answer:
    """You are welcome."""
    return Answer(kind="greeting", lead=desk.phrase("thanks_lead"))


def goodbye(desk: Desk) -> Answer:
    """Goodbye."""
    return Answer(kind="greeting", lead=desk.phrase("goodbye_lead"))


def out_of_scope(desk: Desk) -> Answer:
    """What the service does not answer, and who does."""
    names = ("health", "law", "truth", "house")
    items = [AnswerItem(id=f"ask_{name}", text=desk.phrase(f"out_of_scope_{name}")) for name in names]
    answer = _plain(desk, "out_of_scope", "out_of_scope", "supervisor", "help")
    return answer.model_copy(update={"sections": (desk.section("out_of_scope_who", items),)})


def contacts(desk: Desk) -> Answer:
    """Everybody who can be called, with the site's own numbers."""
    items = [desk.call_item(role, desk.store.role(role).call_for, f"call_{role}") for role in _CALLED]
    answer = _plain(desk, "contacts", "contacts")
    return answer.model_copy(update={"sections": (desk.section("call", items),)})


def staff_strain(desk: Desk) -> Answer:
    """For the staff member's own strain."""
    return reference.topic(desk, "staff_strain").model_copy(update={"lead": desk.phrase("staff_lead")})


def no_practice_running(desk: Desk) -> Answer:
    """Nothing to end."""
    return Answer(kind="help", lead=desk.phrase("roleplay_ended_lead"), choices=desk.choices("help", "supervisor"))


def go_on(desk: Desk) -> Answer:
    """After a yes that answers no question."""
    return Answer(kind="help", lead=desk.phrase("affirm_lead"), choices=desk.choices(*_START))


def start_over(desk: Desk) -> Answer:
    """After a no that answers no question."""
    return Answer(kind="clarify", lead=desk.phrase("deny_lead"), choices=desk.choices(*_START))


def tell_more(desk: Desk) -> Answer:
    """After "none of these": one more open question, with a person to call."""
    return Answer(kind="clarify", lead=desk.phrase("clarify_again"), choices=desk.choices("supervisor", "help"))


def refused(desk: Desk, reason: str, **filled: object) -> Answer:
    """A message a guard could not accept: `empty`, `long`, `command`, `unreadable`, `unmasked` or `choice`."""
    return Answer(kind="refused", lead=desk.phrase(f"refused_{reason}", **filled), choices=desk.choices("help"))


def trouble(desk: Desk) -> Answer:
    """Something failed: calm words and the numbers that count."""
    roles = ("emergency_services", "duty_supervisor")
    items = [desk.call_item(role, desk.store.role(role).call_for, f"call_{role}") for role in roles]
    answer = _plain(desk, "trouble", "trouble")
    return answer.model_copy(update={"sections": (desk.section("call", items),)})


def _plain(desk: Desk, kind: Kind, phrase: str, *choices: str) -> Answer:
    return Answer(
        kind=kind,
        title=desk.phrase(f"{phrase}_title"),
        lead=desk.phrase(f"{phrase}_lead"),
        choices=desk.choices(*choices),
    )
