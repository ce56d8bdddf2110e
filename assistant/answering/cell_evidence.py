"""A row of a table that answers a question, and which of its cells do."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.candidates import Candidate


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """A row that answers, and which of its cells do; all of them where the question names no column."""

    candidate: Candidate
    cells: tuple[int, ...]
    score: float
