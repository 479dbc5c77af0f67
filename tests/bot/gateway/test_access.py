"""Every route for everybody: who gets in, who is sent where, and what stands at every door."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.accounts.roles import Role
from bot.accounts.service import add_account
from bot.accounts.sessions import CODE, ENROL
from bot.accounts.tables import Account
from bot.gateway import keys
from bot.gateway.access import ACCESS, HOME
from bot.gateway.doors.entry import Entry
from bot.gateway.headers import SECURITY_HEADERS
from bot.gateway.pace import Pace

#: Who gets in, written by hand and on purpose not read from the table of the program: `-` a stranger, `c` somebody who
#: still has to give the code of the second step, `e` somebody who still has to set it up, `s`taff, `t`rainer,
#: super`v`isor, `a`dmin.
WHO_GETS_IN = """
    static -cestva                 healthz -cestva             emergency -cestva          about -cestva
    sign_in -cestva                sign_in_send -cestva        sign_out -cestva
    join -cestva                   join_send -cestva           new_password -cestva       new_password_send -cestva
    code c                         code_send c
    second_step estva              second_step_begin estva     second_step_confirm estva
    second_step_codes stva         second_step_off st
    account stva                   account_password stva       account_sign_out stva      seen stva
    chat stv                       say stv                     socket stv                 new_conversation stv
    library stva                   library_item stva           sources stva
    alerts v                       alerts_live v               alerts_one v               alerts_take v
    alerts_pass_on v               alerts_close v              tell stv                   take_back stv
    review_send stv   review_take_back stv   review vt   review_new vt   review_add vt   review_file vt   review_one vt
    review_propose vt review_approve vt      review_decline vt           digest v
    on_call va                     on_call_change va           on_call_quiet va           on_call_off v
    cases sv                       case_find sv                case_open sv               case_one sv
    case_facts sv                  consent sv                  consent_write sv           case_refusal sv
    case_import v                  case_put_in v               case_take_out v
    follow_up sv                   follow_up_one sv            follow_up_agree sv         follow_up_left sv
    follow_up_write sv             follow_up_met sv            follow_up_end sv
    checklists sv                  checklists_start sv         checklist_run sv           checklist_live sv
    checklist_mark sv              checklist_answer sv         checklist_end sv           checklist_paper sv
    checklist_file sv              helped sv
    hand_over sv                   hand_over_make sv           hand_over_one sv           hand_over_take sv
    hand_over_file sv
    return_one sv                  return_path sv              journey sv                 journey_write sv
    messages sv                    message_one sv              message_write sv           message_letter sv
    plan sv                        plan_write sv               goal_add sv                goal_write sv
    reviews sv                     sheet_begin sv              sheet_one sv               sheet_write sv
    practice stv                   practice_resident stv       practice_begin stv         practice_talk stv
    practice_reply stv             practice_pause stv          practice_rewind stv        practice_compare stv
    practice_stop stv              practice_after stv          practice_answer stv        practice_report stv
    practice_paper stv             practice_share stv          practice_erase stv         practice_shared t
    directory sv                   directory_new v            directory_add v             directory_one v
    directory_change v             directory_reviewed v       directory_remove v
    task_begin stv                 task_aside stv              room_door stv              room_join stv
    room stv                       room_live stv               room_reply stv             room_vote stv
    room_wait stv                  room_leave stv              room_report stv            desk t
    room_open t                    room_lead t                 room_lead_live t           room_wall t
    room_wall_live t               room_steer t                room_take_up t             room_nudge t
    erase_conversation stv         practice_think stv          room_paper stv             room_compare stv
    room_back t
    task_give t                    task_take_back t            practice_plots t           resident_new t
    resident_check t               resident_save t             resident_edit t            resident_file t
    resident_try t                 resident_erase t
    telegram v                     telegram_pair v            telegram_unpair v
    accounts a                     accounts_invite a           accounts_withdraw a        accounts_one a
    accounts_role a                accounts_reset a            accounts_second_step_off a accounts_sign_out a
    accounts_disable a             accounts_enable a
