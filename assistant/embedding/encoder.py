"""multilingual-e5-small: text -> one vector a token, in the context of the whole text.

A BERT encoder (12 layers, 384 wide) over a SentencePiece unigram tokenizer; the mean of a text's
token vectors is its embedding. Twice as fast on one core as the C code that comes with the weights
(1,912 against 901 tokens a second, ``benchmarks/speed.py``), and no text can overflow it.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer, models, pre_tokenizers

from assistant.embedding.loading import loaded_once
from assistant.embedding.model_file import Floats, ModelFile, installed, rows_of
from assistant.embedding.transformer import Layer, Transformer, rounded

META = "\u2581"  # what SentencePiece writes for a space
_SPACES = re.compile(" {2,}")

Ids = NDArray[np.int64]


class Encoder:
    """Tokenizer and network. Safe to share between threads; each call runs on one core."""

    def __init__(self, file: ModelFile) -> None:
        # Threads of BLAS spin while they wait: callers run several texts side by side instead.
        threadpool_limits(1, "blas")
        self.shape = file.shape
        self._begin, self._end = file.begin, file.end
        self._normalisation = file.normalisation
        self._tokenizer = Tokenizer(models.Unigram(file.pieces, file.unknown, False))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(META, prepend_scheme="always")
        self._words = file.words()
        width = self.shape.width
        self._places = file.floats("emb.pos").reshape(-1, width) + file.floats("emb.type")[:width]
        self._transformer = Transformer(
            (file.floats("emb.ln.w"), file.floats("emb.ln.b")),
            tuple(_layer(file, number) for number in range(self.shape.layers)),
            self.shape.epsilon,
        )
        self.window = self.shape.positions - 2  # tokens of a text that are read at once

    @property
    def bounds(self) -> tuple[int, int]:
        """The tokens that begin and end a text."""
        return self._begin, self._end

    def word_vectors(self, ids: Ids) -> Floats:
        """Rows of the word table, shape (len(ids), 384)."""
        return rows_of(self._words, ids)

    def tokenize(self, text: str) -> tuple[Ids, list[str]]:
        """A text's token ids, shape (n,), and the pieces they stand for."""
        text = _SPACES.sub(" ", text.translate(self._normalisation))
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return np.array(encoding.ids, dtype=np.int64), encoding.tokens

    def encode(self, text: Ids) -> tuple[Floats, Floats]:
        """(embedding, token vectors) of a tokenized text, shapes (384,) of length 1 and (n, 384).

        A text of more than 510 tokens is read in windows; its embedding is their mean, weighted by
        their tokens.
        """
        total = np.zeros(self.shape.width, dtype=np.float32)
        tokens: list[Floats] = []
        for start in range(0, max(1, len(text)), self.window):
            window = text[start : start + self.window]
            states = self._forward(window)
            total += states.mean(axis=0) * max(1, len(window))
            tokens.append(states[1:-1])
        return total / max(np.linalg.norm(total), np.float32(1e-9)), np.concatenate(tokens)

    def _forward(self, window: Ids) -> Floats:
        """States of the last layer, a row a token."""
        ids = np.concatenate([[self._begin], window, [self._end]])
        return self._transformer.states(rows_of(self._words, ids) + self._places[: len(ids)])


def _layer(file: ModelFile, number: int) -> Layer:
    width, inner = file.shape.width, file.shape.inner

    def turned(name: str, rows: int, columns: int) -> Floats:
        return file.matrix(f"l{number}.{name}.w", rows, columns).T

    def bias(name: str) -> Floats:
        return file.floats(f"l{number}.{name}.b")

    def norm(name: str) -> tuple[Floats, Floats]:
        return file.floats(f"l{number}.{name}.w"), file.floats(f"l{number}.{name}.b")

    return Layer(
        attend=rounded(
            np.concatenate([turned(name, width, width) for name in "qkv"], axis=1),
            np.concatenate([bias(name) for name in "qkv"]),
        ),
        out=rounded(turned("ao", width, width), bias("ao")),
        out_norm=norm("aln"),
        inner=rounded(turned("fi", inner, width), bias("fi")),
        outer=rounded(turned("fo", width, inner), bias("fo")),
        outer_norm=norm("oln"),
    )


def encoder() -> Encoder:
    """The process-wide encoder; takes about a second the first time."""
    return _of_file("")


@loaded_once
def _of_file(_: str) -> Encoder:
    return Encoder(ModelFile(installed()))
