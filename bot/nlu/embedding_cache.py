"""Keeps the embeddings of training sentences between trainings, since computing them is most of the time."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Sequence

import numpy as np
from safetensors.numpy import load_file, save_file

from bot.nlu.encoder import DIMENSIONS, Array, Encoder


class EmbeddingCache:
    """Embeddings by sentence and encoder in one file; without a folder none. A damaged file is made anew."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "embeddings.safetensors" if folder else None

    def encode(self, texts: Sequence[str], encoder: Encoder) -> Array:
        """Embeddings of shape (number of texts, 384); only sentences not seen before are computed."""
        known = self._read()
        keys = [hashlib.sha1((encoder.mark + text).encode(), usedforsecurity=False).hexdigest() for text in texts]
        missing = list({key: text for key, text in zip(keys, texts) if key not in known}.items())
        if missing:
            for (key, _), vector in zip(missing, encoder.encode([text for _, text in missing])):
                known[key] = vector
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
