"""Thousands of tries to reach another person's data by changing an id: does anything of theirs come back, or change?

    python -m benchmarks.id_swaps [--swaps 2000]

Four people of each role write a secret word into their chats and hold codes and secrets of a second step. Then they put
the ids of others (account numbers, conversation ids, session digests, code selectors, marks of messages, form tokens)
into addresses, forms, cookies, headers and socket messages. A leak is another person's secret word, code or user name
in an answer, or anything of theirs that changed. Admins are left out: they may change accounts, and have no chat. Pages
of shared work (alerts, checklists, cases, hand-over) show who did what: there a user name alone is no leak.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from aiohttp import ClientSession, DummyCookieJar
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.front import Caller, Front, caller, connection, running
from bot.accounts import second_step, sessions
from bot.accounts.tables import Account, OneTimeCode, WebSession
from bot.gateway.forms import FORMS, QUERIES
from bot.gateway.routes import ROUTES

ROLES = ("staff", "trainer", "supervisor")
_EACH = 4
#: Pages of shared work, made for reading which colleague did what, for those whom the route table lets in.
_SHOW_NAMES = ("alerts", "on_call", "hand_over", "checklist", "case", "follow_up")
_INVENTED = ("conversation", "conversation_id", "sender", "account", "account_id", "user", "id", "session", "role")


@dataclass
class Victim:
    """Somebody with something to lose."""

    who: Caller
    secret: str
    ids: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # what nobody else may read
    before: tuple[Any, ...] = ()


@dataclass
class Tried:
    """What came of it."""

    swaps: int = 0
    leaks: list[str] = field(default_factory=list)


def main() -> int:
    """Try the swaps and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--swaps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as front:
        tried = try_swaps(front, given.swaps, given.seed)
        print(f"{tried.swaps:,} ids swapped, {len(tried.leaks)} leaks, {len(front.faults)} errors in the log")
        print("\n".join([*tried.leaks[:10], *front.faults[:10]]))
        return 1 if tried.leaks or front.faults else 0


def try_swaps(front: Front, count: int, seed: int = 1) -> Tried:
    """Swap ids `count` times, and look whether anything of anybody changed but by their own doing."""
    dice, tried = random.Random(seed), Tried()  # noqa: S311
    with connection() as web:
        victims = [_victim(front, web, role, number) for role in ROLES for number in range(_EACH)]
        for victim in victims:
            victim.before = _state(front, victim)
        for _ in range(count):
            attacker, victim = dice.sample(victims, 2)
            tried.leaks += _changed(front, [attacker])  # by others, before: what they now do is their own doing
            page = ""
            if dice.random() < 0.2:
                said = asyncio.run(_over_the_socket(front, attacker, victim, dice))
            else:
                page, said = _over_http(front, web, attacker, victim, dice)
            tried.swaps += 1
            found = leaked(said, attacker, victims, names_too=not page.startswith(_SHOW_NAMES))
            tried.leaks += [f"{attacker.who.name} read {page} of {victim.who.name}: {said[:80]}" for _ in found]
            tried.leaks += _changed(front, [victim])
            attacker.before = _state(front, attacker)  # “erase this conversation” begins a new one of one's own
        for attacker in victims:  # what a swap may have put into one's own pages
            said = "".join(
                _get(front, web, attacker.who, path).text for path in ("/", "/account", "/seen", "/second-step")
            )
            tried.leaks += [f"on the pages of {attacker.who.name}" for _ in leaked(said, attacker, victims)]
        tried.leaks += _changed(front, victims)
    return tried


def _changed(front: Front, victims: list[Victim]) -> list[str]:
    return [f"changed: {one.who.name}" for one in victims if _state(front, one) != one.before]


def leaked(said: str, attacker: Victim, victims: list[Victim], names_too: bool = True) -> list[str]:
    """What of others stands in an answer; their user names only count with `names_too`."""
    others = [victim for victim in victims if victim is not attacker]
    return [
        told for victim in others for told in victim.told if told in said and (names_too or told != victim.who.name)
    ]


