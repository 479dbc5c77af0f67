"""The names under which the application and each request keep what handlers need."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from typing import Protocol

from aiohttp import web
from sqlalchemy import Engine

from bot.accounts.office import Office
from bot.accounts.sessions import Person
from bot.alerts.alerts import Alerts
from bot.cases.cases import Cases
from bot.cases.files import CaseFiles
from bot.checklists.checklists import Checklists
from bot.directory.directory import Directory
from bot.follow_up.follow_ups import FollowUps
from bot.gateway.pace import Pace
from bot.gateway.turns import Conversation, Turns
from bot.hand_over.hand_over import HandOver
from bot.helped.helped import Helped
from bot.matters.work import Work
from bot.overdue.overdue import Overdue
from bot.practice.service import Practice
from bot.records.own_conversation import OwnConversations
from bot.review.review import Review
from bot.rooms.rooms import Rooms
from bot.rooms.tasks import Tasks
from bot.rooms.writing import OwnResidents
from bot.settings import Settings
from knowledge.site import Site
from knowledge.store import ContentStore


class Bot(Protocol):
    """What the page about Telegram needs to know of it."""

    bot_name: str  # empty until Telegram was reached


SETTINGS = web.AppKey("settings", Settings)
CONVERSATION: web.AppKey[Conversation] = web.AppKey("conversation")
STORE = web.AppKey("store", ContentStore)
SITE = web.AppKey("site", Site)
ENGINE = web.AppKey("engine", Engine)
OFFICE = web.AppKey("office", Office)
TURNS = web.AppKey("turns", Turns)
#: How fast an account may send messages, and how fast an account or an address may send any form.
PACE = web.AppKey("pace", Pace)
FORM_PACE = web.AppKey("form_pace", Pace)
#: Checking a password takes memory and time on purpose; more than a few at once would slow everybody down.
PASSWORD_CHECKS = web.AppKey("password_checks", asyncio.Semaphore)
#: Writes down beside the requests that sessions are in use, one at a time, so that no page waits for it.
SIGNS_OF_LIFE: web.AppKey[Executor] = web.AppKey("signs_of_life")
#: Telegram, on a site that uses it.
TELEGRAM: web.AppKey[Bot] = web.AppKey("telegram")
#: Alerts; None where nothing is kept.
ALERTS: web.AppKey[Alerts | None] = web.AppKey("alerts")
#: Cases, their shelf and consent; None where nothing is kept.
CASES: web.AppKey[Cases | None] = web.AppKey("cases")
FOLLOW_UPS: web.AppKey[FollowUps | None] = web.AppKey("follow_ups")
#: How much work of the house is late; None where nothing is kept.
OVERDUE: web.AppKey[Overdue | None] = web.AppKey("overdue")
#: Checklists, what helped and the hand-over; None where nothing is kept.
CHECKLISTS: web.AppKey[Checklists | None] = web.AppKey("checklists")
HELPED: web.AppKey[Helped | None] = web.AppKey("helped")
HAND_OVER: web.AppKey[HandOver | None] = web.AppKey("hand_over")
#: Returns, plans and reviews of cases; None where nothing is kept.
WORK: web.AppKey[Work | None] = web.AppKey("work")
#: The referral directory; None where nothing is kept.
DIRECTORY: web.AppKey[Directory | None] = web.AppKey("directory")
#: Takes cases out of the house and in; None where nothing is kept.
CASE_FILES: web.AppKey[CaseFiles | None] = web.AppKey("case_files")
#: The review list; None where nothing is kept.
REVIEW: web.AppKey[Review | None] = web.AppKey("review")
#: Practice talks; None where nothing is kept.
PRACTICE: web.AppKey[Practice | None] = web.AppKey("practice")
#: The trainer's desk; None where nothing is kept.
ROOMS: web.AppKey[Rooms | None] = web.AppKey("rooms")
TASKS: web.AppKey[Tasks | None] = web.AppKey("tasks")
OWN_RESIDENTS: web.AppKey[OwnResidents | None] = web.AppKey("own_residents")
#: Erases what somebody said in the chat; None where nothing is kept.
OWN_CONVERSATIONS: web.AppKey[OwnConversations | None] = web.AppKey("own_conversations")
STATIC_VERSION = web.AppKey("static_version", str)

#: Who is asking; None when nobody is signed in.
PERSON: web.RequestKey[Person | None] = web.RequestKey("person")
#: Who is on the way through the sign-in: the password was right, the second step is missing. Never set with PERSON.
ARRIVING: web.RequestKey[Person | None] = web.RequestKey("arriving")
#: The secret cookie this browser holds: session token or visitor cookie. Form tokens are derived from it.
SEED = web.RequestKey("seed", str)
#: A visitor cookie that the answer must set, because the browser had none.
NEW_VISITOR = web.RequestKey("new_visitor", str)
#: The fields of a form with a file in it, read into memory.
UPLOAD = web.RequestKey("upload", dict[str, bytes])
