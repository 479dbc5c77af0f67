"""Keeps the embeddings of training sentences between trainings, since computing them is most of the time.

Those of the examples that came with the adapter come with it too, in a quarter of the size: `packed.safetensors` beside
it, made by `./run python -m bot.nlu.embedding_cache` after the adapter was learnt. What is not in it is computed.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Sequence

import numpy as np
from safetensors.numpy import load_file, save_file

from bot.nlu.encoder import DIMENSIONS, Array, Encoder

PACKED = Path(__file__).with_name("packed.safetensors")
#: Bytes of a sentence's digest in the packed file: among a hundred thousand sentences two alike are one in a billion.
_DIGEST = 8
#: The largest number of a vector becomes this, as one byte.
_LARGEST = 127.0


class EmbeddingCache:
    """Embeddings by sentence and encoder in one file, and packed ones in another; without a folder only those.

    What a damaged file held is computed again.
    """

    def __init__(self, folder: Path | None, packed: Path = PACKED) -> None:
        self._file = folder / "embeddings.safetensors" if folder else None
        self._packed = packed

    def encode(self, texts: Sequence[str], encoder: Encoder) -> Array:
        """Embeddings of shape (number of texts, 384); only sentences not seen before are computed."""
        known = self._read()
        keys = [_key(text, encoder) for text in texts]
        missing = {key: text for key, text in zip(keys, texts) if key not in known}
        if missing:
            unpacked = _unpacked(self._packed)
            known |= {key: unpacked[key[: 2 * _DIGEST]] for key in missing if key[: 2 * _DIGEST] in unpacked}
            left = [key for key in missing if key not in known]
            known |= dict(zip(left, encoder.encode([missing[key] for key in left])))
            self._write({key: known[key] for key in set(keys)})
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, DIMENSIONS), np.float32)

    def _read(self) -> dict[str, Array]:
        if self._file is None or not self._file.is_file():
            return {}
        try:
            stored = load_file(str(self._file))
            keys = stored["keys"].tobytes().decode().split()
            return dict(zip(keys, stored["vectors"]))
        except Exception:  # noqa: BLE001  (whatever is wrong with the file, it can be made again)
            return {}

    def _write(self, vectors: dict[str, Array]) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(" ".join(vectors).encode(), dtype=np.uint8)
        temporary = self._file.with_suffix(".new")
        save_file({"keys": keys, "vectors": np.stack(list(vectors.values()))}, str(temporary))
        temporary.replace(self._file)


def pack(texts: Sequence[str], encoder: Encoder, file: Path = PACKED) -> None:
    """Write the embeddings of some sentences with one byte a number: cosines change by less than a thousandth."""
    keys = sorted({_key(text, encoder): text for text in texts}.items())
    vectors = encoder.encode([text for _, text in keys])
    sizes = np.abs(vectors).max(axis=1, keepdims=True) / np.float32(_LARGEST)
    digests = np.frombuffer(b"".join(bytes.fromhex(key)[:_DIGEST] for key, _ in keys), np.uint8)
    save_file(
        {
            "digests": digests.reshape(-1, _DIGEST),
            "numbers": np.rint(vectors / sizes).astype(np.int8),
            "sizes": sizes.astype(np.float32),
        },
        str(file),
    )


def _unpacked(file: Path) -> dict[str, Array]:
    """Unit vectors by the beginning of their key; none when there is no such file, or a damaged one."""
    if not file.is_file():
        return {}
    try:
        stored = load_file(str(file))
        vectors = stored["numbers"].astype(np.float32) * stored["sizes"]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return {digest.tobytes().hex(): vector for digest, vector in zip(stored["digests"], vectors)}
    except Exception:  # noqa: BLE001  (whatever is wrong with the file, its embeddings can be computed)
        return {}


def _key(text: str, encoder: Encoder) -> str:
    return hashlib.sha1((encoder.mark + text).encode(), usedforsecurity=False).hexdigest()


def main() -> int:
    """Pack the embeddings of every example there is."""
    from bot.engine.engine import quiet_rasa

    quiet_rasa()
    from bot.nlu.adapter import PACKAGED, Adapter
    from bot.nlu.encoder import packaged_weights
    from bot.nlu.importer import every_text

    pack(every_text(), Encoder(packaged_weights(), Adapter(PACKAGED)))
    print(f"{PACKED.name}: {PACKED.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
