"""The trained network: a text beside a passage -> what each of its sentences says to the text.

``training/network.py`` is the same in PyTorch, and tells the shapes. The file holds matrices as 8-bit integers
with a scale for each output (``training/export.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import encoder
from assistant.embedding.loading import loaded_once
from assistant.embedding.model_file import Floats
from assistant.embedding.transformer import Layer, Matrix, Norm, Transformer, gelu
from assistant.reader.pairs import Pair

SCALE = ".scale"


class Skill(StrEnum):
    """What a network was trained to read: they are trained apart, and each does better so."""

    QUESTIONS = "questions"
    CLAIMS = "claims"

    @property
    def file(self) -> Path:
        """Where its weights are, if they are there."""
        return Path(__file__).parent / f"{self}.npz"


Stored = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the network makes of a pair: logits, shapes (sentences,), () and (sentences, 3).

    The three are for supports, contradicts and neither. Sentences beyond the longest input are NaN."""

    answers: Floats
    passage: float
    entails: Floats


@dataclass(frozen=True, slots=True)
class Head:
    """Two matrices with a GELU in between."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    def __call__(self, x: Floats) -> Floats:
        return gelu(x @ self.inner + self.inner_bias) @ self.outer + self.outer_bias


class Network:
    """Encoder and heads. Safe to share between threads; each call runs on one core."""

    def __init__(self, stored: Stored) -> None:
        count = 1 + max(int(name.split(".")[1]) for name in stored if name.startswith("layers."))
        self._places, self._sides = _floats(stored, "places"), _floats(stored, "sides")
        self._transformer = Transformer(
            _norm(stored, "norm"),
            [_layer(stored, f"layers.{number}") for number in range(count)],
            encoder().shape.epsilon,
        )
        self._answers = _head(stored, "answers")
        self._passage = _head(stored, "passage")
        self._entails = _head(stored, "entails")

    def judge(self, pair: Pair) -> PairReading:
        """What it makes of a pair."""
        return self._marks_of(pair, self._states(pair))

    def _states(self, pair: Pair) -> Floats:
        x = encoder().word_vectors(pair.ids)
        x += self._places[: len(x)]
        x[: pair.passage] += self._sides[0]
        x[pair.passage :] += self._sides[1]
        return self._transformer.states(x)

    def _marks_of(self, pair: Pair, states: Floats) -> PairReading:
        first, text = states[0], _mean(states, pair.text)
        there = [place for place, (start, end) in enumerate(pair.sentences) if end > start]
        count = len(pair.sentences)
        answers = np.full(count, np.nan, dtype=np.float32)
        entails = np.full((count, 3), np.nan, dtype=np.float32)
        if not there:
            return PairReading(answers, float("-inf"), entails)
        sentences = np.stack([_mean(states, pair.sentences[place]) for place in there])
        features = _beside(first, text, sentences)
        answers[there] = self._answers(features)[:, 0]
        entails[there] = self._entails(features)
        share = np.exp(answers[there] - answers[there].max())
        best = (share / share.sum()) @ sentences
        passage = self._passage(_beside(first, text, best[None]))[0, 0]
        return PairReading(answers, float(passage), entails)


def _beside(first: Floats, text: Floats, sentences: Floats) -> Floats:
    count = len(sentences)
    parts = [np.broadcast_to(first, (count, len(first))), np.broadcast_to(text, (count, len(text)))]
    return np.concatenate([*parts, sentences, np.abs(text - sentences), text * sentences], axis=1)


def _mean(states: Floats, span: tuple[int, int]) -> Floats:
    """The mean of some states, zeros where there is none: an empty question is read, too."""
    start, end = span
    total: Floats = states[start:end].sum(axis=0) / max(1, end - start)
    return total


def _floats(stored: Stored, name: str) -> Floats:
    """A tensor as floats; a matrix of integers with its scales, (outputs, inputs), turned for ``x @ w``."""
    values = stored[name].astype(np.float32)
    if name + SCALE in stored:
        values *= stored[name + SCALE].astype(np.float32)[:, None]
        values = np.ascontiguousarray(values.T)
    return values


def _layer(stored: Stored, name: str) -> Layer:
    return Layer(
        attend=_matrix(stored, f"{name}.attend"),
        out=_matrix(stored, f"{name}.out"),
        out_norm=_norm(stored, f"{name}.out_norm"),
        inner=_matrix(stored, f"{name}.inner"),
        outer=_matrix(stored, f"{name}.outer"),
        outer_norm=_norm(stored, f"{name}.outer_norm"),
    )


def _matrix(stored: Stored, name: str) -> Matrix:
    weight = f"{name}.weight"
    return Matrix(
        stored[weight].astype(np.int8).T,
        _floats(stored, weight + SCALE),
        _floats(stored, f"{name}.bias"),
    )


def _norm(stored: Stored, name: str) -> Norm:
    return _floats(stored, f"{name}.weight"), _floats(stored, f"{name}.bias")


def _head(stored: Stored, name: str) -> Head:
    return Head(
        _floats(stored, f"{name}.0.weight"),
        _floats(stored, f"{name}.0.bias"),
        _floats(stored, f"{name}.2.weight"),
        _floats(stored, f"{name}.2.bias"),
    )


def load(file: Path) -> Network:
    """The network in a file."""
    with np.load(file) as stored:
        return Network(dict(stored))


@loaded_once
def network(skill: Skill) -> Network:
    """The process-wide network that ships."""
    return load(skill.file)
