"""Pages of the review list: entries, proposals, and what a second person says to them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.accounts.office import account
from bot.alerts import reading
from bot.alerts.alert import Alert
from bot.gateway.access import may
from bot.gateway.digest import digest_of
from bot.gateway.forms import filled_in
from bot.gateway.keys import ALERTS, OFFICE
from bot.gateway.rendering import page
from bot.gateway.review_fields import MOST_LABELS
from bot.gateway.reviewing import at_review
from bot.gateway.typed_text import cleaned
from bot.gateway.visitor import asking
from bot.review import exporting
from bot.review.entry import APPROVED, REASONS, Changed, Entry, NoSuchEntry, OwnProposal
from bot.review.proposal import NOTE_REASONS, NotUsable, Proposal

_NOTICES = frozenset({"own", "changed", "approved", "declined", "proposed", "gone"})


async def show(request: web.Request) -> web.Response:
    """The list; for supervisors also what could not be answered, in counts, and false alarms."""
    review, person = at_review(request), asking(request)
    is_supervisor = may(person.role, "digest")
    entries = await asyncio.to_thread(review.listed)
    counts = await asyncio.to_thread(digest_of, request) if is_supervisor else None
    back = await asyncio.to_thread(_false_alarms, request) if is_supervisor else []
    approved = sum(entry.state == APPROVED for entry in entries)
    shown = {"entries": entries, "digest": counts, "taken_back": back, "approved": approved}
    return page(request, "review/list.html", **shown, me=person.account_id, notice=_notice(request))


async def one(request: web.Request) -> web.Response:
    """One entry. That it was read is written down."""
    entry = await _on_entry(request, lambda: at_review(request).read(_number(request), asking(request).account_id))
    return await _form_page(request, entry, notice=_notice(request))


async def blank(request: web.Request) -> web.Response:
    """An empty form for a proposal that rests on no message."""
    return await _form_page(request, None)


async def add(request: web.Request) -> web.Response:
    """Propose something of one's own."""
    given = await _proposal(request)
    try:
        entry = await asyncio.to_thread(at_review(request).propose_anew, given, asking(request).account_id)
    except NotUsable as error:
        return await _form_page(request, None, 422, filled=error.shown, wrong=error.reason)
    raise web.HTTPSeeOther(f"/review/{entry.id}?notice=proposed")


async def propose(request: web.Request) -> web.Response:
    """Propose something for an entry, or change what is proposed."""
    review, given, seen = at_review(request), await _proposal(request), await _seen(request)
    number, by = _number(request), asking(request).account_id
    try:
        await _on_entry(request, lambda: review.propose(number, seen, given, by))
    except NotUsable as error:
        entry = await _on_entry(request, lambda: review.find(number))
        return await _form_page(request, entry, 422, filled=error.shown, wrong=error.reason)
    raise web.HTTPSeeOther(f"/review/{number}?notice=proposed")


async def approve(request: web.Request) -> web.Response:
    """Say as a second person that it is right."""
    review, seen, number = at_review(request), await _seen(request), _number(request)
    try:
        await _on_entry(request, lambda: review.approve(number, seen, asking(request).account_id))
    except OwnProposal:
        raise web.HTTPSeeOther(f"/review/{number}?notice=own") from None
    raise web.HTTPSeeOther("/review?notice=approved")


async def decline(request: web.Request) -> web.Response:
    """Say why nothing comes of it."""
    review, seen, number = at_review(request), await _seen(request), _number(request)
    reason = (await filled_in(request))["reason"]
    await _on_entry(request, lambda: review.decline(number, seen, reason, asking(request).account_id))
    raise web.HTTPSeeOther("/review?notice=declined")


async def file(request: web.Request) -> web.Response:
    """What was approved, as files in an archive. That it was taken out is written down."""
    review, by = at_review(request), asking(request).account_id

    def made() -> bytes:
        packed = exporting.as_zip(exporting.files(review.approved(), review.choices))
        request.app[OFFICE].record("exported", account(by), "review:list")
        return packed

    headers = {"Content-Disposition": 'attachment; filename="review.zip"'}
    return web.Response(body=await asyncio.to_thread(made), content_type="application/zip", headers=headers)


async def _on_entry(request: web.Request, act: Callable[[], Any]) -> Any:
    try:
        return await asyncio.to_thread(act)
    except NoSuchEntry:
        raise web.HTTPNotFound from None
    except Changed:
        raise web.HTTPSeeOther(f"/review/{_number(request)}?notice=changed") from None


async def _form_page(request: web.Request, entry: Entry | None, status: int = 200, **shown: Any) -> web.Response:
    review, person = at_review(request), asking(request)
    people = [entry.proposed_by, entry.decided_by] if entry else []
    alerts = request.app[ALERTS]
    names = await asyncio.to_thread(reading.names, alerts.post, people) if alerts else {}
    empty = Proposal("example", entry.text if entry else "")
    filled = shown.pop("filled", None) or (entry.proposal if entry else None) or empty
    lists = {"choices": review.choices, "reasons": REASONS, "note_reasons": NOTE_REASONS}
    shown = {"notice": "", "wrong": "", "names": names, "me": person.account_id, **lists, **shown}
    return page(request, "review/one.html", status=status, entry=entry, filled=filled, **shown)


async def _proposal(request: web.Request) -> Proposal:
    form, given = await filled_in(request), await request.post()
    ticked = {
        name: tuple(cleaned(one) for one in given.getall(name, [])[:MOST_LABELS]) or None
        for name in ("reactions", "situations")
    }
    plain = {name: form[name] for name in ("kind", "text", "intent", "topic", "item", "reason")}
    return Proposal(**plain, **ticked)


async def _seen(request: web.Request) -> int:
    typed = (await filled_in(request))["seen"]
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def _false_alarms(request: web.Request) -> list[Alert]:
    alerts = request.app[ALERTS]
    return reading.taken_back(alerts.post, asking(request).account_id) if alerts else []


def _number(request: web.Request) -> str:
    return request.match_info["entry"]


def _notice(request: web.Request) -> str:
    given = request.query.get("notice", "")
    return given if given in _NOTICES else ""
