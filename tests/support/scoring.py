"""Sets of questions with known answers: asked, and counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering import answer_question
from assistant.evaluation.run import ANSWERING
from assistant.library import Library
from assistant.records import Answer, Citation, Question


@dataclass(frozen=True)
class Asked:
    """A question of a set with the answer that the library gave."""

    expected: dict[str, Any]
    answer: Answer

    @property
    def answerable(self) -> bool:
        return bool(self.expected["answerable"])

    @property
    def answered(self) -> bool:
        return self.answer.outcome in ANSWERING

    @property
    def first(self) -> bool:
        """Whether the first statement stands on an expected page."""
        return any(self._expects(c) for s in self.answer.statements[:1] for c in s.citations)

    @property
    def cited(self) -> bool:
        """Whether any statement, or side of a disagreement, stands on an expected page."""
        return any(self._expects(c) for c in self._shown())

    @property
    def said(self) -> bool:
        """Whether the answer's words are in what is shown."""
        wanted = _plain(self.expected["answer"])
        return any(wanted in _plain(citation.quote) for citation in self._shown())

    def _shown(self) -> list[Citation]:
        statements = [*self.answer.statements]
        statements += [side.statement for d in self.answer.disagreements for side in d.sides]
        return [citation for statement in statements for citation in statement.citations]

    def _expects(self, citation: Citation) -> bool:
        in_document = citation.file == self.expected["gold_document"]
        return in_document and citation.page in self.expected["gold_pages"]


@dataclass(frozen=True)
class Score:
    """Counts over a set; shares are between 0 and 1."""

    answerable: int
    answered: int
    first: int
    cited: int
    said: int
    unanswerable: int
    refused: int
    missed: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.answerable} answerable: {self.answered} answered, first statement on an expected "
            f"page {self.first}, any {self.cited}, the answer's words {self.said}; "
            f"{self.unanswerable} unanswerable: {self.refused} refused; "
            f"not cited or not refused: {', '.join(self.missed) or 'none'}"
        )


def questions(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def ask_all(library: Library, path: Path) -> list[Asked]:
    """Ask a whole set."""
    library.refresh()
    return [
        Asked(row, answer_question(library, Question(row["question"]))) for row in questions(path)
    ]


def score(asked: list[Asked]) -> Score:
    """Count what a set's answers are worth."""
    yes = [a for a in asked if a.answerable]
    no = [a for a in asked if not a.answerable]
    missed = [a for a in yes if not (a.answered and a.cited)] + [a for a in no if a.answered]
    return Score(
        answerable=len(yes),
        answered=sum(a.answered for a in yes),
        first=sum(a.answered and a.first for a in yes),
        cited=sum(a.answered and a.cited for a in yes),
        said=sum(a.answered and a.said for a in yes),
        unanswerable=len(no),
        refused=sum(not a.answered for a in no),
        missed=tuple(a.expected["id"] for a in missed),
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("\u00a0", " ").split())
