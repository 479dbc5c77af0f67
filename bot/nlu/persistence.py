"""Saves and loads what a component learnt: numbers, texts and arrays in one safetensors file.

Nothing in such a file can run when it is loaded, unlike a pickle; a tampered model gives wrong numbers at worst.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from safetensors import safe_open
from safetensors.numpy import save_file

_FILE = "learnt.safetensors"
#: Stands for an array in the readable part of the file; what follows is its name there.
_ARRAY = "array:"


def save(storage: ModelStorage, resource: Resource, learnt: dict[str, Any]) -> None:
    """Write a dict of arrays, texts, numbers, lists and dicts of these into the model. Raises TypeError for others."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    readable = json.dumps(_without_arrays(learnt, "", arrays))
    with storage.write_to(resource) as folder:
        save_file(arrays, str(folder / _FILE), metadata={"learnt": readable})


def load(storage: ModelStorage, resource: Resource) -> Any:
    """Read what `save` wrote."""
    with storage.read_from(resource) as folder, safe_open(str(folder / _FILE), framework="numpy") as file:
        return _with_arrays(json.loads(file.metadata()["learnt"]), file)


def _without_arrays(value: Any, name: str, arrays: dict[str, np.ndarray[Any, Any]]) -> Any:
    if isinstance(value, np.ndarray):
        arrays[name] = np.ascontiguousarray(value)
        return {_ARRAY: name}
    if isinstance(value, dict):
        return {key: _without_arrays(part, f"{name}/{key}", arrays) for key, part in value.items()}
    return value


def _with_arrays(value: Any, file: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if set(value) == {_ARRAY}:
        return file.get_tensor(value[_ARRAY])
    return {key: _with_arrays(part, file) for key, part in value.items()}
