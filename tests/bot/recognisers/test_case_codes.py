"""The shelter's own case codes stay in a message: whoever writes “start the list for B-014” means that case."""

from __future__ import annotations

import pytest

from bot.guards.masking import mask
from knowledge.errands import code_in


@pytest.mark.parametrize("code", ["B-014", "b014", "B 014", "K-207", "B\u2011014", "D-555", "X-111"])
@pytest.mark.parametrize(
    "text",
    [
        "start the arrival checklist for case {}",
        "go on with {}",
        "what is due for {}?",
        "tick the first three for {}",
        "{}",
        "case:{}",
        "open case no {}",
        "hand {} over to nights",
        "arrival list for case code {}, she came in the van",
        "Case number {}, tick step 4",
    ],
)
def test_a_case_code_is_not_taken_out(recognisers, text, code):
    said = text.format(code)
    assert mask(said, recognisers).text == said and code_in(said)


def test_a_name_beside_a_code_is_taken_out_and_the_code_stays(recognisers):
    masked = mask("start the arrival checklist for Amina, case B-014", recognisers)
    assert "Amina" not in masked.text and code_in(masked.text) == "B-014"
