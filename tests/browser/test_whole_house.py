"""The real service, from `steadyhand serve` to the page: nothing here is a fake."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from bot.engine import training
from bot.settings import PROJECT, Settings

pytestmark = [pytest.mark.browser, pytest.mark.rasa]


class Served(NamedTuple):
    """Where the service is, how to sign in, and the links it printed."""

    url: str
    name: str
    password: str
    links: dict[str, str]


SAID = "She keeps saying it was her own stupid fault and she won't look at any of us"


@pytest.fixture(scope="module")
def served(tmp_path_factory, chromium):
    """`steadyhand serve` in a process of its own, with the trained model and empty records.

    A newcomer has followed the link it printed for staff, and keeps the name that was offered.
    """
    home = tmp_path_factory.mktemp("house")
    shutil.copytree(Settings().models, home / "models")
    site = home / "site.yml"
    site.write_text('emergency_number: "112"\ncontacts:\n  duty_supervisor: {phone: "+44 20 7946 0112"}\n')
    port = _free_port()
    key = str(home / "site.key")
    environment = {**os.environ, "STEADYHAND_HOME": str(home), "STEADYHAND_SITE": str(site), "STEADYHAND_KEY_FILE": key}
    command = [sys.executable, "-m", "bot.cli.main", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True) as service:
        links = {}
        for line in service.stdout:
            found = re.search(r"\((staff|admin)\): +(http://\S+)", line)
            links |= {found[1]: found[2]} if found else {}
            if "Stop with" in line:
                break
        name, password = _come_in(chromium, links["staff"])
        yield Served(f"http://127.0.0.1:{port}", name, password, links)
        service.terminate()
        service.wait(timeout=20)


def test_a_newcomer_types_a_behaviour_and_gets_the_whole_answer(open_page):
    page = open_page()
    _say(page, SAID)
    card = page.locator("article").last
    for heading in ("What this may be", "Try now", "You could say", "Better not", "Keep in mind", "Call someone when"):
        expect(card.get_by_role("heading", name=heading)).to_be_visible()
    expect(card).to_contain_text("Self-blame, guilt, shame")
    expect(card).to_contain_text("her own stupid fault")
    expect(card).to_contain_text("what happened was not their fault")
    _keep_picture(page)


def test_a_follow_up_keeps_the_context_and_survives_a_reload(open_page):
    page = open_page()
    _say(page, SAID)
    page.get_by_role("button", name="How do I say it?").last.click()
    expect(page.locator("article").last).to_contain_text("What was done to you is a crime")
    _say(page, "and what should I not do?")
    expect(page.locator("article").last).to_contain_text("Do not insist that they look at you")
    page.reload()
    expect(page.locator("body")).to_contain_text("her own stupid fault")
    expect(page.locator("body")).to_contain_text("Do not insist that they look at you")


def test_something_urgent_shows_first_steps_and_the_sites_own_number(open_page):
    page = open_page()
    _say(page, "what are the steps when someone new arrives")
    _say(page, "wait, she says she wants to die and there is a rope under her bed")
    card = page.locator("article").last
    expect(card).to_contain_text("Do not leave the person alone")
    expect(card.get_by_role("link", name=re.compile("7946 0112")).first).to_be_visible()


def test_nobody_is_let_in_with_a_wrong_password(served, open_page):
    page = open_page("/sign-in", signed_in=False)
    page.get_by_label("Name").fill(served.name)
    page.get_by_label("Password").fill("not-the-password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Password")).to_be_visible()


def test_the_printed_link_makes_an_admin_who_sets_up_a_second_step_first(served, open_page):
    page = open_page(served.links["admin"], signed_in=False)
    page.get_by_label("New password").fill("maple kettle window thirty")
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("button", name="Show the square")).to_be_visible()
    page.goto(f"{served.url}/accounts")
    expect(page.get_by_role("button", name="Show the square")).to_be_visible()


def test_a_printed_link_works_once(served, open_page):
    page = open_page(served.links["staff"], signed_in=False)
    page.get_by_label("New password").fill("maple kettle window thirty")
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("alert")).to_contain_text("This code does not fit")


def test_the_emergency_card_is_there_without_signing_in(served):
    with urllib.request.urlopen(served.url + "/emergency", timeout=10) as answer:  # noqa: S310
        assert "112" in answer.read().decode()


def test_the_model_is_the_one_of_this_content():
    assert training.is_current(Settings())


def _come_in(chromium, link):
    """Follow the link printed for staff; returns name and password."""
    page = chromium.new_page()
    page.goto(link)
    name, password = page.get_by_label("Your name here").input_value(), page.locator(".one-time").last.inner_text()
    page.get_by_label("New password").fill(password)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    page.close()
    return name, password


def _say(page, text):
    before = page.locator("article").count()
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name=re.compile("Send|Ask")).click()
    expect(page.locator("article")).not_to_have_count(before, timeout=20_000)


def _keep_picture(page):
    """Keep a picture of what was seen; the one in the README is renewed only when asked for."""
    folder = PROJECT / "test-results"
    folder.mkdir(exist_ok=True)
    page.set_viewport_size({"width": 760, "height": 1100})
    page.locator("article").last.scroll_into_view_if_needed()
    page.screenshot(path=folder / "answer.png")
    if os.environ.get("RENEW_PICTURES"):
        shutil.copy(folder / "answer.png", Path(PROJECT) / "docs" / "pictures" / "answer.png")


def _free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
