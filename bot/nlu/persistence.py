"""Saves and loads fitted scikit-learn objects without pickle.

skops refuses types that were not named: a tampered model file cannot run code when it is loaded.
"""

from __future__ import annotations

from typing import Any

import skops.io
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

_FILE = "fitted.skops"
_TRUSTED = ("numpy.dtype", "scipy.sparse._csr.csr_matrix")


def save(storage: ModelStorage, resource: Resource, fitted: Any) -> None:
    """Write a fitted object, or a dict or list of them, into the model."""
    with storage.write_to(resource) as folder:
        skops.io.dump(fitted, folder / _FILE)


def load(storage: ModelStorage, resource: Resource) -> Any:
    """Read what `save` wrote."""
    with storage.read_from(resource) as folder:
        return skops.io.load(folder / _FILE, trusted=list(_TRUSTED))
