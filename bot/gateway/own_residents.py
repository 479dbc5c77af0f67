"""Writing a resident in a form: checked while it is written, saved as YAML, tried at once."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from typing import Any

from aiohttp import web

from bot.gateway.forms import filled_in
from bot.gateway.keys import STORE
from bot.gateway.practising import at_own_residents, at_practice, on_talk
from bot.gateway.rendering import fragment, page
from bot.gateway.visitor import asking
from bot.rooms.sheet import BLOCKS, FIELDS, RESIDENT, START, as_form, as_yaml, field_of
from bot.rooms.writing import NotYours, WrittenMeanwhile
from knowledge.kinds import Scenario
from knowledge.kinds.scenario import Resident
from knowledge.problems import Problem
from knowledge.reading import CONTENT_FOLDER

_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")
_MEANWHILE = Problem(
    "",
    "id",
    "you saved a resident of this name in another window; nothing was overwritten",
    "save again to put what stands here in its place, or choose another id",
)


async def new(request: web.Request) -> web.Response:
    """A form that begins with the words of a resident of the library: there is much to write."""
    like = request.query.get("like", "")
    known = request.app[STORE].has(Scenario, like)
    form = await asyncio.to_thread(_library_form, like) if known else dict.fromkeys(FIELDS, "")
    return _form_page(request, {**form, "seen": ""}, [])


async def edit(request: web.Request) -> web.Response:
    """The form of a resident one wrote."""
    item, own = request.match_info["id"], at_own_residents(request)
    found = await on_talk(lambda: own.one(item, asking(request).account_id))
    draft = await asyncio.to_thread(own.check, found.text, item)
    form = await asyncio.to_thread(as_form, found.text)  # reading YAML takes its time
    return _form_page(request, {**form, "seen": found.version}, list(draft.problems), saved=found.ready)


async def check(request: web.Request) -> web.Response:
    """What has to be mended, for a page that asks while somebody writes, or as a page without JavaScript."""
    form = await filled_in(request)
    problems = await asyncio.to_thread(_problems, request, form)
    if form["part"]:
        text = fragment(request, "rooms/problems.html", problems=problems, checked=True)
        return web.Response(text=text, content_type="text/html")
    return _form_page(request, form, problems, checked=True)


async def save(request: web.Request) -> web.Response:
    """Keep it, in order or not; only what is in order can be played."""
    form, own, person = await filled_in(request), at_own_residents(request), asking(request)
    item = form["id"].strip()
    if not _ID.fullmatch(item):
        return _form_page(request, form, await asyncio.to_thread(_problems, request, form), checked=True, status=422)
    text = await asyncio.to_thread(_text, request, form)
    try:
        await asyncio.to_thread(own.save, person.account_id, item, text, form["seen"])
    except NotYours:
        taken = Problem(item, "id", "another trainer has written a resident of this name", "choose another id")
        return _form_page(request, form, [taken], checked=True, status=422)
    except WrittenMeanwhile:
        now = await on_talk(lambda: own.one(item, person.account_id))
        return _form_page(request, {**form, "seen": now.version}, [_MEANWHILE], checked=True, status=422)
    raise web.HTTPSeeOther(f"/desk/residents/{item}#problems")


async def try_it(request: web.Request) -> web.Response:
    """Begin a talk of one's own with it."""
    item, person = request.match_info["id"], asking(request)

    def act() -> str:
        found = at_own_residents(request).one(item, person.account_id)
        scenario = at_practice(request).residents.get(found.id)
        return at_practice(request).begin(person.account_id, scenario.id, scenario.level)

    raise web.HTTPSeeOther(f"/practice/{await on_talk(act)}")


async def file(request: web.Request) -> web.Response:
    """The file as it goes into the library's folder of residents."""
    item = request.match_info["id"]
    found = await on_talk(lambda: at_own_residents(request).one(item, asking(request).account_id))
    headers = {"Content-Disposition": f'attachment; filename="{item}.yml"'}
    return web.Response(text=found.text, content_type="application/yaml", charset="utf-8", headers=headers)


async def erase(request: web.Request) -> web.Response:
    """Delete it."""
    item = request.match_info["id"]
    await on_talk(lambda: at_own_residents(request).erase(item, asking(request).account_id))
    raise web.HTTPSeeOther("/desk#own")


def _problems(request: web.Request, form: dict[str, str]) -> list[Problem]:
    return list(at_own_residents(request).check(_text(request, form), form["id"].strip()).problems)


def _text(request: web.Request, form: dict[str, str]) -> str:
    return as_yaml(form, dt.date.today(), asking(request).name)


def _library_form(scenario_id: str) -> dict[str, str]:
    path = CONTENT_FOLDER / "en" / "scenarios" / f"{scenario_id}.yml"
    return {**as_form(path.read_text(encoding="utf-8")), "id": f"{scenario_id}_new"}


def _form_page(
    request: web.Request,
    form: dict[str, str],
    problems: list[Problem],
    checked: bool = False,
    saved: bool = False,
    status: int = 200,
) -> web.Response:
    wrong = {field_of(problem.field) for problem in problems}
    choices = {name: _choices(name) for name in ("person", "pronoun", "style", "exploitation", "present", "shape")}
    filled: dict[str, Any] = {"form": form, "problems": problems, "checked": checked, "wrong": wrong, "saved": saved}
    more = {"blocks": BLOCKS, "resident_fields": RESIDENT, "start_fields": START, "choices": choices}
    residents = at_practice(request).residents.all()
    return page(request, "rooms/write.html", status=status, residents=residents, **filled, **more)


def _choices(name: str) -> list[str]:
    """The words that a field may hold, from the schema."""
    schema = Resident.model_json_schema()["properties"][name]
    options = schema.get("enum") or next(one["enum"] for one in schema["anyOf"] if "enum" in one)
    return [str(one) for one in options]
