from __future__ import annotations

import pytest

from bot.records.sealing import SealBroken, Sealer, new_key

SECRET = b"she told the night guard where her sister lives"


@pytest.fixture
def sealer():
    return Sealer(new_key())


def test_what_was_sealed_comes_back_in_its_own_place(sealer):
    assert sealer.open("note.text", "7", sealer.seal("note.text", "7", SECRET)) == SECRET


def test_nothing_readable_is_left_and_equal_words_look_different_each_time(sealer):
    first, second = (sealer.seal("note.text", "7", SECRET) for _ in range(2))
    assert first != second and SECRET not in first and b"note" not in first
    assert len(first) == len(SECRET) + 29


@pytest.mark.parametrize(
    ("purpose", "row"), [("note.title", "7"), ("case.text", "7"), ("note.text", "8"), ("note.tex", "t:7"), ("", "")]
)
def test_a_value_moved_to_another_table_column_or_row_does_not_open(sealer, purpose, row):
    with pytest.raises(SealBroken):
        sealer.open(purpose, row, sealer.seal("note.text", "7", SECRET))


def test_whichever_bit_is_flipped_it_is_found(sealer):
    sealed, opened = sealer.seal("note.text", "7", SECRET), 0
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            sealer.open("note.text", "7", bytes(changed))
            opened += 1
        except SealBroken as error:
            assert "sister" not in str(error)
    assert opened == 0


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28])
def test_what_was_cut_short_does_not_open(sealer, length):
    with pytest.raises(SealBroken):
        sealer.open("note.text", "7", sealer.seal("note.text", "7", SECRET)[:length])


def test_another_key_does_not_open_it(sealer):
    with pytest.raises(SealBroken):
        Sealer(new_key()).open("note.text", "7", sealer.seal("note.text", "7", SECRET))


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(b"short")


def test_json_keeps_every_script_and_emoji(sealer):
    value = {"said": "“она плачет” 👨‍👩‍👧", "cues": [1, None, 0.5, "\ud83d"]}
    assert sealer.open_json("case.data", "1", sealer.seal_json("case.data", "1", value)) == value
