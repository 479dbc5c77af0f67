"""What the encoder has learnt of shelters: a small change to each of its matrices, kept beside it.

The change is of low rank (Hu and others, "LoRA: Low-Rank Adaptation of Large Language Models", 2021): for a matrix of
shape (in, out) two thin ones of shape (in, rank) and (rank, out), whose product is added. That makes 2.7 MB for an
encoder of 87 MB. `bot/nlu/make_adapter.py` learns it from `data/nlu`; docs/decisions/0014 says why and what it brings.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load

Array = npt.NDArray[np.float32]

#: The one that comes with the program. It fits the packaged weights alone, which the encoder checks.
PACKAGED = Path(__file__).with_name("adapter.safetensors")


class Adapter:
    """The changes by name of the matrix, as the encoder's own file names it."""

    def __init__(self, path: Path) -> None:
        """Read a file that `make_adapter.py` wrote. Raises OSError when it is not there."""
        content = path.read_bytes()
        self._thin = load(content)
        self.mark = hashlib.sha256(content).hexdigest()[:16]

    def change(self, name: str) -> Array | None:
        """What is added to the matrix `name`, of shape (in, out); None when it stays as it is."""
        if f"{name}.a" not in self._thin:
            return None
        narrowing, widening = (self._thin[f"{name}.{part}"].astype(np.float32) for part in "ab")
        return np.asarray(narrowing @ widening, dtype=np.float32)
