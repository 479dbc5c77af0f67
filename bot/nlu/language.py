"""What spaCy tells of a text: its clauses, its lemmas, whether something is negated.

A blank English pipeline with a sentence splitter and a look-up lemmatiser: no statistical model is needed, and none is
loaded. Positions are code points into the text as given.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

NEGATIONS = frozenset("not n't n’t no never without nobody none neither nor cannot hardly stopped".split())
_BREAKS = frozenset({",", ";", ":", "-", "–", "—", "(", ")", "...", "…"})
_JOINING = frozenset({"and", "but", "because", "when", "while", "then", "so", "although", "though", "since", "until"})
#: Words before a break for it to count, so that lists ("salt, oil, rice") stay whole.
_LEAST_WORDS = 3
#: How many tokens a negation reaches forward.
_SCOPE = 4


@dataclass(frozen=True)
class Clause:
    """A stretch of the message that says one thing."""

    start: int
    end: int
    text: str


@functools.lru_cache(maxsize=1)
def pipeline() -> Language:
    """The shared pipeline, built on first use."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp


def read(text: str) -> Doc:
    """The text as tokens with lemmas and sentence ends. Curly apostrophes are read as straight ones."""
    return pipeline()(text.replace("’", "'").replace("‘", "'"))


def clauses(text: str) -> list[Clause]:
    """Split a message at sentence ends, breaks and joining words. Never empty for a text with words in it."""
    return [_trimmed(text, span) for sentence in read(text).sents for span in _parts(sentence)]


def _parts(sentence: Span) -> Iterator[Span]:
    start = sentence.start
    doc = sentence.doc
    for token in sentence:
        words = sum(part.is_alpha for part in doc[start : token.i])
        remaining = sum(part.is_alpha for part in doc[token.i : sentence.end])
        at_break = token.text in _BREAKS or token.lower_ in _JOINING
        if at_break and words >= _LEAST_WORDS and remaining >= _LEAST_WORDS:
            yield doc[start : token.i]
            start = token.i
    if start < sentence.end:
        yield doc[start : sentence.end]


_EDGE = re.compile(r"^(?:[\s,;:.…()\-–—!?]|(?:and|but|so|then|because)\b)+|[\s,;:.…()\-–—]+$", re.IGNORECASE)


def _trimmed(text: str, span: Span) -> Clause:
    raw = text[span.start_char : span.end_char]
    lead = _EDGE.match(raw)
    start = span.start_char + (lead.end() if lead and lead.start() == 0 else 0)
    end = start + len(re.sub(r"[\s,;:.…()\-–—]+$", "", text[start : span.end_char]))
    return Clause(start, end, text[start:end])


def is_negated(doc: Doc, start: int) -> bool:
    """Whether a negation stands up to four tokens before token number `start`, in the same clause."""
    sentence = doc[start].sent
    for token in reversed(doc[max(sentence.start, start - _SCOPE) : start]):
        if token.text in _BREAKS or token.lower_ in _JOINING:
            return False  # another clause: "he cannot sleep, wants to die" denies only the sleep
        if token.lower_ in NEGATIONS:
            return True
    return False
