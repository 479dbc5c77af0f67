"""Strings that appear nowhere else, and a search for them in the bytes of files however they may be written down."""

from __future__ import annotations

import base64
import gzip
import re
import secrets
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_RUN = re.compile(rb"[A-Za-z0-9+/]{14,}")
_WIDE_RUN = re.compile(rb"(?:[A-Za-z]\x00){13,}[A-Za-z]?")
_MOST_PACKED = 1 << 20
_LETTERS = "bcdfghjklmnpqrstvwxz"  # no vowels: no word of any language, no name


def canaries(number: int) -> list[str]:
    """So many different strings of 14 letters, each beginning with `zq`."""
    found: set[str] = set()
    while len(found) < number:
        found.add("zq" + "".join(secrets.choice(_LETTERS) for _ in range(12)))
    return sorted(found)


def ways_to_write(word: str) -> set[bytes]:
    """The letters and digits that give a word away; it has only ASCII letters, so JSON and URLs write it as it is."""
    plain = word.encode()
    ways = {plain, plain.upper(), plain.hex().encode(), plain.hex().upper().encode()}
    for shift in range(3):  # base64 writes the same bytes in three ways, by where they begin
        padded = base64.b64encode(b"\0" * shift + plain)
        ways.add(padded[(0, 2, 3)[shift] : -4])
    return ways


def found_in(folders: Iterable[Path], words: Iterable[str], but_not: Iterable[Path] = ()) -> dict[str, list[str]]:
    """Word → names of the files whose bytes, or whose unpacked bytes, hold it."""
    ways = {way: word for word in words for way in ways_to_write(word)}
    hits: dict[str, list[str]] = {}
    for path in files_of(folders):
        if path in set(but_not):
            continue
        data = path.read_bytes()
        for view in (data, *_unpacked(data)):
            for word in _found(view, ways):
                hits.setdefault(word, []).append(path.name)
    return hits


def _found(view: bytes, ways: dict[bytes, str]) -> set[str]:
    """The words among runs of letters and digits, and among runs with a zero byte after each letter (UTF-16)."""
    lengths = {len(way) for way in ways}
    runs = [match[0] for match in _RUN.finditer(view)] + [match[0][::2] for match in _WIDE_RUN.finditer(view)]
    pieces = (run[at : at + length] for run in runs for length in lengths for at in range(len(run) - length + 1))
    return {ways[piece] for piece in pieces if piece in ways}


def files_of(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file below the folders; links are not followed."""
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What was packed with gzip or zlib anywhere in the bytes."""
    for match in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data):
        unpacker = zlib.decompressobj(wbits=47)
        try:
            yield unpacker.decompress(memoryview(data)[match.start() : match.start() + _MOST_PACKED], 1 << 24)
        except zlib.error:
            continue


def packed(word: str) -> bytes:
    """A word as it looks in a packed log."""
    return gzip.compress(f"a line with {word} in it\n".encode())
