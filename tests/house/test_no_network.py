"""A page loads nothing from anywhere but the site itself, and neither code nor content phones out."""

from __future__ import annotations

import re

import pytest

from bot.settings import PROJECT

WEB = PROJECT / "bot" / "web"
FILES = sorted(path for path in WEB.rglob("*") if path.suffix in (".html", ".css", ".js", ".svg"))
#: What makes a browser fetch something. A link a person follows (`<a href>`) is not among them.
_LOADS = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|track|use|image)\b[^>]*?\b(?:src|srcset|href|xlink:href)\s*=\s*["']?
        \s*(?P<tag>(?:https?:|wss?:)?//[^"'\s>]+)
      | <link\b[^>]*?\bhref\s*=\s*["']?\s*(?P<link>(?:https?:)?//[^"'\s>]+)
      | <(?:object)\b[^>]*?\bdata\s*=\s*["']?\s*(?P<object>(?:https?:)?//[^"'\s>]+)
      | <(?:form|button|input)\b[^>]*?\b(?:form)?action\s*=\s*["']?\s*(?P<form>(?:https?:)?//[^"'\s>]+)
      | url\(\s*["']?\s*(?P<url>(?:https?:)?//[^"')\s]+)
      | @import\s+["'](?P<css>(?:https?:)?//[^"']+)
      | (?:from|import)\s*\(?\s*["'](?P<module>(?:https?:)?//[^"']+)
      | (?:fetch|WebSocket|EventSource|sendBeacon|importScripts|Worker)\(\s*["'`](?P<call>(?:https?:|wss?:)?//[^"'`]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_page_loads_nothing_from_elsewhere(path):
    found = [match[0] for match in _LOADS.finditer(path.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/x.js">',
        "<img alt='' src=//cdn.example/x.png>",
        '<link rel="stylesheet" href="http://x/y.css">',
        "@import 'https://x/y.css';",
        "background: url( https://x/y.png )",
        "import x from 'https://x/y.js'",
        "import('//x/y.js')",
        "fetch(`https://x/y`)",
        "new WebSocket('wss://x')",
        '<form method="post" action="https://x/">',
        '<use href="https://x/y.svg#a">',
    ],
)
def test_a_page_that_would_load_something_is_found_out(text):
    assert _LOADS.search(text)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://www.bbc.com/weather">',
        '<script src="/static/js/main.js">',
        "// a comment",
        "url(/static/x.svg)",
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "import { a } from './b.js'",
        '<link href="/static/a.css">',
        "fetch('/turn')",
    ],
)
def test_what_a_person_follows_or_the_site_serves_itself_is_let_be(text):
    assert not _LOADS.search(text)


def test_there_are_pages_to_look_at():
    assert len(FILES) > 20


@pytest.mark.parametrize("package", ["knowledge", "actions", "bot/nlu", "bot/engine", "bot/guards"])
def test_understanding_and_answering_know_no_way_out_of_the_house(package):
    ways_out = r"requests|httpx|urllib\.request|socket|aiohttp|http\.client|smtplib"
    outward = re.compile(rf"^\s*(?:import|from)\s+(?:{ways_out})\b", re.MULTILINE)
    for path in (PROJECT / package).rglob("*.py"):
        assert not outward.search(path.read_text(encoding="utf-8")), path
