"""Seals bytes so that only who holds the key can read or change them: AES-256-GCM (NIST SP 800-38D).

What is sealed is bound to its place: bytes moved to another table, column or row no longer open. A sealed value is a
version byte, a random nonce of 12 bytes, then the ciphertext with its tag of 16 bytes: 29 bytes more than it holds.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"


class SealBroken(Exception):
    """What was sealed does not open: another key, another place, or changed bytes."""


class Sealer:
    """Seals and opens with one key of 32 bytes.

    `purpose` names table and column, as in `account.totp_secret`; `row` is the row's own key, as text. Both are part of
    what is checked on opening, neither is part of the sealed bytes.
    """

    def __init__(self, key: bytes) -> None:
        """Use a key. Raises ValueError when it is not 32 bytes long."""
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, this one has {len(key)}")
        self._cipher = AESGCM(key)

    def seal(self, purpose: str, row: str, data: bytes) -> bytes:
        """The sealed bytes of `data`, different each time."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, data, _place(purpose, row))

    def open(self, purpose: str, row: str, sealed: bytes) -> bytes:
        """What was sealed for this purpose and row. Raises SealBroken."""
        if sealed[:1] != _VERSION:
            raise SealBroken(f"a value of {purpose} was sealed by a version that is not known here")
        nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, rest, _place(purpose, row))
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"a value of {purpose} does not open with its key") from error

    def seal_json(self, purpose: str, row: str, value: Any) -> bytes:
        """The sealed bytes of anything JSON can hold."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return self.seal(purpose, row, text.encode("utf-8", "surrogatepass"))

    def open_json(self, purpose: str, row: str, sealed: bytes) -> Any:
        """What `seal_json` sealed. Raises SealBroken."""
        return json.loads(self.open(purpose, row, sealed))


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_BYTES)


def _place(purpose: str, row: str) -> bytes:
    # The length stands first, so that no other purpose and row give the same bytes.
    return f"{len(purpose)}:{purpose}:{row}".encode()
