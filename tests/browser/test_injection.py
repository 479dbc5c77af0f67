"""Script written into every field, shown in every role's pages in a real browser: nothing of it ever runs.

`STEADYHAND_PAYLOADS` says how many payloads are tried (500 for the figure in the report; fewer here to be quick).
"""

from __future__ import annotations

import os
import random
import time
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.accounts.tables import Account, OneTimeCode
from bot.gateway import keys
from bot.review.proposal import NotUsable, Proposal
from tests.browser.waiting import wait_for_socket

pytestmark = pytest.mark.browser

PAYLOADS = int(os.environ.get("STEADYHAND_PAYLOADS", "40"))
#: How many payloads stand on one page together, and how many messages one account may send in a moment.
AT_ONCE, PACE = 20, 10
#: What runs when a payload runs; it is kept in the page, and said by the browser as a dialog too.
CALL = "window.ran=(window.ran||0)+1;alert(1)"
#: The policy of the page says nothing while nothing breaks it.
LISTEN = """
window.reports = [];
addEventListener('securitypolicyviolation', (event) => window.reports.push(event.violatedDirective + ' ' + event.blockedURI));
"""
#: What a hole in the page would let in: a handler in the markup.
PLANTED = """() => {
  const planted = document.createElement('div');
  planted.setAttribute('onclick', 'window.ran = 1');
  document.body.append(planted);
  planted.click();
}"""
SHAPES = [
    "<script>{js}</script>",
    "<script src=data:text/javascript,{js}></script>",
    "<img src=x onerror={js}>",
    "<img src=x onerror='{js}'>",
    "<svg onload={js}>",
    "<svg><script>{js}</script></svg>",
    "<svg><animate onbegin={js} attributeName=x dur=1s>",
    "<body onload={js}>",
    "<iframe srcdoc='<script>{js}</script>'>",
    "<iframe src=javascript:{js}>",
    "<object data=javascript:{js}>",
    "<embed src=javascript:{js}>",
    "<a href=javascript:{js} autofocus onfocus={js}>x</a>",
    "<form action=javascript:{js}><button autofocus onfocus={js}>",
    "<input autofocus onfocus={js}>",
    "<details open ontoggle={js}>",
    "<video><source onerror={js}></video>",
    "<audio src=x onerror={js}>",
    "<math><maction actiontype=statusline xlink:href=javascript:{js}>x",
    "<link rel=stylesheet href=javascript:{js}>",
    "<style>@import 'javascript:{js}';</style>",
    "<meta http-equiv=refresh content='0;url=javascript:{js}'>",
    "<base href=javascript:{js}//>",
    "<template><script>{js}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={js}>'>",
    "<xss style=animation-name:x onanimationstart={js}>",
    "javascript:{js}",
    "{{{{constructor.constructor('{js}')()}}}}",
    "{{% set x = cycler.__init__.__globals__ %}}{js}",
    "${{{js}}}",
    "<button form=composer formaction=javascript:{js}>x</button>",
    "<marquee onstart={js}>",
]
BEFORE = [
    "",
    '"',
    "'",
    "'>",
    '">',
    "</textarea>",
    "</title>",
    "-->",
    "]]>",
    "</q>",
    "'\"><",
    "\\",
    "\u2028",
    "</p></li></ol>",
    "&lt;",
    "%22%3E",
]
AFTER = ["", "//", "<!--", "\u0000", "<b x='", "`"]


def payloads(count, seed=7):
    """Different payloads, each in another shape of tag and another place it might break out of."""
    dice, made = random.Random(seed), {}  # noqa: S311
    while len(made) < count:
        shape = SHAPES[len(made) % len(SHAPES)].format(js=CALL)
        made[dice.choice(BEFORE) + shape + dice.choice(AFTER)] = None
    return list(made)


@pytest.fixture
def watched(open_page):
    """Open a page that notes what runs; `check(where)` says what did."""
    ran = []

    def opened():
        page = open_page("about:blank", signed_in=False)
        page.context.add_init_script(LISTEN)
        page.on("dialog", lambda dialog: (ran.append(f"dialog on {page.url}"), dialog.dismiss()))
        page.look = lambda: ran.extend(look(page))
        return page

    yield opened
    assert ran == []


def look(page):
    """What ran on this page, and what its policy had to stop."""
    page.wait_for_timeout(30)
    found = page.evaluate("[window.ran || 0, window.reports]")
    return [f"{page.url}: {what}" for what in ([f"ran {found[0]}"] if found[0] else []) + found[1]] + page.faults


def test_a_script_that_would_run_is_found(open_page):
    page = open_page("/about", signed_in=False)
    page.evaluate(LISTEN)
    page.evaluate(f"() => {{ try {{ ({PLANTED})() }} catch {{}} }}")
    assert any("require-trusted-types-for" in what for what in look(page))
    free = open_page("/about", signed_in=False, bypass_csp=True)
    free.evaluate(LISTEN)
    free.evaluate(PLANTED)
    free.wait_for_timeout(200)
    assert any("ran 1" in what for what in look(free))


