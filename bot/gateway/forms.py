"""The fields of every form, as data: what is read from a request, how long it may be, and what the OpenAPI shows."""

from __future__ import annotations

from aiohttp import web

from bot.accounts.passwords import LONGEST
from bot.accounts.roles import Role
from bot.cases.consent import ANSWERS as CONSENT_ANSWERS
from bot.cases.consent import INTERPRETERS, REASONS, RECIPIENTS, WAYS
from bot.cases.facts import CHOICES, EXPLOITATION
from bot.checklists.run import ANSWERS
from bot.checklists.working import LONGEST_NOTE
from bot.directory.entry import CONTACTS, FOR_WHOM, HELP, LONGEST_NAME, LONGEST_TEXT
from bot.follow_up import contact
from bot.gateway.field import Field
from bot.gateway.review_fields import REVIEWING
from bot.gateway.typed_text import cleaned
from bot.helped.helped import VERDICTS
from bot.matters.sheets import OCCASIONS
from bot.practice.talk import FEEDBACK, SURE, THOUGHTS
from bot.reintegration.plans import RESPONSIBLE
from bot.rooms import sheet
from bot.rooms.room import MINUTES, SIZES, STEPS
from knowledge.kinds.move import FEELINGS
from knowledge.procedures import journey
from knowledge.procedures.plan import STATES
from knowledge.roleplay.play import LONGEST_REPLY

_NAME, _PASSWORD, _CODE = Field("name", 80), Field("password", LONGEST + 1), Field("code", 60)
_ROLE = Field("role", 20, choices=tuple(role.value for role in Role))
_FACTS = tuple(Field(name, 20, choices=words) for name, words in CHOICES.items())
_EXPLOITATION = Field("exploitation", 20, required=False, choices=EXPLOITATION, many=True)
_AGREED = {"ways": contact.WAYS, "times": contact.TIMES, "cautions": contact.CAUTIONS}
_WAY = Field("way", 24, required=False, choices=("", *contact.WAYS))
_SIGNS = Field("signs", 24, required=False, choices=contact.SIGNS, many=True)

_GOAL = (
    Field("area", 40),
    Field("aim", 600, required=False),
    Field("helps", 20, required=False, many=True),
    Field("by", 40, required=False, choices=("", *RESPONSIBLE)),
    Field("due", 10, required=False),
    Field("market", 600, required=False),
)

_SURE = tuple(Field(name, 1, required=False, choices=tuple(map(str, SURE))) for name in ("sure_begin", "sure_hard"))
_SERVICE = (
    Field("name", LONGEST_NAME),
    Field("help", 20, required=False, choices=HELP, many=True),
    Field("for_whom", 20, required=False, choices=FOR_WHOM, many=True),
    Field("languages", LONGEST_TEXT, required=False),
    Field("hours", LONGEST_TEXT, required=False),
    Field("contact", 40, choices=CONTACTS),
    Field("note", LONGEST_TEXT, required=False),
    Field("reviewed_on", 10),
)
_CHOSEN = (
    Field("resident", 80),
    Field("level", 1, choices=("1", "2", "3")),
    Field("feedback", 4, choices=FEEDBACK),
)
#: The version that somebody had before them, where it is a moment; empty for what was not there yet.
_SEEN = Field("seen", 24, required=False)
_WRITTEN = tuple(
    Field(name, 40_000 if name in sheet.BLOCKS else 4000, required=name in ("id", "title")) for name in sheet.FIELDS
)

# Too long a reply gets a kind answer. `silence` says nothing; `real` answers whether it is meant.
_REPLY = (
    Field("turn", 4),
    Field("text", LONGEST_REPLY, required=False),
    Field("silence", 1, required=False),
    Field("real", 3, required=False, choices=("yes", "no")),
    Field("once", 64, required=False),
)

