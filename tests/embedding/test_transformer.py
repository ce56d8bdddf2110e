"""The layers: what integers cost them, what a small processor does, and what their graphs are made by."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.embedding import transformer as module
from assistant.embedding.transformer import Layer, Matrix, Transformer, gelu, rounded

Floats = np.ndarray
WIDTH, INNER, HEADS = 384, 1536, 12


@pytest.fixture(scope="module")
def layers() -> list[Layer]:
    chance = np.random.default_rng(3)

    def matrix(inputs: int, outputs: int) -> Matrix:
        weights = chance.normal(0, inputs**-0.5, (inputs, outputs)).astype(np.float32)
        return rounded(weights, chance.normal(0, 0.1, outputs).astype(np.float32))

    def norm() -> tuple[Floats, Floats]:
        return (
            chance.normal(1, 0.1, WIDTH).astype(np.float32),
            chance.normal(0, 0.1, WIDTH).astype(np.float32),
        )

    return [
        Layer(
            attend=matrix(WIDTH, 3 * WIDTH),
            out=matrix(WIDTH, WIDTH),
            out_norm=norm(),
            inner=matrix(WIDTH, INNER),
            outer=matrix(INNER, WIDTH),
            outer_norm=norm(),
        )
        for _ in range(3)
    ]


FIRST = (np.ones(WIDTH, dtype=np.float32), np.zeros(WIDTH, dtype=np.float32))


def text(tokens: int) -> Floats:
    return np.random.default_rng(tokens).normal(size=(tokens, WIDTH)).astype(np.float32)


def in_floats(layers: list[Layer], x: Floats) -> Floats:
    """The same in plain 64-bit floats, as BERT is described (Devlin et al. 2019)."""

    def normalised(x: Floats, norm: tuple[Floats, Floats]) -> Floats:
        x = x - x.mean(axis=1, keepdims=True)
        return x / np.sqrt(np.square(x).mean(axis=1, keepdims=True) + 1e-12) * norm[0] + norm[1]

    def times(x: Floats, matrix: Matrix) -> Floats:
        return x @ (matrix.integers * matrix.scales.astype(np.float64)) + matrix.bias

    x = normalised(x.astype(np.float64), FIRST)
    for layer in layers:
        parts = times(x, layer.attend).reshape(len(x), 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.transpose(1, 2, 0, 3)
        odds = np.exp(query @ key.transpose(0, 2, 1) * (WIDTH // HEADS) ** -0.5)
        odds /= odds.sum(axis=2, keepdims=True)
        attended = (odds @ value).transpose(1, 0, 2).reshape(len(x), WIDTH)
        x = normalised(x + times(attended, layer.out), layer.out_norm)
        x = normalised(x + times(gelu(times(x, layer.inner)), layer.outer), layer.outer_norm)
    return x


def likeness(a: Floats, b: Floats) -> Floats:
    """Cosines, row by row."""
    return (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)


@pytest.mark.parametrize("tokens", [1, 2, 37, 512])
def test_integers_say_what_floats_say(layers: list[Layer], tokens: int) -> None:
    found = Transformer(FIRST, layers, 1e-12).states(text(tokens))
    assert found.shape == (tokens, WIDTH)
    assert likeness(found, in_floats(layers, text(tokens))).min() > 0.999


def test_layers_that_run_in_one_go_say_to_the_bit_what_they_say_one_by_one(
    layers: list[Layer], monkeypatch: pytest.MonkeyPatch
) -> None:
    many = (layers * 5)[: module._TOGETHER + 2]
    together = Transformer(FIRST, many, 1e-12)
    assert len(together._runs) == 3  # twelve, one, one
    monkeypatch.setattr(module, "_TOGETHER", len(many) + 1)
    alone = Transformer(FIRST, many, 1e-12)
    assert len(alone._runs) == len(many)
    assert np.array_equal(together.states(text(37)), alone.states(text(37)))


def test_what_comes_in_is_left_as_it_is(layers: list[Layer]) -> None:
    x = text(5)
    Transformer(FIRST, layers, 1e-12).states(x)
    assert np.array_equal(x, text(5))


def test_a_processor_that_sums_in_16_bits_gets_seven_bits_of_each_token(
    layers: list[Layer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_steps", lambda: 63)
    found = Transformer(FIRST, layers, 1e-12).states(text(37))
    assert likeness(found, in_floats(layers, text(37))).min() > 0.995
    most = module._tensors(layers)
    assert most["zero"].item() + 63 <= 127  # two of these times 127 still fit in 16 bits


@pytest.mark.parametrize(("lost", "steps"), [(0, 127), (1, 63)])
def test_whether_sums_are_exact_is_tried(
    lost: int, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = 255 * 127 * 64
    monkeypatch.setattr(module, "_Graph", lambda *_: lambda _: np.full((1, 16), whole - lost))
    module._steps.cache_clear()
    try:
        assert module._steps() == steps
    finally:
        module._steps.cache_clear()


def test_a_matrix_is_rounded_to_half_a_step() -> None:
    weights = np.random.default_rng(1).normal(size=(40, 7)).astype(np.float32)
    weights[:, 3] = 0
    made = rounded(weights, np.zeros(7, dtype=np.float32))
    assert np.abs(made.integers).max() == 127
    assert (np.abs(made.integers * made.scales - weights) <= made.scales * 0.5001).all()
