"""Whatever is typed, masking gives back text and spans that fit it, and it never fails."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guards.masking import mask
from bot.recognisers.placeholders import PLACEHOLDERS

PIECES = ["Amina", " ", ".", "@", "0", "77", "+", "-", "/", "Rua", "12", "born on ", "plate ", "insta is ", "http://",
          "www.", ",", "\n", "’", "Hotel", "\u200d", "😀", "İ", "ﬁ", "\u0301", "ไ", "\ud800", "\x00", "passport ", "#", "°"]  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=80).map("".join)))
def test_any_text_can_be_masked_and_what_is_not_masked_stays_as_it_was(at_our_site, text):
    masked = mask(text, at_our_site)
    rebuilt, at = "", 0
    for span in masked.spans:
        assert at <= span.start < span.end <= len(text)
        rebuilt += text[at : span.start] + PLACEHOLDERS[span.type]
        at = span.end
    assert masked.text == rebuilt + text[at:]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_every_position_of_the_masked_text_leads_into_the_text_as_given(at_our_site, text):
    masked = mask("Amina " + text + " 0977123456", at_our_site)
    for position in range(len(masked.text) + 1):
        assert 0 <= masked.as_given(position) <= masked.as_given(position, is_end=True) <= len(text) + 17


@pytest.mark.parametrize("unit", ["#ไ", "derwww.A", "1-", "@a.", "Rua ", "zero one ", "A b ", "aa-", "a.b", "\ud800°"])
def test_the_longest_messages_of_one_piece_are_masked_too(at_our_site, unit):
    assert mask((unit * 2000)[:2000], at_our_site).text


def test_the_words_that_were_masked_do_not_show_in_what_is_logged_of_it(at_our_site):
    assert "Thandiwe" not in repr(mask("Thandiwe cries", at_our_site))
