from __future__ import annotations

import re

import pytest
import yaml

from bot.evaluation import sets
from bot.settings import PROJECT


def learnt():
    """The hand-written sentences masking learns from, with every place for a name left out."""
    found = set()
    for path in (PROJECT / "data" / "masking").rglob("*.yml"):
        sentences = yaml.safe_load(path.read_text(encoding="utf-8"))["sentences"]
        found |= {bare(re.sub(r"\{[A-Z]+\}", "", sentence)) for sentence in sentences}
    return found


def bare(text):
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("split", [sets.DEVELOPMENT, sets.TEST])
def test_held_out_messages_are_not_among_the_sentences_that_masking_learns_from(split):
    sentences = learnt()
    for one in sets.read(split, "masking"):
        text = one.text
        for span in sorted(one.labels["spans"], key=lambda span: -span["start"]):
            text = text[: span["start"]] + text[span["end"] :]
        assert len(bare(text)) < 25 or bare(text) not in sentences, one.id
