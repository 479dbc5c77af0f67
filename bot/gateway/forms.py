"""The fields of every form, as data: what is read from a request, how long it may be, and what the OpenAPI shows."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.accounts.passwords import LONGEST
from bot.accounts.roles import Role
from bot.checklists.run import ANSWERS
from bot.checklists.working import LONGEST_NOTE
from bot.gateway.typed_text import cleaned
from bot.helped.helped import VERDICTS


@dataclass(frozen=True)
class Field:
    """One field of a form. `longest` is in characters; what is longer is cut."""

    name: str
    longest: int
    required: bool = True
    choices: tuple[str, ...] = ()


_NAME, _PASSWORD, _CODE = Field("name", 80), Field("password", LONGEST + 1), Field("code", 60)
_ROLE = Field("role", 20, choices=tuple(role.value for role in Role))

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
    "helped": (
        Field("answer", 16),
        Field("verdict", 10, choices=VERDICTS),
        Field("case", 20, required=False),
        Field("part", 1, required=False),
    ),
    # The chat reads its own fields: what is too long there gets a kind answer instead of being cut.
    "say": (
        Field("text", 2000, required=False),
        Field("choice", 300, required=False),
        Field("once", 64, required=False),
    ),
}

#: Route name → what its address may carry behind the question mark.
QUERIES: dict[str, tuple[Field, ...]] = {
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
}


async def filled_in(request: web.Request) -> dict[str, str]:
    """The fields of this request's form, cleaned and cut; what is missing or no text is empty."""
    form = await request.post()
    fields = FORMS.get(request.match_info.route.name or "", ())
    return {field.name: cleaned(form.get(field.name))[: field.longest] for field in fields}