""".split()
MATRIX = dict(zip(WHO_GETS_IN[::2], WHO_GETS_IN[1::2]))
EVERYBODY = {
    "-": ("", ""),
    "c": ("admin", CODE),
    "e": ("admin", ENROL),
    "s": ("staff", "open"),
    "t": ("trainer", "open"),
    "v": ("supervisor", "open"),
    "a": ("admin", "open"),
}
HOMES = {"s": "/", "t": "/practice", "v": "/alerts", "a": "/accounts"}


@pytest.fixture
def doors(app, engine):
    """Every route as (name, method, address); accounts in addresses are somebody else's."""
    app[keys.FORM_PACE]._burst = app[keys.PACE]._burst = 1e9
    add_account(engine, "other-1", "staff")
    with Session(engine) as session:
        other = session.scalar(select(Account.id).where(Account.name == "other-1"))
    found = []
    for route in app.router.routes():
        if route.method != "HEAD":
            parts = {"id": str(other)} if "/accounts/" in route.resource.canonical else {"folder": "x", "id": "y"}
            parts |= {"code": "B-014" if "/cases/" in route.resource.canonical else "K7Q4", "contact": "0" * 32}
            parts |= {"number": "1", "goal": "0" * 16, "sheets": "reviews", "sheet": "0" * 16}
            parts |= dict.fromkeys(("run", "brief", "talk", "entry"), "K7Q4MT") | {"kind": "csv", "service": "0" * 8}
            # The library's item and the style sheet are addresses that exist.
            parts = {"folder": "checklists", "id": "arrival"} if route.name == "library_item" else parts
            parts = {"id": "salma"} if route.name == "practice_resident" else parts
            info = route.get_info()
            address = (info.get("formatter") or info.get("path") or f"{info.get('prefix')}/css/frame.css").format(
                **parts
            )
            found.append((route.name, route.method, address))
    return found


def outcome(name, answer):
    """What happened at the door: let in, or where the person was sent."""
    where = answer.headers.get("Location", "")
    if answer.status == 403 or (answer.status == 401 and name == "socket"):
        return str(answer.status)
    if answer.status == 303 and where.split("?")[0] in ("/sign-in", "/sign-in/code", "/second-step"):
        return where.split("?")[0]
    return "in"


#: Who was let in is led there by the route itself.
LEADS_ON = {"sign_out": "/sign-in", "account_sign_out": "/sign-in"}


async def wrong_doors(doors, at_the_door):
    """Every door at which somebody met something else than the matrix says."""
    wrong = []
    for name, method, address in doors:
        for letter, (role, stage) in EVERYBODY.items():
            caller = at_the_door(role, stage or "open")
            headers = {"Sec-WebSocket-Protocol": f"csrf.{caller.form_token}"} if name == "socket" else None
            answer = await caller.send(method, address, headers=headers)
            if outcome(name, answer) not in expected(name, letter):
                wrong.append((name, letter, answer.status, answer.headers.get("Location")))
    return wrong


def expected(name, letter):
    if letter in MATRIX[name]:
        return {"/second-step"} if (name, letter) == ("second_step_begin", "e") else {LEADS_ON.get(name, "in")}
    if letter in "-ce":
        return {"401"} if name == "socket" else {{"-": "/sign-in", "c": "/sign-in/code", "e": "/second-step"}[letter]}
    return {"in"} if name in ("chat", "code", "code_send") else {"403"}  # "in": led to the person's own first page


async def test_every_route_lets_in_exactly_whom_it_should(doors, at_the_door, app):
    assert {route.name for route in app.router.routes()} == set(MATRIX) == set(ACCESS)
    assert await wrong_doors(doors, at_the_door) == []
    print(f"{len(doors)} routes × {len(EVERYBODY)} kinds of people: as written")


async def test_a_door_left_open_is_found(doors, at_the_door, monkeypatch):
    monkeypatch.setitem(ACCESS, "accounts", Entry("left open", frozenset(Role)))
    monkeypatch.setitem(ACCESS, "seen", Entry("left open", public=True))
    monkeypatch.setitem(ACCESS, "practice", Entry("closed by mistake"))
    assert {name for name, *_ in await wrong_doors(doors, at_the_door)} == {"accounts", "seen", "practice"}


