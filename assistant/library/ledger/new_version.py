"""What an ingest hands to the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import TokenSigns
from assistant.records import Passage, Reading


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
