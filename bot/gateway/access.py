"""Who may pass which door, what for, and what of other people it lets one see: one line a route, as data.

A route that stands in no line here is closed, and the application does not start. The page “what others can see about
you” (`/seen`), the ways at the top of every page and the OpenAPI description are made from the same lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from aiohttp import web

from bot.accounts.roles import Role
from bot.accounts.sessions import CODE, ENROL


class Sight(str, Enum):
    """What of somebody's a route shows. The words for each stand in `seen.html`."""

    OWN_CHAT = "own_chat"
    OWN_ACCOUNT = "own_account"
    ACCOUNTS = "accounts"
    ALERTS = "alerts"
    ON_CALL = "on_call"
    CASES = "cases"
    CHECKLISTS = "checklists"
    OWN_PRACTICE = "own_practice"
    SHARED_PRACTICE = "shared_practice"
    PRACTICE_ROOM = "practice_room"
    PRACTICE_TASKS = "practice_tasks"
    PRACTICE_PLOTS = "practice_plots"
    HAND_OVER = "hand_over"


#: What a route shows a person of themselves; everything else is of others.
OWN = frozenset({Sight.OWN_CHAT, Sight.OWN_ACCOUNT, Sight.OWN_PRACTICE})


@dataclass(frozen=True)
class Entry:
    """One route's line: who may pass, what for, and what it shows."""

    purpose: str
    roles: frozenset[Role] = frozenset()
    public: bool = False
    stages: frozenset[str] = frozenset()  # people on their way through the sign-in who may pass too
    shows: tuple[Sight, ...] = ()


class UnlistedRoute(RuntimeError):
    """A route was added without saying who may use it."""


def _public(purpose: str) -> Entry:
    return Entry(purpose, public=True)


def _for(roles: Iterable[Role], purpose: str, *shows: Sight, stage: str = "") -> Entry:
    return Entry(purpose, frozenset(roles), shows=shows, stages=frozenset({stage} if stage else ()))


_ALL = tuple(Role)
#: An account for looking after accounts asks nothing itself: it should be open as short and as seldom as can be.
_WHO_ASK = (Role.STAFF, Role.TRAINER, Role.SUPERVISOR)
_ADMIN = (Role.ADMIN,)
_TRAINER = (Role.TRAINER,)
_SUPERVISOR = (Role.SUPERVISOR,)
#: Who works with cases and checklists.
_CASEWORK = (Role.STAFF, Role.SUPERVISOR)

