"""Every address of the web front end, in one table. Who may use each stands in `access.py`."""

from __future__ import annotations

from aiohttp import web

from bot.gateway import chat, library, pages, sign_in, socket

ROUTES = [
    web.get("/", chat.show, name="chat"),
    web.post("/say", chat.say, name="say"),
    web.get("/ws", socket.talk, name="socket"),
    web.post("/conversation/new", chat.begin_again, name="new_conversation"),
    web.get("/sign-in", sign_in.show, name="sign_in"),
    web.post("/sign-in", sign_in.send, name="sign_in_send"),
    web.post("/sign-out", sign_in.sign_out, name="sign_out"),
    web.get("/emergency", pages.emergency, name="emergency"),
    web.get("/about", pages.about, name="about"),
    web.get("/library", library.browse, name="library"),
    web.get("/library/{folder}/{id}", library.item, name="library_item"),
    web.get("/sources", pages.sources, name="sources"),
    web.get("/healthz", pages.healthz, name="healthz"),
]