#: Route name → the fields of its form. A route that changes something and stands not here takes an empty form.
FORMS: dict[str, tuple[Field, ...]] = {
    "sign_in_send": (_NAME, _PASSWORD),
    "code_send": (_CODE,),
    "join_send": (_CODE, _NAME, _PASSWORD),
    "new_password_send": (_CODE, _PASSWORD),
    "second_step_begin": (Field("password", LONGEST + 1, required=False),),
    "second_step_confirm": (_CODE,),
    "second_step_codes": (_PASSWORD,),
    "second_step_off": (_PASSWORD,),
    "account_password": (Field("current", LONGEST + 1), _PASSWORD),
    "accounts_invite": (_ROLE,),
    "accounts_withdraw": (Field("selector", 8),),
    "accounts_role": (_ROLE,),
    "tell": (Field("once", 64, required=False),),
    "take_back": (Field("code", 8),),
    "alerts_close": (Field("note", 2000, required=False),),
    "on_call_change": (
        Field("ladder", 8, choices=("on_call", "apart")),
        Field("account", 9),
        Field("place", 3),
        Field("hours", 20, required=False),
    ),
    "on_call_quiet": (Field("hours", 20, required=False),),
    "on_call_off": (Field("off", 1, choices=("0", "1")),),
    "return_path": (Field("path", 40), Field("side", 10, choices=("sending", "receiving"))),
    # Beside these, a field `a-CODE` for each question and `f-NAME` for each field of a letter; the content names them.
    "journey_write": (
        Field("arrives", 16, required=False),
        Field("by", 10, required=False, choices=("", *journey.WAYS)),
        Field("transit_points", 1, required=False),
        Field("working_week", 30, required=False, choices=tuple(journey.WORKING_WEEKS)),
        Field("seen", 9),
    ),
    "message_write": (Field("do", 4, choices=("keep", "send")), Field("seen", 9)),
    "sheet_begin": (Field("occasion", 20, required=False, choices=OCCASIONS),),
    "sheet_write": (
        Field("begun", 4000, required=False),
        Field("seen", 9, required=False),
        Field("do", 4, choices=("keep", "end")),
    ),
    "plan_write": (
        Field("seen", 9),
        Field("success", 600, required=False),
        Field("ending", 600, required=False),
        Field("review", 10, required=False),
        Field("agreed", 10, required=False),
        Field("safety_plan", 3, required=False),
        Field("copies_safe", 3, required=False),
    ),
    "goal_add": _GOAL,
    "goal_write": (*_GOAL, Field("seen", 9), Field("state", 10, choices=STATES)),
    "directory_add": _SERVICE,
    "directory_change": (*_SERVICE, Field("seen", 9)),
    "checklists_start": (
        Field("checklist", 40),
        Field("case", 20, required=False),
        Field("anew", 1, required=False),
    ),
    "checklist_mark": (
        Field("step", 80),
        Field("state", 20, required=False, choices=("", "done", "not_applicable", "open")),
        Field("note", LONGEST_NOTE, required=False),
        Field("seen", 9, required=False),
        Field("once", 64, required=False),
        Field("part", 1, required=False),
    ),
    "checklist_answer": (
        Field("question", 20, choices=("child", "cross_border", "cooperating")),
        Field("value", 10, choices=ANSWERS),
        Field("once", 64, required=False),
    ),
    "checklist_end": (Field("ended", 1, choices=("0", "1")),),
    "case_find": (Field("code", 80),),
    "case_facts": (Field("version", 9), *_FACTS, _EXPLOITATION),
    "consent_write": (
        Field("about", 40),
        Field("answer", 12, choices=CONSENT_ANSWERS),
        Field("on", 10),
        Field("until", 10, required=False),
        Field("way", 12, choices=WAYS),
        Field("interpreter", 24, choices=INTERPRETERS),
        Field("reason", 24, required=False, choices=("", *REASONS)),
    ),
    "case_take_out": (
        Field("kind", 4, choices=("json", "csv", "pdf")),
        Field("reader", 24, choices=("person", "house", *RECIPIENTS)),
    ),
    "follow_up_agree": (
        _SEEN,
        *(Field(name, 24, many=True, choices=words) for name, words in _AGREED.items()),
    ),
    "follow_up_left": (Field("day", 10),),
    "follow_up_write": (Field("state", 10, choices=contact.OUTCOMES), _WAY, _SIGNS),
    "follow_up_met": (_WAY, _SIGNS),
    "follow_up_end": (Field("ending", 20, choices=contact.ENDINGS),),
    "helped": (
        Field("answer", 16),
        Field("verdict", 10, choices=VERDICTS),
        Field("case", 20, required=False),
        Field("part", 1, required=False),
    ),
    "practice_begin": (*_CHOSEN, *_SURE),
    "room_open": (
        *_CHOSEN,
        Field("size", 8, choices=SIZES),
        Field("minutes", 2, choices=tuple(map(str, MINUTES))),
    ),
    "room_join": (Field("code", 20),),
    "room_vote": (Field("turn", 4), Field("offer", 4)),
    "room_take_up": (Field("turn", 4), Field("offer", 4)),
    "room_steer": (Field("step", 8, choices=STEPS),),
    "room_nudge": (Field("feeling", 10, choices=FEELINGS), Field("points", 3, choices=("-10", "10"))),
    "task_give": (*_CHOSEN, Field("account", 9)),
    "resident_check": (*_WRITTEN, _SEEN, Field("part", 1, required=False)),
    "resident_save": (*_WRITTEN, _SEEN),
    "practice_rewind": (Field("take", 4), Field("turn", 4)),
    "practice_answer": _SURE,
    "practice_think": tuple(Field(f"thought_{number}", LONGEST_REPLY, required=False) for number in THOUGHTS),
    "room_back": (Field("turn", 4),),
    "practice_share": (Field("shared", 1, choices=("0", "1")),),
    "practice_reply": _REPLY,
    "room_reply": _REPLY,
    **REVIEWING,
    # The chat reads its own fields: what is too long there gets a kind answer instead of being cut.
    "say": (
        Field("text", 2000, required=False),
        Field("choice", 300, required=False),
        Field("once", 64, required=False),
    ),
}

