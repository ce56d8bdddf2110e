"""Why an answer is what it is: what was looked for, why each passage ranked where it did, what it cost.

Shows what the steps of that one run found; nothing is searched for or weighed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answering.decision import fitted_decision
from assistant.answering.inquiry import Inquiry
from assistant.answering.pipeline import inquire, run_steps
from assistant.library import Library
from assistant.records import Answer, Question
from assistant.retrieval import Retrieved
from assistant.retrieval.reading import WEIGHT
from assistant.retrieval.trace import Trace

SHOWN = 10  # passages explained


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage and what each channel added to its score; its best sentence, where one was weighed, and
    whether any of it was chosen to be quoted."""

    rank: int
    file: str
    page: int
    section: str
    score: float
    parts: dict[str, float]
    probability: float
    sentence: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Considered:
    """A figure of the thing asked after, as printed, of when it is, and whether it answers."""

    printed: str
    file: str
    page: int
    when: str
    answers: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """``searched`` is the question as it was searched for, ``terms`` and ``anchors`` its words, and its names
    and figures; ``other_names`` has (term, stems that together say the same) from the documents.

    Less probable than ``threshold`` is refused, from ``sure`` it is answered. ``documents`` has each current
    document's best rank and page, or None where no passage of it was among the nearest by vector or by words.
    ``stages`` has (CPU ms, wall ms)."""

    answer: Answer
    kind: str
    terms: tuple[str, ...]
    anchors: tuple[str, ...]
    threshold: float
    passages: tuple[Ranked, ...]
    documents: dict[str, tuple[int, int] | None]
    stages: dict[str, tuple[float, float]]
    searched: str
    other_names: tuple[tuple[str, tuple[str, ...]], ...]
    sure: float
    figures: tuple[Considered, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def explain(library: Library, question: Question, *, most: int) -> Explanation:
    """Answer a question and say how it came about."""
    trace = Trace(whole_ranking=True)
    inquiry = run_steps(library, inquire(question, most=most, trace=trace))
    searched, decision = inquiry.searched, fitted_decision(inquiry.reads)
    return Explanation(
        answer=inquiry.answer,
        kind=searched.kind.value,
        terms=searched.terms,
        anchors=searched.anchors,
        threshold=decision.partly,
        passages=tuple(_ranked(inquiry)),
        documents=_best_ranks(library, trace.ranking),
        stages={
            name: (round(cpu, 1), round(wall, 1)) for name, (cpu, wall) in trace.stages.items()
        },
        searched=searched.text,
        other_names=tuple((term, tuple(sorted(stems))) for term, stems in searched.aliases),
        sure=decision.answered,
        figures=tuple(_considered(inquiry)),
    )


def _ranked(inquiry: Inquiry) -> Iterator[Ranked]:
    best = {c.found.passage.id: c for c in reversed(inquiry.weighed)}
    chosen = {c.found.passage.id for c in inquiry.chosen}
    # The reader puts the best passages in an order of its own.
    ranking = inquiry.found if inquiry.reads else inquiry.trace.ranking
    for rank, retrieved in enumerate(ranking[:SHOWN], start=1):
        sentence = best.get(retrieved.passage.id)
        probability = sentence.probability if sentence else 0.0
        yield Ranked(
            rank=rank,
            file=retrieved.version.file,
            page=retrieved.passage.page,
            section=retrieved.passage.section,
            score=round(retrieved.hit.score, 3),
            parts={name: round(value, 3) for name, value in _parts(retrieved)},
            probability=round(probability, 3),
            sentence=sentence.sentence.text if sentence else "",
            chosen=retrieved.passage.id in chosen,
        )


def _parts(retrieved: Retrieved) -> Iterator[tuple[str, float]]:
    yield from retrieved.parts.items()
    if retrieved.judged is not None:
        yield "reader", WEIGHT * retrieved.judged.passage


def _considered(inquiry: Inquiry) -> Iterator[Considered]:
    answering = {figure.mention for figure in inquiry.figures}
    for mention in inquiry.mentions:
        yield Considered(
            printed=" ".join(mention.figure.printed.split()),
            file=mention.version.file,
            page=mention.figure.page,
            when=mention.when,
            answers=mention in answering,
        )


def _best_ranks(
    library: Library, ranking: Sequence[Retrieved]
) -> dict[str, tuple[int, int] | None]:
    ranks: dict[str, tuple[int, int] | None] = {}
    for rank, retrieved in enumerate(ranking, start=1):
        ranks.setdefault(retrieved.version.file, (rank, retrieved.passage.page))
    for version in library.versions.current():
        ranks.setdefault(version.file, None)
    return ranks
