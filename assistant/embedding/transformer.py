"""A BERT encoder in NumPy: vectors of words in, a state for each of them out.

All texts go through each weight at once, one behind the other; only attention looks at each alone, so that
nothing is padded and a text's states do not depend on what it is read together with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.embedding.model_file import Floats

_ROOT_HALF = np.float32(0.7071067811865476)
_ROWS = 32  # a fifth of a megabyte for each of what lies between

Norm = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of one layer, transposed for ``x @ w``."""

    attend: Floats
    attend_bias: Floats
    out: Floats
    out_bias: Floats
    out_norm: tuple[Floats, Floats]
    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    outer_norm: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Transformer:
    """Layers, and the normalisation in front of them. Safe to share between threads."""

    first_norm: Norm
    layers: tuple[Layer, ...]
    heads: int
    epsilon: float

    def states(self, x: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
        """States of the last layer, shape of ``x``: (tokens of all texts, width), which is overwritten.

        ``spans`` are (start, end) of each text in it."""
        x = self._normalised(x, self.first_norm)
        for layer in self.layers:
            projected = x @ layer.attend
            projected += layer.attend_bias
            attended = self._attention(projected, spans) @ layer.out
            attended += layer.out_bias
            x += attended
            x = self._normalised(x, layer.out_norm)
            inner = x @ layer.inner
            inner += layer.inner_bias
            outer = gelu(inner) @ layer.outer
            outer += layer.outer_bias
            x += outer
            x = self._normalised(x, layer.outer_norm)
        return x

    def _attention(self, projected: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
        width, heads = projected.shape[1] // 3, self.heads
        scale = np.float32((width // heads) ** -0.5)
        out = np.empty((len(projected), width), dtype=np.float32)
        for start, end in spans:
            each = projected[start:end].reshape(end - start, 3, heads, width // heads)
            query, key, value = each.transpose(1, 2, 0, 3)
            odds = np.matmul(query, key.transpose(0, 2, 1)) * scale
            odds -= odds.max(axis=2, keepdims=True)
            np.exp(odds, out=odds)
            odds /= odds.sum(axis=2, keepdims=True)
            out[start:end] = np.matmul(odds, value).transpose(1, 0, 2).reshape(end - start, width)
        return out

    def _normalised(self, x: Floats, norm: Norm) -> Floats:
        x -= x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=1, keepdims=True) + np.float32(self.epsilon))
        x *= norm[0]
        x += norm[1]
        return x


def gelu(x: Floats) -> Floats:
    """x * Phi(x), with erf by Abramowitz & Stegun 1964, 7.1.26 (error below 1.5e-7). Overwrites ``x``, which is
    returned: some rows at a time, so that what lies between stays in the processor's cache."""
    spare = np.empty((3, min(_ROWS, len(x)), x.shape[1]), dtype=np.float32)
    for start in range(0, len(x), _ROWS):
        rows = x[start : start + _ROWS]
        z, t, tail = spare[:, : len(rows)]
        np.abs(rows, out=z)
        z *= _ROOT_HALF
        np.multiply(z, np.float32(0.3275911), out=t)
        t += 1
        np.reciprocal(t, out=t)
        np.multiply(t, np.float32(1.061405429), out=tail)
        for term in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
            tail += np.float32(term)
            tail *= t
        np.square(z, out=z)
        np.negative(z, out=z)
        np.exp(z, out=z)
        tail *= z
        np.subtract(1, tail, out=tail)
        np.copysign(tail, rows, out=tail)
        tail += 1
        tail *= rows
        np.multiply(tail, np.float32(0.5), out=rows)
    return x
