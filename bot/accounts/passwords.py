"""Passwords: made easy to read aloud, kept as argon2id digests, compared in constant time, refused when guessable."""

from __future__ import annotations

import functools
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: No letter or digit that is mistaken for another on paper or on the telephone (0 o, 1 i l).
EASY = "abcdefghjkmnpqrstuvwxyz23456789"
#: A longer one is refused unread, so that nobody keeps the processor busy with a novel.
LONGEST = 200
#: Length counts more than strange characters (OWASP ASVS 5.0, 6.2.1 and 6.2.5).
SHORTEST = 12
#: zxcvbn's “safely unguessable”: more than 10^8 guesses. With the brake on guessing that is years.
_STRONG_ENOUGH = 3
_LONGEST_WEIGHED = 72

#: argon2-cffi's defaults: argon2id, 64 MiB, 3 passes, 4 lanes (RFC 9106, low memory).
_hasher = PasswordHasher()


def easy_password() -> str:
    """A random password of four groups of four easy letters and digits (79 bits)."""
    return "-".join("".join(secrets.choice(EASY) for _ in range(4)) for _ in range(4))


def problem(password: str, name: str = "") -> str | None:
    """What is wrong with a new password: `short`, `long`, `guessable` or None."""
    from zxcvbn import zxcvbn

    plain = _as_typed_anywhere(password)
    if len(plain) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if name and name in plain.lower():
        return "guessable"
    known = ["steadyhand", "shelter", "staff", name, *name.replace("-", " ").split()]
    weighed = zxcvbn(plain[:_LONGEST_WEIGHED], user_inputs=[word for word in known if word])
    return None if weighed["score"] >= _STRONG_ENOUGH else "guessable"


def digest(password: str) -> str:
    """What may be stored of a password."""
    return _hasher.hash(_as_typed_anywhere(password))


def is_dated(stored: str) -> bool:
    """Whether a digest was made with other parameters than today's, and should be made again at the next sign-in."""
    return _hasher.check_needs_rehash(stored)


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password. Without a stored digest it takes as long and says no."""
    wanted = stored or _nobody()
    try:
        right = _hasher.verify(wanted, _as_typed_anywhere(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(stored) and len(password) <= LONGEST


def _as_typed_anywhere(password: str) -> str:
    # The same letters may reach us composed or decomposed, depending on the keyboard; pasting adds spaces.
    return unicodedata.normalize("NFKC", password).strip().encode("utf-8", "replace").decode()


@functools.lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex(16))
