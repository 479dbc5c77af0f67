from __future__ import annotations

import pytest


def test_what_is_there_is_neither_skipped_nor_failed(needs):
    needs("bread", there=True)


def test_at_home_a_test_without_its_browser_is_skipped_and_says_why(needs, monkeypatch):
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="chromium is missing"):
        needs("chromium", there=False)


def test_where_everything_must_be_there_it_fails(needs, monkeypatch):
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="chromium is missing, and REQUIRE_ALL=1"):
        needs("chromium", there=False)
