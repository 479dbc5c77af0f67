"""The code of an alert: short enough to say on the phone, random, and without characters that look alike."""

from __future__ import annotations

import re
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 4
PATTERN = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """A random code, one of about a million; who stores it looks whether it is taken."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def code_of(typed: str) -> str:
    """The code as it is kept, however it was typed; an empty string when it cannot be one."""
    code = typed.strip().upper()
    return code if PATTERN.fullmatch(code) else ""