#: Route name → its line.
ACCESS: dict[str, Entry] = {
    "static": _public("Styles, scripts and icons of the pages."),
    "healthz": _public("Whether the service works, in one word."),
    "emergency": _public("First steps in an emergency; internal numbers only for who is signed in."),
    "about": _public("What the service is, must not do, and keeps."),
    "sign_in": _public("The page to sign in on."),
    "sign_in_send": _public("Sign in with name and password."),
    # Also public, so that signing out never answers "sign in first" when the session has just run out.
    "sign_out": _public("End this session."),
    "join": _public("The page to come in on with an invitation."),
    "join_send": _public("Make an account with an invitation's one-time code."),
    "new_password": _public("The page to choose a new password on with a one-time code."),
    "new_password_send": _public("Choose a new password with a one-time code."),
    "code": _for((), "The page that asks for the second step.", stage=CODE),
    "code_send": _for((), "Prove the second step.", stage=CODE),
    "second_step": _for(_ALL, "Set up the second step, or look after it.", Sight.OWN_ACCOUNT, stage=ENROL),
    "second_step_begin": _for(_ALL, "Make a new secret for an app.", Sight.OWN_ACCOUNT, stage=ENROL),
    "second_step_confirm": _for(_ALL, "Take the new secret into use.", Sight.OWN_ACCOUNT, stage=ENROL),
    "second_step_codes": _for(_ALL, "Make new recovery codes.", Sight.OWN_ACCOUNT),
    "second_step_off": _for((Role.STAFF, Role.TRAINER), "Go without a second step again.", Sight.OWN_ACCOUNT),
    "account": _for(_ALL, "One's own account.", Sight.OWN_ACCOUNT),
    "account_password": _for(_ALL, "Change one's own password.", Sight.OWN_ACCOUNT),
    "account_sign_out": _for(_ALL, "Sign out everywhere.", Sight.OWN_ACCOUNT),
    "seen": _for(_ALL, "What others can see about one.", Sight.OWN_ACCOUNT),
    "chat": _for(_WHO_ASK, "Ask, and read the answers of this session.", Sight.OWN_CHAT),
    "say": _for(_WHO_ASK, "Send a message or a choice.", Sight.OWN_CHAT),
    "socket": _for(_WHO_ASK, "The same over a WebSocket.", Sight.OWN_CHAT),
    "new_conversation": _for(_WHO_ASK, "Begin an empty conversation.", Sight.OWN_CHAT),
    "library": _for(_ALL, "Browse and search what the service knows."),
    "library_item": _for(_ALL, "Read one item with its sources."),
    "sources": _for(_ALL, "Every source."),
    "tell": _for(_WHO_ASK, "Raise an alert that says that one wants a supervisor.", Sight.OWN_CHAT),
    "take_back": _for(_WHO_ASK, "Take an alert of one's own back as a false alarm.", Sight.OWN_CHAT),
    "alerts": _for(_SUPERVISOR, "Open alerts, a supervisor's first page.", Sight.ALERTS),
    "alerts_live": _for(_SUPERVISOR, "The list of open alerts alone, asked every two seconds.", Sight.ALERTS),
    "alerts_one": _for(_SUPERVISOR, "One alert with the words that raised it.", Sight.ALERTS),
    "alerts_take": _for(_SUPERVISOR, "Take an alert.", Sight.ALERTS),
    "alerts_pass_on": _for(_SUPERVISOR, "Pass an alert on to the next contact.", Sight.ALERTS),
    "alerts_close": _for(_SUPERVISOR, "Close an alert with a note.", Sight.ALERTS),
    "on_call": _for((Role.SUPERVISOR, Role.ADMIN), "Who is on call, in which order.", Sight.ON_CALL),
    "on_call_change": _for((Role.SUPERVISOR, Role.ADMIN), "Change a place on call.", Sight.ON_CALL),
    "on_call_quiet": _for((Role.SUPERVISOR, Role.ADMIN), "Set quiet hours for what is not urgent.", Sight.ON_CALL),
    "on_call_off": _for(_SUPERVISOR, "Go off call, or come back.", Sight.ON_CALL),
    "telegram": _for((Role.SUPERVISOR,), "Whether one's own chat is paired.", Sight.OWN_ACCOUNT),
    "telegram_pair": _for((Role.SUPERVISOR,), "Make a one-time code that pairs a chat.", Sight.OWN_ACCOUNT),
    "telegram_unpair": _for((Role.SUPERVISOR,), "Let go of one's own chat.", Sight.OWN_ACCOUNT),
    "cases": _for(_CASEWORK, "Every case, by code.", Sight.CASES),
    "case_find": _for(_CASEWORK, "Go to the case of a code."),
    "case_open": _for(_CASEWORK, "Open a case under a new code."),
    "case_import": _for(_SUPERVISOR, "The page to put a case in on."),
    "case_put_in": _for(_SUPERVISOR, "Put a case in from a file."),
    "case_one": _for(_CASEWORK, "One case: coded facts, consent, follow-up.", Sight.CASES),
    "case_facts": _for(_CASEWORK, "Change the facts of a case."),
    "consent": _for(_CASEWORK, "The form to write consent down.", Sight.CASES),
    "consent_write": _for(_CASEWORK, "Write down what somebody consented to, or not."),
    "case_refusal": _for(_CASEWORK, "What to do when somebody says no."),
    "case_take_out": _for(_SUPERVISOR, "Take a case out as a file.", Sight.CASES),
    "follow_up": _for(_CASEWORK, "Contacts after leaving that are late, due and coming.", Sight.CASES),
    "follow_up_one": _for(_CASEWORK, "Contact with one person after leaving.", Sight.CASES),
    "follow_up_agree": _for(_CASEWORK, "Write down safe ways and times of contact."),
    "follow_up_left": _for(_CASEWORK, "Write down the day of leaving, and plan the contacts."),
    "follow_up_write": _for(_CASEWORK, "Write down what became of a contact."),
    "follow_up_met": _for(_CASEWORK, "Write down a contact that nobody planned."),
    "follow_up_end": _for(_CASEWORK, "End contact from our side."),
    "return_one": _for(_CASEWORK, "The return of a case: path, security, travel, messages.", Sight.CASES),
    "return_path": _for(_CASEWORK, "Take one of the four paths of referral."),
    "journey": _for(_CASEWORK, "The travel plan of a case, and what is wrong in it.", Sight.CASES),
    "journey_write": _for(_CASEWORK, "Write a travel plan down."),
    "messages": _for(_CASEWORK, "Answers to messages that are awaited, in all cases.", Sight.CASES),
    "message_one": _for(_CASEWORK, "One message of a return.", Sight.CASES),
    "message_write": _for(_CASEWORK, "Fill a message in, or write down that it went out or came."),
    "message_letter": _for(_CASEWORK, "A message as a letter to print.", Sight.CASES),
    "plan": _for(_CASEWORK, "The reintegration plan of a case.", Sight.CASES),
    "plan_write": _for(_CASEWORK, "Write what a plan holds beside its goals."),
    "goal_add": _for(_CASEWORK, "Add a goal to a plan."),
    "goal_write": _for(_CASEWORK, "Change a goal of a plan."),
    "reviews": _for(_CASEWORK, "Reviews of the risk of being trafficked again.", Sight.CASES),
    "sheet_begin": _for(_CASEWORK, "Begin to answer a set of questions for a case, or go on with it."),
    "sheet_one": _for(_CASEWORK, "Answers for a case, and what stands out in them.", Sight.CASES),
    "sheet_write": _for(_CASEWORK, "Keep answers for a case, or end a set of them."),
    "checklists": _for(_CASEWORK, "Checklists that are being worked on.", Sight.CHECKLISTS),
    "checklists_start": _for(_CASEWORK, "Start a checklist, or go on with it."),
    "checklist_run": _for(_CASEWORK, "One checklist with every mark and note.", Sight.CHECKLISTS),
    "checklist_live": _for(_CASEWORK, "Its steps alone, asked every few seconds.", Sight.CHECKLISTS),
    "checklist_mark": _for(_CASEWORK, "Mark a step, or add a note to it.", Sight.CHECKLISTS),
    "checklist_answer": _for(_CASEWORK, "Answer what some steps depend on."),
    "checklist_end": _for(_CASEWORK, "Finish a checklist, or open it again."),
    "checklist_paper": _for(_CASEWORK, "A checklist laid out for paper.", Sight.CHECKLISTS),
    "checklist_file": _for(_CASEWORK, "A checklist as PDF, CSV or JSON.", Sight.CHECKLISTS),
    "helped": _for(_CASEWORK, "Say whether an answer helped.", Sight.OWN_CHAT),
    "hand_over": _for(_CASEWORK, "What the next shift has to know.", Sight.HAND_OVER),
    "hand_over_make": _for(_CASEWORK, "Hand a shift over."),
    "hand_over_one": _for(_CASEWORK, "A brief as it was handed over.", Sight.HAND_OVER),
    "hand_over_take": _for(_CASEWORK, "Take a shift over."),
    "hand_over_file": _for(_CASEWORK, "A brief as PDF.", Sight.HAND_OVER),
    "practice": _for(_WHO_ASK, "Residents to practise with, and one's own talks.", Sight.OWN_PRACTICE),
    "practice_resident": _for(_WHO_ASK, "One resident, before the talk begins."),
    "practice_begin": _for(_WHO_ASK, "Begin a practice talk.", Sight.OWN_PRACTICE),
    "practice_talk": _for(_WHO_ASK, "One's own talk as far as it went.", Sight.OWN_PRACTICE),
    "practice_reply": _for(_WHO_ASK, "Say something to the resident, or leave practice.", Sight.OWN_PRACTICE),
    "practice_pause": _for(_WHO_ASK, "A pause with a grounding exercise.", Sight.OWN_PRACTICE),
    "practice_rewind": _for(_WHO_ASK, "Go back to a turn and answer otherwise.", Sight.OWN_PRACTICE),
    "practice_compare": _for(_WHO_ASK, "Two ways of one's own talk side by side.", Sight.OWN_PRACTICE),
    "practice_stop": _for(_WHO_ASK, "Stop the talk.", Sight.OWN_PRACTICE),
    "practice_after": _for(_WHO_ASK, "How sure one feels after the talk.", Sight.OWN_PRACTICE),
    "practice_answer": _for(_WHO_ASK, "Answer that.", Sight.OWN_PRACTICE),
    "practice_report": _for(_WHO_ASK, "The report on one's own talk.", Sight.OWN_PRACTICE),
    "practice_paper": _for(_WHO_ASK, "The same as a PDF.", Sight.OWN_PRACTICE),
    "practice_share": _for(_WHO_ASK, "Share one's own talk with trainers, or take that back.", Sight.OWN_PRACTICE),
    "practice_erase": _for(_WHO_ASK, "Erase one's own talk.", Sight.OWN_PRACTICE),
    "practice_shared": _for(_TRAINER, "A talk that somebody shares.", Sight.SHARED_PRACTICE),
    "task_begin": _for(_WHO_ASK, "Begin a talk that a trainer asked for.", Sight.OWN_PRACTICE),
    "task_aside": _for(_WHO_ASK, "Put such a task aside.", Sight.OWN_PRACTICE),
    "room_door": _for(_WHO_ASK, "Join a room by its code."),
    "room_join": _for(_WHO_ASK, "Take a seat in a room."),
    "room": _for(_WHO_ASK, "The room one sits in: its talk, suggestions and votes.", Sight.PRACTICE_ROOM),
    "room_live": _for(_WHO_ASK, "Its parts alone, asked every few seconds.", Sight.PRACTICE_ROOM),
    "room_reply": _for(_WHO_ASK, "Suggest or say the next reply, or leave practice.", Sight.PRACTICE_ROOM),
    "room_vote": _for(_WHO_ASK, "Vote for a suggestion."),
    "room_wait": _for(_WHO_ASK, "Pause the room."),
    "room_leave": _for(_WHO_ASK, "Leave the room."),
    "room_report": _for(_WHO_ASK, "The report on the room's talk.", Sight.PRACTICE_ROOM),
    "desk": _for(_TRAINER, "What a trainer begins from: rooms, tasks, own residents.", Sight.PRACTICE_TASKS),
    "room_open": _for(_TRAINER, "Open a room."),
    "room_lead": _for(_TRAINER, "One's own room: who is there, the talk, the inner state.", Sight.PRACTICE_ROOM),
    "room_lead_live": _for(_TRAINER, "Its parts alone, asked every few seconds.", Sight.PRACTICE_ROOM),
    "room_wall": _for(_TRAINER, "The same in large type for a projector, without names.", Sight.PRACTICE_ROOM),
    "room_wall_live": _for(_TRAINER, "Its parts alone, asked every few seconds.", Sight.PRACTICE_ROOM),
    "room_steer": _for(_TRAINER, "Begin, pause or end a room of one's own."),
    "room_take_up": _for(_TRAINER, "Say what the group suggests."),
    "room_nudge": _for(_TRAINER, "Move the inner state of the resident."),
    "task_give": _for(_TRAINER, "Ask somebody to practise."),
    "task_take_back": _for(_TRAINER, "Take that back."),
    "practice_plots": _for(_TRAINER, "What people share, for the group alone.", Sight.PRACTICE_PLOTS),
    "resident_new": _for(_TRAINER, "Write a resident."),
    "resident_check": _for(_TRAINER, "What has to be mended in it."),
    "resident_save": _for(_TRAINER, "Keep a resident one wrote."),
    "resident_edit": _for(_TRAINER, "A resident one wrote."),
    "resident_file": _for(_TRAINER, "The same as YAML."),
    "resident_try": _for(_TRAINER, "Talk with it.", Sight.OWN_PRACTICE),
    "resident_erase": _for(_TRAINER, "Delete it."),
    "accounts": _for(_ADMIN, "List accounts and open invitations.", Sight.ACCOUNTS),
    "accounts_invite": _for(_ADMIN, "Make an invitation.", Sight.ACCOUNTS),
    "accounts_withdraw": _for(_ADMIN, "Take an invitation back.", Sight.ACCOUNTS),
    "accounts_one": _for(_ADMIN, "One account, to look after it.", Sight.ACCOUNTS),
    "accounts_role": _for(_ADMIN, "Change a role.", Sight.ACCOUNTS),
    "accounts_reset": _for(_ADMIN, "Make a one-time code for a new password.", Sight.ACCOUNTS),
    "accounts_second_step_off": _for(_ADMIN, "Take a lost second step away.", Sight.ACCOUNTS),
    "accounts_sign_out": _for(_ADMIN, "Sign an account out everywhere.", Sight.ACCOUNTS),
    "accounts_disable": _for(_ADMIN, "Close an account.", Sight.ACCOUNTS),
    "accounts_enable": _for(_ADMIN, "Open an account again.", Sight.ACCOUNTS),
}