def test_nothing_said_in_the_chat_runs_when_it_is_answered(watched, as_role):
    """Over the socket, as the page shows it at once."""
    page = watched()
    for number, payload in enumerate(payloads(PAYLOADS)):
        if number % PACE == 0:
            as_role(page, "staff", name=f"said-{number}")
            page.goto("/")
            wait_for_socket(page)
        page.locator("#message").evaluate("(box, text) => { box.value = text }", payload)
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".turn")).to_have_count(number % PACE + 1)
        expect(page.locator(".send")).not_to_have_attribute("aria-disabled", "true")
        page.look()


@pytest.mark.parametrize("role", ["staff", "trainer", "supervisor"])
def test_nothing_said_in_the_chat_runs_when_it_is_read_again(watched, as_role, role):
    page, some = watched(), payloads(PAYLOADS)
    for begin in range(0, len(some), PACE):
        as_role(page, role, name=f"{role}-{begin + 100}")
        page.goto("/")
        csrf = page.locator("input[name=csrf]").first.input_value()
        for payload in some[begin : begin + PACE]:
            sent = page.request.post("/say", form={"csrf": csrf, "text": payload, "once": payload}, max_redirects=0)
            assert sent.status in (200, 303)
        page.goto("/")
        assert page.locator(".turn").count() == len(some[begin : begin + PACE])
        page.look()


def test_nothing_typed_before_signing_in_runs(watched):
    page = watched()
    for payload in payloads(PAYLOADS):
        for path in ("/join?code=", "/new-password?code=", "/sign-in?why="):
            page.goto(path + quote(payload[:200], safe=""))
            page.look()
        page.goto("/sign-in")
        page.get_by_label("Name").evaluate("(box, text) => { box.value = text }", payload)
        page.get_by_label("Password").fill("x")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector("#why")
        page.look()


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        ("staff", ["/account", "/seen", "/library?q={q}", "/?notice={q}", "/account?said={q}"]),
        ("trainer", ["/practice", "/review", "/review/new", "/account", "/library?q={q}"]),
        ("supervisor", ["/alerts", "/digest", "/second-step", "/account", "/library?q={q}"]),
        ("admin", ["/accounts", "/accounts/{id}?said={q}", "/accounts/{mine}", "/account", "/library?q={q}"]),
    ],
)
def test_nothing_kept_about_accounts_runs_on_any_page(watched, served, as_role, role, paths):
    """Names and roles are written straight into the records, past every check on the way in."""
    page, records = watched(), served.office.records
    mine = as_role(page, role, name=f"{role}-8")
    with Session(records) as session, session.begin():
        session.add_all([_account(number) for number in range(AT_ONCE)])
        session.add(
            OneTimeCode(selector="x", kind="invitation", digest="x", role="x", made_at=1, expires_at=9e9, tries_left=5)
        )
    with Session(records) as session:
        others = list(session.scalars(select(Account.id).where(Account.name.like("filler-%"))))
    try:
        for begin in range(0, PAYLOADS, AT_ONCE):
            some = payloads(PAYLOADS)[begin : begin + AT_ONCE]
            with Session(records) as session, session.begin():
                for number, payload in zip(others, some):
                    named = {"name": f"{payload}{number}", "role": payload}
                    session.execute(update(Account).where(Account.id == number).values(**named))
                session.execute(update(OneTimeCode).where(OneTimeCode.kind == "invitation").values(role=some[0]))
                session.execute(update(Account).where(Account.id == mine).values(name=f"{some[-1]}{mine}"))
            for path in paths:
                for number, payload in zip(others, some) if "{id}" in path or "{q}" in path else [(0, "")]:
                    page.goto(path.format(id=number, q=quote(payload[:200], safe=""), mine=mine))
                    page.look()
    finally:
        with Session(records) as session, session.begin():
            for row in session.scalars(select(Account).where(Account.id.in_([*others, mine]))):
                session.delete(row)
            for row in session.scalars(select(OneTimeCode).where(OneTimeCode.selector == "x")):
                session.delete(row)


def test_nothing_sent_for_review_or_proposed_runs(watched, served, as_role):
    page, review = watched(), served.app[keys.REVIEW]
    mine = as_role(page, "trainer", name="trainer-9")
    for number, payload in enumerate(payloads(PAYLOADS)):
        entry = review.send("talk", f"{number:016}", "no", payload, payload)
        try:
            note = Proposal("note", payload, item="reactions/anger", reason="wrong")
            review.propose(entry.id, entry.version, note, mine)
        except NotUsable:
            pass  # brackets are refused; the entry is shown all the same
        page.goto(f"/review/{entry.id}")
        page.look()
    page.goto("/review")
    page.look()


def _account(number):
    return Account(name=f"filler-{number}", role="staff", password_hash="", disabled=False, created_at=time.time())
