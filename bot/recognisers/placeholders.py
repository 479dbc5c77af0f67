"""The words that stand for what was masked, and how the recognisers of behaviour should read them.

People see "[name]". Sentence encoders and n-grams were made from plain sentences and stumble over brackets, so before
understanding each placeholder is read as a plain word, padded to the same length: positions stay what they were.
"""

from __future__ import annotations

import re

#: What people see, and what is kept.
PLACEHOLDERS = {
    "PERSON": "[name]",
    "ORG_LOCATION": "[place]",
    "PHONE": "[phone number]",
    "EMAIL": "[e-mail]",
    "ADDRESS": "[address]",
    "ID_NUMBER": "[number]",
    "DATE_OF_BIRTH": "[date of birth]",
    "URL": "[link]",
    "PLATE": "[number plate]",
    "SOCIAL": "[account]",
}
#: What the recognisers of behaviour read. Measured in docs/masking.md.
_READ_AS = {
    "[name]": "she",
    "[place]": "town",
    "[phone number]": "a number",
    "[e-mail]": "e-mail",
    "[address]": "address",
    "[number]": "number",
    "[date of birth]": "date of birth",
    "[link]": "link",
    "[number plate]": "a plate",
    "[account]": "account",
}
_ANY = re.compile("|".join(map(re.escape, sorted(_READ_AS, key=len, reverse=True))))


def read_as(text: str) -> str:
    """The masked text in plain words, each character at the position it had."""
    return _ANY.sub(lambda match: _READ_AS[match[0]].ljust(len(match[0])), text)
