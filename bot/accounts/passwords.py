"""Passwords: made easy to read aloud, kept as argon2id digests, compared in constant time."""

from __future__ import annotations

import functools
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: No letter or digit that is mistaken for another on paper or on the telephone (0 o, 1 i l).
_EASY = "abcdefghjkmnpqrstuvwxyz23456789"
#: A longer one is refused unread, so that nobody keeps the processor busy with a novel.
LONGEST = 200

_hasher = PasswordHasher()


def easy_password() -> str:
    """A random password of four groups of four easy letters and digits (79 bits)."""
    return "-".join("".join(secrets.choice(_EASY) for _ in range(4)) for _ in range(4))


def digest(password: str) -> str:
    """What may be stored of a password."""
    return _hasher.hash(_as_typed_anywhere(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password. Without a stored digest it takes as long and says no."""
    wanted = stored or _nobody()
    try:
        right = _hasher.verify(wanted, _as_typed_anywhere(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None and len(password) <= LONGEST


def _as_typed_anywhere(password: str) -> str:
    # The same letters may reach us composed or decomposed, depending on the keyboard; pasting adds spaces.
    return unicodedata.normalize("NFKC", password).strip().encode("utf-8", "replace").decode()


@functools.lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))
