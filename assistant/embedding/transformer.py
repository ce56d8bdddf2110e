"""A BERT encoder in 8-bit integers on onnxruntime: vectors of words in, a state for each of them out.

Matrices are integers with a scale for each output, and what goes into one becomes integers, too, with a scale for
each token; their products are summed exactly. Each text goes through alone: nothing is padded, and a text's states
do not depend on what it is read together with. ``layer.onnx`` is one layer without weights, ``layers.onnx`` are
twelve, ``widest.onnx`` is one product of the largest integers; ``training/graphs.py`` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from assistant.embedding.model_file import Floats

_HERE = Path(__file__).parent
_ROOT_HALF = np.float32(0.7071067811865476)
_TOGETHER = 12  # layers of ``layers.onnx``: as many as the networks that ship have
_DEPTH = 64  # integers that ``widest.onnx`` multiplies and sums

Norm = tuple[Floats, Floats]
Tensors = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Weights for ``x @ w + bias``: ``integers * scales``, shapes (inputs, outputs), (outputs,) and (outputs,)."""

    integers: NDArray[np.int8]
    scales: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of one layer; ``attend`` makes queries, keys and values, in this order."""

    attend: Matrix
    out: Matrix
    out_norm: Norm
    inner: Matrix
    outer: Matrix
    outer_norm: Norm


def rounded(weights: Floats, bias: Floats) -> Matrix:
    """A matrix of floats, shape (inputs, outputs), to the nearest of 255 steps for each output."""
    scales = np.maximum(np.abs(weights).max(axis=0), np.float32(1e-8)) / np.float32(127)
    return Matrix(np.rint(weights / scales).astype(np.int8), scales, bias)


class Transformer:
    """Layers, and the normalisation in front of them. Safe to share between threads; a call runs on one core."""

    def __init__(self, first_norm: Norm, layers: Sequence[Layer], epsilon: float) -> None:
        self._first_norm, self._epsilon = first_norm, np.float32(epsilon)
        self._runs = _runs(layers)

    def states(self, x: Floats) -> Floats:
        """States of the last layer for one text, shape of ``x``: (tokens, width)."""
        weight, bias = self._first_norm
        x = x - x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=1, keepdims=True) + self._epsilon)
        x = x * weight + bias
        for run in self._runs:
            x = run(x)
        return x


def _runs(layers: Sequence[Layer]) -> list[_Graph]:
    """The layers in as few graphs as they make.

    Coming back from one takes Python's lock, which a busy thread gives up every 5 ms: beside one, a text of 185
    tokens took 84 ms layer by layer and takes 27 in one go (20 alone, either way; two cores)."""
    whole = len(layers) - len(layers) % _TOGETHER
    cuts = [*range(0, whole, _TOGETHER), *range(whole, len(layers)), len(layers)]
    return [
        _Graph(_graph(end - start), _tensors(layers[start:end])) for start, end in pairwise(cuts)
    ]


def _graph(count: int) -> bytes:
    return (_HERE / ("layers.onnx" if count == _TOGETHER else "layer.onnx")).read_bytes()


class _Graph:
    """A stored graph with its weights: the one place that knows onnxruntime."""

    def __init__(self, graph: bytes, tensors: Tensors) -> None:
        options = onnxruntime.SessionOptions()
        # Threads that wait for each other spin: callers run several texts side by side instead.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        _once()
        # What is computed in between takes the same memory for all layers.
        options.add_session_config_entry("session.use_env_allocators", "1")
        # The session reads the weights where they are, so they have to live as long as it.
        self._tensors = {
            name: onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(values))
            for name, values in tensors.items()
        }
        options.add_external_initializers(list(self._tensors), list(self._tensors.values()))
        self._session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, x: NDArray[np.generic]) -> Floats:
        found: Floats = self._session.run(None, {"x": x})[0]
        return found


@lru_cache(maxsize=1)
def _once() -> None:
    """Of the whole process: it reports to nobody, and all sessions take their memory from one place."""
    onnxruntime.disable_telemetry_events()
    memory = onnxruntime.OrtMemoryInfo(
        "Cpu",
        onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR,
        0,
        onnxruntime.OrtMemType.DEFAULT,
    )
    onnxruntime.create_and_register_allocator(memory, None)


@lru_cache(maxsize=1)
def _steps() -> int:
    """How many steps on either side of zero the processor can take without losing any of a sum.

    Some add two products in 16 bits, where the largest do not fit: those get seven bits of each token instead of
    eight, and their sums are exact as well."""
    widest = _Graph((_HERE / "widest.onnx").read_bytes(), {})
    sums = widest(np.full((1, _DEPTH), 255, dtype=np.uint8))
    return 127 if (sums == 255 * 127 * _DEPTH).all() else 63


def _tensors(layers: Sequence[Layer]) -> Tensors:
    """The weights by their names in the graph of so many layers."""
    steps = _steps()
    tensors: dict[str, NDArray[np.generic]] = {
        "step": np.array([1 / steps], dtype=np.float32),
        "zero": np.array([steps + 1], dtype=np.uint8),
    }
    for number, layer in enumerate(layers):
        tensors |= {f"{number}.{name}": values for name, values in _of_layer(layer).items()}
    return tensors


def _of_layer(layer: Layer) -> dict[str, NDArray[np.generic]]:
    tensors: dict[str, NDArray[np.generic]] = {"attend.bias": layer.attend.bias}
    thirds = zip(
        ("query", "key", "value"),
        np.split(layer.attend.integers, 3, axis=1),
        np.split(layer.attend.scales, 3),
        strict=True,
    )
    for name, integers, scales in thirds:
        tensors |= {f"{name}.integers": integers, f"{name}.scales": scales}
    for name, matrix in (("out", layer.out), ("inner", layer.inner), ("outer", layer.outer)):
        tensors |= {
            f"{name}.integers": matrix.integers,
            f"{name}.scales": matrix.scales,
            f"{name}.bias": matrix.bias,
        }
    for name, (weight, bias) in (("out_norm", layer.out_norm), ("outer_norm", layer.outer_norm)):
        tensors |= {f"{name}.weight": weight, f"{name}.bias": bias}
    return tensors


def gelu(x: Floats) -> Floats:
    """x * Phi(x), with erf by Abramowitz & Stegun 1964, 7.1.26 (error below 1.5e-7)."""
    z = np.abs(x) * _ROOT_HALF
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.float32(1.061405429) * t
    for term in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail = (tail + np.float32(term)) * t
    erf = np.copysign(1 - tail * np.exp(-np.square(z)), x)
    found: Floats = x * (1 + erf) * np.float32(0.5)
    return found
