"""Strings that appear nowhere else, and a search for them in the bytes of files however they may be written down."""

from __future__ import annotations

import base64
import gzip
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_LETTERS = "bcdfghjklmnpqrstvwxz"  # no vowels: no word of any language, no name


def canaries(number: int) -> list[str]:
    """So many different strings of 14 letters, each beginning with `zq`."""
    found: set[str] = set()
    while len(found) < number:
        found.add("zq" + "".join(secrets.choice(_LETTERS) for _ in range(12)))
    return sorted(found)


def ways_to_write(word: str) -> set[bytes]:
    """The bytes that give a word away. It has only ASCII letters, so JSON and URLs write it as it is."""
    plain = word.encode()
    ways = {plain, plain.upper(), word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    ways.add(plain.hex().upper().encode())
    for shift in range(3):  # base64 writes the same bytes in three ways, by where they begin
        padded = base64.b64encode(b"\0" * shift + plain)
        ways.add(padded[(0, 2, 3)[shift] : -4])
    return ways


def found_in(folders: Iterable[Path], words: Iterable[str], but_not: Iterable[Path] = ()) -> dict[str, list[str]]:
    """Word → names of the files whose bytes, or whose unpacked bytes, hold it."""
    ways = {way: word for word in words for way in ways_to_write(word)}
    pattern = re.compile(b"|".join(re.escape(way) for way in ways))
    hits: dict[str, list[str]] = {}
    for path in files_of(folders):
        if path in set(but_not):
            continue
        data = path.read_bytes()
        for view in (data, *_unpacked(data)):
            for match in pattern.finditer(view):
                hits.setdefault(ways[match[0]], []).append(path.name)
    return hits


def files_of(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file below the folders; links are not followed."""
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What was packed with gzip or zlib anywhere in the bytes."""
    for match in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data):
        unpacker = zlib.decompressobj(wbits=47)
        try:
            yield unpacker.decompress(data[match.start() :], 1 << 24)
        except zlib.error:
            continue


def packed(word: str) -> bytes:
    """A word as it looks in a packed log."""
    return gzip.compress(f"a line with {word} in it\n".encode())
