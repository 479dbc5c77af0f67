"""Writing consent down, and what to do when somebody says no: never a way to ask the same once more."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web

from bot.cases.consent import (
    ANSWERS,
    INTERPRETERS,
    REASONS,
    RECIPIENTS,
    WAYS,
    Consent,
    WrongConsent,
    day_of,
    newest_of,
)
from bot.gateway.cases import at_cases, on_case
from bot.gateway.forms import filled_in
from bot.gateway.keys import STORE
from bot.gateway.rendering import page
from bot.gateway.visitor import asking
from knowledge.kinds import Topic

_DECLINING = "declining_help"
_FIELDS = frozenset({"purpose", "recipient", "answer", "on", "until", "way", "interpreter", "reason"})


async def show(request: web.Request) -> web.Response:
    """The form to write an answer down."""
    return await _form(request, {"about": request.query.get("about", "")})


async def write(request: web.Request) -> web.Response:
    """Keep an answer. A no leads to what can be offered then."""
    form, code = await filled_in(request), request.match_info["code"]
    purpose, _, recipient = form["about"].partition(":")
    names = ("answer", "on", "until", "way", "interpreter", "reason")
    consent = Consent(purpose=purpose, recipient=recipient, **{name: form[name] for name in names})
    cases = at_cases(request)
    try:
        await on_case(partial(cases.consent.write, code, consent, asking(request).account_id))
    except WrongConsent as error:
        return await _form(request, form, wrong=error.field if error.field in _FIELDS else "answer")
    if consent.answer == "given":
        raise web.HTTPSeeOther(f"/cases/{code}?said=consent#consent")
    raise web.HTTPSeeOther(f"/cases/{code}/no")


async def refusal(request: web.Request) -> web.Response:
    """Why people say no, what to offer, what to leave."""
    case = await on_case(partial(at_cases(request).read, request.match_info["code"], asking(request).account_id))
    return page(request, "cases/no.html", case=case, topic=request.app[STORE].get(Topic, _DECLINING))


async def _form(request: web.Request, filled: dict[str, Any], wrong: str = "") -> web.Response:
    cases, code = at_cases(request), request.match_info["code"]
    case = await on_case(partial(cases.read, code, asking(request).account_id))
    newest = newest_of(await on_case(partial(cases.consent.of, code)))
    about = [("assistance", ""), *((purpose, one) for purpose in ("referral", "sharing") for one in RECIPIENTS)]
    purpose, _, recipient = filled["about"].partition(":")
    before = newest.get((purpose, recipient))
    return page(
        request,
        "cases/consent.html",
        status=422 if wrong else 200,
        case=case,
        about=about,
        before=before,
        chosen=(purpose, recipient),
        filled={name: "" for name in _FIELDS} | filled,
        today=day_of(cases.clock()),
        words={"answer": ANSWERS, "way": WAYS, "interpreter": INTERPRETERS, "reason": REASONS},
        wrong=wrong,
    )
