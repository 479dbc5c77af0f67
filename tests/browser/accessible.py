"""What a page does wrong for people who use it by ear, by keyboard, or on a small screen."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe


def violations(page):
    """What axe-core finds, in one readable list, and whether anything is wider than the screen."""
    found = Axe().run(page).response["violations"]
    wide = [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["wider than the screen"]
    return wide + [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