#: Where each role begins after signing in.
HOME = {Role.STAFF: "/", Role.TRAINER: "/practice", Role.SUPERVISOR: "/alerts", Role.ADMIN: "/accounts"}
#: Where someone on the way through the sign-in goes on.
NEXT_STEP = {CODE: "/sign-in/code", ENROL: "/second-step"}


def check_every_route_is_listed(app: web.Application) -> None:
    """Raise UnlistedRoute when a route has no name, or no line in the table."""
    for route in app.router.routes():
        if route.name not in ACCESS:
            raise UnlistedRoute(f"{route.method} {route.resource} needs a name and a line in bot/gateway/access.py")


def entry_of(route_name: str | None) -> Entry | None:
    """The line of a route; None when it is closed to everybody."""
    return ACCESS.get(route_name or "")


def may(role: str, route_name: str) -> bool:
    """Whether a signed-in person of this role may pass."""
    entry = entry_of(route_name)
    return entry is not None and (entry.public or role in entry.roles)


def home(role: str) -> str:
    """The first page of a role; the page about the service for a role this release does not know."""
    return next((page for known, page in HOME.items() if known.value == role), "/about")


def what_role_sees_of_others(role: Role) -> tuple[Sight, ...]:
    """Everything of other people that some route shows to this role."""
    shown = {sight for entry in ACCESS.values() if role in entry.roles for sight in entry.shows}
    return tuple(sight for sight in Sight if sight in shown - OWN)
