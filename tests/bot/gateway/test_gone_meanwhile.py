"""A case is erased while a colleague has its pages open: what they send is answered calmly, and nothing of it is kept."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.tables import CaseRow, ConsentRow
from bot.checklists.tables import MarkRow, RunRow
from bot.follow_up.contact import Agreed
from bot.follow_up.tables import ContactPlan, FollowUpRow
from bot.gateway import keys
from bot.matters.tables import MatterRow
from bot.records.erasure import remove

TABLES = (CaseRow, ConsentRow, RunRow, MarkRow, ContactPlan, FollowUpRow, MatterRow)
FORMS = {
    "facts": {"version": "1", "age_group": "unknown", "sex": "male", "cross_border": "no", "stage": "staying"},
    "consent": {"about": "assistance", "answer": "given", "on": "2026-01-01", "way": "spoken"},
    "return/path": {"path": "sent_by_police_or_partner", "side": "sending"},
    "return/journey": {"by": "air", "arrives": "2027-01-13T09:30"},
    "messages/1": {"f-needs": "housing", "do": "send"},
    "plan": {"success": "A door of my own", "seen": "0"},
    "plan/goals": {"area": "housing", "aim": "A room"},
    "reviews": {"occasion": "exit"},
    "security": {"occasion": "before_departure"},
    "needs": {},
    "follow-up/agree": {"ways": "call"},
    "follow-up/left": {"day": "2026-01-01"},
    "follow-up/met": {"way": "call"},
    "follow-up/end": {"ending": "closed_together"},
    "file": {"kind": "json", "reader": "house"},
}


async def test_forms_of_a_case_that_was_erased_meanwhile_are_answered_calmly(app, at_the_door):
    cases, work, lists = app[keys.CASES], app[keys.WORK], app[keys.CHECKLISTS]
    code, person = cases.open(None).code, at_the_door("supervisor")
    app[keys.FOLLOW_UPS].agree(code, None, Agreed(("call",)))
    planned = app[keys.FOLLOW_UPS].left(code, None, "2026-01-01").contacts[0].id
    run, goal = lists.start("arrival", None, code), work.plans.add_goal(code, {"area": "housing"}, (), None)
    review = work.reviews.sheets.begin(code, None, "exit")
    forms = {f"/cases/{code}/{place}": fields for place, fields in FORMS.items()} | {
        f"/cases/{code}/follow-up/{planned}": {"state": "reached", "way": "call"},
        f"/cases/{code}/plan/goals/{goal.id}": {"area": "housing", "aim": "A flat", "seen": "1"},
        f"/cases/{code}/reviews/{review.id}": {"a-RQ-13": "yes", "seen": "1"},
        f"/checklists/{run}/mark": {"step": "SH-ARR-01", "state": "done", "seen": "0", "part": "1"},
        f"/checklists/{run}/end": {"ended": "1"},
    }
    shelf = cases.shelf
    with Session(shelf.records) as session, session.begin():
        remove(session, shelf.keys, "case", [code])
    answers = {path: (await person.send("POST", path, fields)).status for path, fields in forms.items()}
    started = await person.send("POST", "/checklists/start", {"checklist": "arrival", "case": code})
    assert answers == {path: 404 for path in forms} and "no_case" in started.headers["Location"]
    with Session(shelf.records) as session:
        assert [row for table in TABLES for row in session.scalars(select(table))] == []
