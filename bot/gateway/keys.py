"""The names under which the application and each request keep what handlers need."""

from __future__ import annotations

import asyncio

from aiohttp import web
from sqlalchemy import Engine

from bot.accounts.sessions import Person
from bot.gateway.pace import Pace
from bot.gateway.turns import Conversation, Turns
from bot.settings import Settings
from knowledge.site import Site
from knowledge.store import ContentStore

SETTINGS = web.AppKey("settings", Settings)
CONVERSATION: web.AppKey[Conversation] = web.AppKey("conversation")
STORE = web.AppKey("store", ContentStore)
SITE = web.AppKey("site", Site)
ENGINE = web.AppKey("engine", Engine)
TURNS = web.AppKey("turns", Turns)
PACE = web.AppKey("pace", Pace)
#: Checking a password takes memory and time on purpose; more than a few at once would slow everybody down.
PASSWORD_CHECKS = web.AppKey("password_checks", asyncio.Semaphore)
STATIC_VERSION = web.AppKey("static_version", str)

#: Who is asking; None when nobody is signed in.
PERSON: web.RequestKey[Person | None] = web.RequestKey("person")
#: The secret cookie this browser holds: session token or visitor cookie. Form tokens are derived from it.
SEED = web.RequestKey("seed", str)
#: A visitor cookie that the answer must set, because the browser had none.
NEW_VISITOR = web.RequestKey("new_visitor", str)
