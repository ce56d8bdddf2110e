"""Mean vectors that came with this program: working them out takes every process half a second and more.

``benchmarks/keep_means.py`` writes them. They are used with the model that they were made with alone.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.embedder import DEFAULT_MODEL

FILE = Path(__file__).with_name("means.npz")


def kept(name: str, sentences: tuple[str, ...]) -> NDArray[np.float32] | None:
    """The mean of this name, shape (384,); None where the kept ones are of another model or other sentences."""
    return _file().get(f"{name} {made_with(sentences)}")


def made_with(sentences: tuple[str, ...]) -> str:
    """What a mean depends on: the package that holds the weights, and the sentences."""
    try:
        model = version(DEFAULT_MODEL)
    except PackageNotFoundError:  # the weights are there otherwise: nobody knows which
        return ""
    return hashlib.sha256("\n".join((DEFAULT_MODEL, model, *sentences)).encode()).hexdigest()[:16]


@cache
def _file() -> dict[str, NDArray[np.float32]]:
    if not FILE.is_file():
        return {}
    with np.load(FILE) as stored:
        return {name: stored[name] for name in stored.files}