@pytest.mark.parametrize("letter", HOMES)
async def test_a_person_who_opens_the_first_address_comes_to_their_own_first_page(at_the_door, letter):
    caller = at_the_door(*EVERYBODY[letter])
    assert HOME[Role(EVERYBODY[letter][0])] == HOMES[letter]
    assert (await caller.send("GET", HOMES[letter])).status == 200
    assert (await caller.send("GET", "/sign-in")).headers["Location"] == HOMES[letter]
    first = await caller.send("GET", "/")
    assert first.status == 200 if letter in MATRIX["chat"] else first.headers["Location"] == HOMES[letter]


async def test_another_roles_page_says_kindly_that_it_is_for_another_role(at_the_door):
    answer = await at_the_door("staff").send("GET", "/accounts")
    page = await answer.text()
    assert answer.status == 403 and "for another role" in page and 'href="/"' in page


async def test_every_answer_at_every_door_carries_exactly_the_security_headers(doors, at_the_door):
    for name, method, address in doors:
        for role, stage in EVERYBODY.values():
            answer = await at_the_door(role, stage or "open").send(method, address)
            carried = {header: answer.headers.get(header) for header in SECURITY_HEADERS}
            assert carried == SECURITY_HEADERS, (name, role, answer.status)
            kept = "immutable" if name == "static" and answer.status == 200 else "no-store"
            assert kept in answer.headers["Cache-Control"] and "Server" not in answer.headers
            assert not [header for header in answer.headers if header.startswith("Access-Control-")]


FORGED = [
    {"csrf": ""},
    {"csrf": "0" * 64},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
]


async def test_no_form_from_elsewhere_or_without_its_token_passes_any_door(doors, at_the_door):
    passed = []
    for name, method, address in doors:
        for letter in MATRIX[name] if method == "POST" else "":
            role, stage = EVERYBODY[letter]
            for forged in FORGED:
                fields = {key: value for key, value in forged.items() if key == "csrf"}
                headers = {key: value for key, value in forged.items() if key != "csrf"}
                answer = await at_the_door(role, stage or "open").send(method, address, fields, headers)
                if answer.status != 403:
                    passed.append((name, letter, forged, answer.status))
    assert passed == []


async def test_no_door_changes_anything_for_a_link(doors, at_the_door):
    for name, method, address in doors:
        if method == "POST" and not any(one == address and how == "GET" for _, how, one in doors):
            assert (await at_the_door("admin").send("GET", address)).status == 405, name


async def test_a_flood_of_forms_is_slowed_down_for_this_account_alone(app, at_the_door):
    app[keys.FORM_PACE] = Pace(burst=3)
    admin, other = at_the_door("admin"), at_the_door("staff")
    codes = [(await admin.send("POST", "/accounts/withdraw", {"selector": "x"})).status for _ in range(6)]
    assert codes[:3] == [303, 303, 303] and 429 in codes
    assert (await other.send("POST", "/conversation/new")).status == 303


async def test_behind_a_proxy_only_the_last_address_counts(app, at_the_door):
    from dataclasses import replace

    from bot.gateway import visitor

    class Request(dict):
        def __init__(self, forwarded, behind):
            self.app = {keys.SETTINGS: replace(app[keys.SETTINGS], behind_proxy=behind)}
            self.headers, self.remote = forwarded, "127.0.0.1"

    from multidict import CIMultiDict

    said = CIMultiDict({"X-Forwarded-For": "10.9.9.9, 203.0.113.9"})
    assert visitor.address(Request(said, True)) == "203.0.113.9"
    assert visitor.address(Request(said, False)) == "127.0.0.1"
    assert visitor.address(Request(CIMultiDict(), True)) == "127.0.0.1"


async def test_a_body_that_is_too_large_or_packed_is_refused_unread(at_the_door):
    caller = at_the_door("admin")
    assert (await caller.send("POST", "/accounts/invite", {"role": "x" * 40_000})).status == 413
    packed = await caller.send("POST", "/accounts/invite", {"role": "staff"}, {"Content-Encoding": "gzip"})
    assert packed.status in (400, 415)