#: Route name → what its address may carry behind the question mark.
QUERIES: dict[str, tuple[Field, ...]] = {
    "practice": (Field("reaction", 40), Field("notice", 20)),
    "practice_talk": (Field("take", 4), Field("notice", 20)),
    "practice_reply": (Field("take", 4),),
    "practice_report": (Field("take", 4), Field("notice", 20)),
    "practice_paper": (Field("take", 4),),
    "practice_shared": (Field("take", 4),),
    "room_report": (Field("take", 4),),
    "room_paper": (Field("take", 4),),
    "room_compare": (Field("one", 4), Field("other", 4)),
    "room_door": (Field("code", 8), Field("notice", 20)),
    "room": (Field("notice", 20),),
    "desk": (Field("resident", 80), Field("notice", 20)),
    "room_lead": (Field("notice", 20),),
    "resident_new": (Field("like", 80),),
    "practice_compare": (Field("one", 4), Field("other", 4)),
    "case_one": (Field("said", 20),),
    "consent": (Field("about", 40),),
    "follow_up_one": (Field("said", 20),),
    "directory": (Field("q", 200), Field("said", 20)),
    "chat": (Field("notice", 20),),
    "library": (Field("q", 200),),
    "sign_in": (Field("why", 20),),
    "join": (_CODE,),
    "new_password": (_CODE,),
    "account": (Field("said", 20),),
    "alerts_live": (Field("looking", 1),),
    "telegram": (Field("said", 20),),
    "accounts_one": (Field("said", 20),),
    "checklists": (Field("notice", 20), Field("case", 12), Field("checklist", 40)),
    "checklist_run": (Field("notice", 20),),
    "hand_over_one": (Field("notice", 20),),
    "review": (Field("notice", 20),),
    "review_one": (Field("notice", 20),),
}


async def filled_in(request: web.Request) -> dict[str, str]:
    """The fields of this request's form, cleaned and cut; what is missing or no text is empty."""
    form = await request.post()
    fields = FORMS.get(request.match_info.route.name or "", ())
    return {field.name: cleaned(form.get(field.name))[: field.longest] for field in fields}


async def ticked(request: web.Request, name: str) -> tuple[str, ...]:
    """Every value of a field that may be there several times, cleaned and cut; at most `Field.most` of them."""
    fields = FORMS.get(request.match_info.route.name or "", ())
    field = next(one for one in fields if one.name == name)
    given = (await request.post()).getall(name, [])
    return tuple(cleaned(value)[: field.longest] for value in given[: field.most])
