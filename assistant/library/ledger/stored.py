"""What goes into the ledger and what comes out of it, where the records that travel are not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import TokenSigns
from assistant.records import Passage, Reading


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the vectors of its sentences, shape (sentences, dimension), and its tokens."""

    passage: Passage
    sentences: NDArray[np.float32]
    tokens: TokenSigns


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it looked when it was last taken in; ``touched`` is 0 where that is not known."""

    path: str
    name: str
    version: str | None
    size: int
    modified: int
    status: str
    reason: str
    sha256: str
    described: dict[str, str] = field(default_factory=dict)
    container: str = ""
    touched: int = 0


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document's own row: ``head`` is its newest version, ``overrides`` a person's word on it."""

    id: str
    title: str
    head: str
    retired: str
    overrides: dict[str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that was fetched from a URL, with what its server said of that version of it."""

    url: str
    path: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class NewVersion:
    """Everything about one file that goes into the ledger in one transaction.

    ``vectors`` has a row a passage, ``sentence_vectors`` a matrix a passage with a row a sentence,
    ``tokens`` the signs of each passage's tokens, all made with the title ``context``. ``past`` says
    that the document's present version is newer than this one, ``view`` the SHA-256 of the PDF whose pages
    were read where that is not the file itself.
    """

    version: str
    file: str
    format: str
    suffix: str
    document: str | None
    reading: Reading
    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32]
    sentence_vectors: tuple[NDArray[np.float16], ...]
    tokens: tuple[TokenSigns, ...]
    context: str = ""
    found: Mapping[str, str] = field(default_factory=dict)
    past: bool = False
    origin: str = ""
    view: str = ""
