"""Waiting for what a page does by itself, as long as it takes and no longer."""

from __future__ import annotations

import time

#: A script that every page runs first: how many of its sockets have opened.
COUNT_SOCKETS = """
window.socketsOpen = 0;
window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); this.addEventListener("open", () => { window.socketsOpen += 1; }); }
};
"""


def wait_for_socket(page):
    """Until the page can be spoken to, so that a test is about the socket and not about the plain form."""
    ends = time.monotonic() + 20
    while not page.evaluate("window.socketsOpen"):
        assert time.monotonic() < ends, "the page opened no socket"
        page.wait_for_timeout(20)
