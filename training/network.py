"""The reader's network: e5-small's first layers read a text beside a passage, heads judge its sentences.

The input is ``<s> text </s></s> passage </s>``; an embedding of its own says to which of the two a token
belongs. A sentence of the passage is the mean of its tokens' states, read beside the mean of the text's
tokens and the state of ``<s>``. Three heads share the encoder:

    answers   (sentences,)     logit: this sentence answers the question
    passage   ()               logit: the passage answers the question
    entails   (sentences, 3)   logits: this sentence supports, contradicts, or does neither to the claim

The word table is the embedder's and is not trained: it ships already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from assistant.embedding.model_file import ModelFile

SUPPORTS, CONTRADICTS, NEITHER = range(3)


class Dropout(nn.Module):
    """Dropout whose chances are bytes: torch's own Bernoulli numbers take a tenth of a step on a processor."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._under = round(share * 256)
        self._bytes = np.random.default_rng(int(torch.randint(2**31, ())))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self._under:
            return x
        drawn = torch.frombuffer(bytearray(self._bytes.bytes(x.numel())), dtype=torch.uint8)
        kept = (drawn >= self._under).to(x.dtype) * (256 / (256 - self._under))
        return x * kept.view(x.shape)


class Layer(nn.Module):
    """One layer of BERT, normalised after each half."""

    def __init__(self, file: ModelFile, number: int, dropout: float) -> None:
        super().__init__()
        shape = file.shape
        width, self.heads = shape.width, shape.heads
        self.attend = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.out_norm = nn.LayerNorm(width, shape.epsilon)
        self.inner = nn.Linear(width, shape.inner)
        self.outer = nn.Linear(shape.inner, width)
        self.outer_norm = nn.LayerNorm(width, shape.epsilon)
        self.drop = Dropout(dropout)
        self._load(file, f"l{number}", width, shape.inner)

    @torch.no_grad()
    def _load(self, file: ModelFile, name: str, width: int, inner: int) -> None:
        def matrix(of: str, rows: int, columns: int) -> Tensor:
            return torch.from_numpy(
                np.ascontiguousarray(file.matrix(f"{name}.{of}.w", rows, columns))
            )

        def floats(of: str) -> Tensor:
            return torch.from_numpy(file.floats(f"{name}.{of}"))

        self.attend.weight.copy_(torch.cat([matrix(part, width, width) for part in "qkv"]))
        self.attend.bias.copy_(torch.cat([floats(f"{part}.b") for part in "qkv"]))
        for linear, of, rows, columns in (
            (self.out, "ao", width, width),
            (self.inner, "fi", inner, width),
            (self.outer, "fo", width, inner),
        ):
            linear.weight.copy_(matrix(of, rows, columns))
            linear.bias.copy_(floats(f"{of}.b"))
        for norm, of in ((self.out_norm, "aln"), (self.outer_norm, "oln")):
            norm.weight.copy_(floats(f"{of}.w"))
            norm.bias.copy_(floats(f"{of}.b"))

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        split = self.attend(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        # Written out: torch's own fused attention takes half as long again to train on a processor.
        # Autocast would have the softmax in 32 bits, which is a tenth of a step for nothing.
        with torch.autocast("cpu", enabled=False):
            scores = query * (width // self.heads) ** -0.5 @ key.transpose(-1, -2)
            if mask is not None:
                scores = scores + mask.logical_not().to(scores.dtype) * -1e4
            attended = scores.softmax(-1) @ value
        attended = self.out(attended.transpose(1, 2).reshape(batch, length, width))
        x = self.out_norm(x + self.drop(attended))
        return self.outer_norm(x + self.drop(self.outer(F.gelu(self.inner(x)))))


@dataclass(frozen=True, slots=True)
class Batch:
    """Shapes: words (b, t, 384), sides (b, t), mask (b, t), text (b, t), sentences (b, s, t).

    ``text`` and each row of ``sentences`` are weights over tokens that sum to 1 (0 for padding)."""

    words: Tensor
    sides: Tensor
    mask: Tensor
    text: Tensor
    sentences: Tensor


class Reader(nn.Module):
    """The encoder with its three heads. ``dropout`` is for training alone."""

    def __init__(
        self, file: ModelFile, layers: Sequence[int], dropout: float = 0.0, hidden: int = 256
    ) -> None:
        super().__init__()
        width = file.shape.width
        places = file.floats("emb.pos").reshape(-1, width) + file.floats("emb.type")[:width]
        self.places = nn.Parameter(torch.from_numpy(places.astype(np.float32)))
        self.sides = nn.Parameter(torch.zeros(2, width))
        self.norm = nn.LayerNorm(width, file.shape.epsilon)
        with torch.no_grad():
            self.norm.weight.copy_(torch.from_numpy(file.floats("emb.ln.w")))
            self.norm.bias.copy_(torch.from_numpy(file.floats("emb.ln.b")))
        self.layers = nn.ModuleList(Layer(file, number, dropout) for number in layers)
        self.drop = Dropout(dropout)
        self.answers = _head(5 * width, hidden, 1)
        self.entails = _head(5 * width, hidden, 3)
        self.passage = _head(5 * width, hidden, 1)

    def states(self, batch: Batch) -> Tensor:
        """States of the last layer, shape (b, t, 384)."""
        x = self.norm(batch.words + self.places[: batch.words.shape[1]] + self.sides[batch.sides])
        x = self.drop(x)
        mask = None if bool(batch.mask.all()) else batch.mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """(answers (b, s), passage (b,), entails (b, s, 3))."""
        states = self.states(batch)
        first = states[:, 0]
        text = (batch.text.unsqueeze(1) @ states).squeeze(1)
        sentences = batch.sentences @ states
        beside = text.unsqueeze(1).expand(-1, sentences.shape[1], -1)
        before = first.unsqueeze(1).expand_as(beside)
        apart = (beside - sentences).abs()
        pair = self.drop(torch.cat([before, beside, sentences, apart, beside * sentences], dim=2))
        answers = self.answers(pair).squeeze(2)
        missing = batch.sentences.sum(2) == 0
        share = answers.masked_fill(missing, -1e4).softmax(1)
        best = (share.unsqueeze(1) @ sentences).squeeze(1)
        whole = torch.cat([first, text, best, (text - best).abs(), text * best], dim=1)
        return answers, self.passage(whole).squeeze(1), self.entails(pair)


def _head(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, hidden), nn.GELU(), nn.Linear(hidden, outputs))
