"""One question on its way to an answer: what each step of the pipeline has found so far.

Frozen: a step returns a new one. At the end it is the record of the run, which ``explain`` shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.answering.candidates import Candidate
from assistant.answering.cell_evidence import CellEvidence
from assistant.answering.figure_evidence import FigureEvidence
from assistant.library import Library
from assistant.records import (
    Answer,
    Disagreement,
    Outcome,
    Question,
    Series,
    SourcedMention,
    Statement,
)
from assistant.retrieval import Retrieved, Understood
from assistant.retrieval.trace import Trace

MOST = 4  # statements in an answer, the first one answering


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question and what is known of it. ``ending`` is there once a step has ended it."""

    question: Question
    understood: Understood  # as it was put: what the answer says that it understood
    searched: Understood  # as it is searched for: restated where need be, with other names
    most: int = MOST  # statements
    leave_out: frozenset[str] = frozenset()  # passages to pretend not to have
    trace: Trace = field(default_factory=Trace, compare=False)  # where steps write what they cost
    found: tuple[Retrieved, ...] = ()
    weighed: tuple[Candidate, ...] = ()  # every sentence of these, the one that weighs most first
    ranked: tuple[Candidate, ...] = ()  # those that may answer, in the order in which they do
    defining: tuple[
        Candidate, ...
    ] = ()  # those that define the term asked after: they answer first
    rows: tuple[CellEvidence, ...] = ()  # of tables, that the question names: they answer first
    # Figures of the thing asked after that were considered
    mentions: tuple[SourcedMention, ...] = ()
    figures: tuple[FigureEvidence, ...] = ()  # those of them that answer, the best sentence's first
    # Whether no sentence says that what the question takes for a fact has come about
    baseless: bool = False
    unconfirmed: bool = False  # the same, where a sentence seems to give the reason all the same
    probability: float = 0.0  # that the best sentences answer
    # Whether only the figures answer, and no sentence that search found
    figures_alone: bool = False
    nearest: tuple[Statement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    series: tuple[Series, ...] = ()
    chosen: tuple[Candidate, ...] = ()
    statements: tuple[Statement, ...] = ()
    quotable: tuple[Retrieved, ...] = ()  # passages that it is answered from, the best first
    ending: Answer | None = None

    @property
    def reads(self) -> bool:
        """Whether the reader read the best passages."""
        return any(each.judged is not None for each in self.found)

    @property
    def answer(self) -> Answer:
        """Raises ValueError where no step has ended it yet."""
        if self.ending is None:
            raise ValueError(f"No step has ended this question yet: {self.question.text}")
        return self.ending

    def ended(self, library: Library, outcome: Outcome, reason: str = "") -> Inquiry:
        """With its answer, made of what the steps have found."""
        answer = Answer(
            question=self.question.text,
            understood=self.understood.text,
            outcome=outcome,
            language=self.understood.language,
            statements=self.statements,
            disagreements=self.disagreements,
            series=self.series,
            nearest=self.nearest,
            library_revision=library.revision,
            confidence=round(self.probability, 3),
            reason=reason,
            filters=self.question.filters,
        )
        return replace(self, ending=answer)


Step = Callable[[Library, Inquiry], Inquiry]
