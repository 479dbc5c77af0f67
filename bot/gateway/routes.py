"""Every address of the web front end, in one table. Who may use each stands in `access.py`."""

from __future__ import annotations

from aiohttp import web

from bot.gateway import (
    chat,
    joining,
    landing,
    library,
    managing,
    own_account,
    pages,
    second_step,
    sign_in,
    socket,
    telegram,
)

_ONE = r"/accounts/{id:[0-9]{1,9}}"

ROUTES = [
    web.get("/", chat.show, name="chat"),
    web.post("/say", chat.say, name="say"),
    web.get("/ws", socket.talk, name="socket"),
    web.post("/conversation/new", chat.begin_again, name="new_conversation"),
    web.get("/sign-in", sign_in.show, name="sign_in"),
    web.post("/sign-in", sign_in.send, name="sign_in_send"),
    web.get("/sign-in/code", sign_in.show_code, name="code"),
    web.post("/sign-in/code", sign_in.send_code, name="code_send"),
    web.post("/sign-out", sign_in.sign_out, name="sign_out"),
    web.get("/join", joining.show_join, name="join"),
    web.post("/join", joining.join, name="join_send"),
    web.get("/new-password", joining.show_new_password, name="new_password"),
    web.post("/new-password", joining.new_password, name="new_password_send"),
    web.get("/second-step", second_step.show, name="second_step"),
    web.post("/second-step/begin", second_step.begin, name="second_step_begin"),
    web.post("/second-step/confirm", second_step.confirm, name="second_step_confirm"),
    web.post("/second-step/codes", second_step.new_codes, name="second_step_codes"),
    web.post("/second-step/off", second_step.off, name="second_step_off"),
    web.get("/account", own_account.show, name="account"),
    web.post("/account/password", own_account.change_password, name="account_password"),
    web.post("/account/sign-out-everywhere", own_account.sign_out_everywhere, name="account_sign_out"),
    web.get("/seen", own_account.seen, name="seen"),
    web.get("/alerts", landing.alerts, name="alerts"),
    web.get("/telegram", telegram.show, name="telegram"),
    web.post("/telegram/pair", telegram.pair, name="telegram_pair"),
    web.post("/telegram/unpair", telegram.unpair, name="telegram_unpair"),
    web.get("/practice", landing.practice, name="practice"),
    web.get("/accounts", managing.show_all, name="accounts"),
    web.post("/accounts/invite", managing.invite, name="accounts_invite"),
    web.post("/accounts/withdraw", managing.withdraw, name="accounts_withdraw"),
    web.get(_ONE, managing.show_one, name="accounts_one"),
    web.post(f"{_ONE}/role", managing.change_role, name="accounts_role"),
    web.post(f"{_ONE}/reset", managing.reset, name="accounts_reset"),
    web.post(f"{_ONE}/second-step-off", managing.second_step_off, name="accounts_second_step_off"),
    web.post(f"{_ONE}/sign-out", managing.end_sessions, name="accounts_sign_out"),
    web.post(f"{_ONE}/disable", managing.disable, name="accounts_disable"),
    web.post(f"{_ONE}/enable", managing.enable, name="accounts_enable"),
    web.get("/emergency", pages.emergency, name="emergency"),
    web.get("/about", pages.about, name="about"),
    web.get("/library", library.browse, name="library"),
    web.get("/library/{folder}/{id}", library.item, name="library_item"),
    web.get("/sources", pages.sources, name="sources"),
    web.get("/healthz", pages.healthz, name="healthz"),
]