def _victim(front: Front, web: requests.Session, role: str, number: int) -> Victim:
    who = caller(front, role, f"{'abcd'[number]}kettle-{number}{ROLES.index(role)}")
    victim = Victim(who, f"secretword{role}{number}")
    form = {"csrf": who.form_token, "text": f"she said {victim.secret}", "once": f"mark-{number}{role}"}
    _post(front, web, who, "/say", form)
    if victim.secret not in _get(front, web, who, "/").text:
        raise RuntimeError("the owner cannot read the secret word either, so nothing would be shown by this")
    records, office = front.office.records, front.office
    person = sessions.find(records, who.token, time.time(), office.limits)
    assert person is not None
    second_step.begin(office, person)
    shown = second_step.shown(office, person)
    assert shown is not None
    codes = second_step.new_recovery_codes(office, who.account_id, time.time())
    victim.told = [victim.secret, shown.groups, who.name, *codes]
    victim.ids = [
        str(who.account_id),
        person.conversation_id,
        person.session,
        f"mark-{number}{role}",
        who.form_token,
        codes[0][:4],
    ]
    return victim


def _over_http(
    front: Front, web: requests.Session, attacker: Victim, victim: Victim, dice: random.Random
) -> tuple[str, str]:
    """The name of the page asked for, and what came back."""
    route, stolen = dice.choice(ROUTES), dice.choice(victim.ids)
    name = route.kwargs["name"]
    fields = {"csrf": attacker.who.form_token}
    for one in FORMS.get(name, ()):
        fields[one.name] = dice.choice([stolen, "x", dice.choice(one.choices) if one.choices else ""])
    fields[dice.choice(_INVENTED)] = stolen
    if dice.random() < 0.1:
        fields["csrf"] = victim.who.form_token
    query = {dice.choice([*_INVENTED, *(one.name for one in QUERIES.get(name, ()))]): stolen}
    headers = {
        "Cookie": attacker.who.cookie,
        dice.choice(["X-User", "X-Account", "X-Conversation", "Authorization"]): stolen,
    }
    if dice.random() < 0.2:  # an id of the session that is no secret, where the secret should be
        headers["Cookie"] += f"; steadyhand_session={victim.ids[2]}"
    path = (
        route.path.replace(r"{id:[0-9]{1,9}}", victim.ids[0]).replace("{folder}", "checklists").replace("{id}", stolen)
    )
    if name in ("sign_out", "account_sign_out", "new_conversation", "second_step_begin"):
        path = "/"  # they change what is one's own, as they should
    how = "GET" if path == "/" else route.method
    asked = {"data": fields} if how == "POST" else {}
    answer = web.request(
        how, front.url + path, params=query, headers=headers, allow_redirects=False, timeout=30, **asked
    )
    return name, answer.text + str(answer.headers)


async def _over_the_socket(front: Front, attacker: Victim, victim: Victim, dice: random.Random) -> str:
    headers = {"Cookie": attacker.who.cookie, "Origin": front.url}
    protocols = ("steadyhand", f"csrf.{attacker.who.form_token}")
    message = {
        "type": dice.choice(["say", "choose", "here", "history"]),
        "text": "hello",
        "choice": dice.choice(victim.ids),
    }
    message |= {"once": dice.choice(victim.ids), dice.choice(_INVENTED): dice.choice(victim.ids)}
    said = ""
    async with ClientSession(cookie_jar=DummyCookieJar()) as web:
        async with web.ws_connect(f"{front.url}/ws", headers=headers, protocols=protocols) as line:
            await line.send_json(message)
            try:
                while True:
                    said += (await line.receive(timeout=0.15 if message["type"] == "here" else 1.0)).data or ""
                    if '"working"' not in said[-60:]:
                        break
            except (asyncio.TimeoutError, TypeError):
                pass
    return said


def _state(front: Front, victim: Victim) -> tuple[Any, ...]:
    """What belongs to somebody, but for what they themselves add by writing."""
    with Session(front.office.records) as session:
        row = session.get_one(Account, victim.who.account_id)
        codes = session.scalars(select(OneTimeCode).where(OneTimeCode.account_id == row.id)).all()
        live = session.scalar(select(WebSession.conversation_id).where(WebSession.account_id == row.id))
        used = sorted((code.selector, code.used_at) for code in codes)
        return row.name, row.role, row.disabled, row.password_hash, row.totp_secret, row.totp_new, used, live


def _get(front: Front, web: requests.Session, who: Caller, path: str) -> requests.Response:
    return web.get(front.url + path, headers={"Cookie": who.cookie}, allow_redirects=False, timeout=30)


def _post(front: Front, web: requests.Session, who: Caller, path: str, form: dict[str, str]) -> requests.Response:
    headers = {"Cookie": who.cookie, "Origin": front.url}
    return web.post(front.url + path, data=form, headers=headers, allow_redirects=False, timeout=30)


if __name__ == "__main__":
    sys.exit(main())
