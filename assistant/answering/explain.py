"""Why an answer is what it is: what was looked for, why each passage ranked where it did, what it cost."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from assistant.answering.decision import fitted
from assistant.answering.evidence import Weigher
from assistant.answering.pipeline import PASSAGES, answer_question
from assistant.answering.quoting import candidates
from assistant.library import Library
from assistant.records import Answer, Question
from assistant.retrieval import Retrieved, look_up, retrieve
from assistant.retrieval.trace import Trace

SHOWN = 10  # passages explained
EVERY = 10_000  # more than retrieval ever compares


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage and what each channel added to its score; its best sentence, where one was weighed."""

    rank: int
    file: str
    page: int
    section: str
    score: float
    parts: dict[str, float]
    probability: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """``documents`` has each current document's best rank and page, or None where no passage of it was
    among the nearest by vector or by words. ``stages`` has (CPU ms, wall ms)."""

    answer: Answer
    kind: str
    terms: tuple[str, ...]
    anchors: tuple[str, ...]
    threshold: float
    passages: tuple[Ranked, ...]
    documents: dict[str, tuple[int, int] | None]
    stages: dict[str, tuple[float, float]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def explain(library: Library, question: Question, *, most: int) -> Explanation:
    """Answer a question and say how it came about."""
    trace = Trace()
    answer = answer_question(library, question, most=most, trace=trace)
    asked = look_up(library, question)
    found = retrieve(library, asked, question.filters, EVERY)
    weighed = candidates(Weigher(library, asked), found[:PASSAGES])
    best = {c.found.passage.id: c for c in reversed(weighed)}
    passages = []
    for rank, retrieved in enumerate(found[:SHOWN], start=1):
        sentence = best.get(retrieved.passage.id)
        passages.append(
            Ranked(
                rank=rank,
                file=retrieved.version.file,
                page=retrieved.passage.page,
                section=retrieved.passage.section,
                score=round(retrieved.hit.score, 3),
                parts={name: round(value, 3) for name, value in retrieved.parts.items()},
                probability=round(fitted().probability(sentence.evidence), 3) if sentence else 0.0,
                sentence=sentence.sentence.text if sentence else "",
            )
        )
    return Explanation(
        answer=answer,
        kind=asked.kind.value,
        terms=asked.terms,
        anchors=asked.anchors,
        threshold=fitted().partly,
        passages=tuple(passages),
        documents=_best_ranks(library, found),
        stages={
            name: (round(cpu, 1), round(wall, 1)) for name, (cpu, wall) in trace.stages.items()
        },
    )


def _best_ranks(library: Library, found: list[Retrieved]) -> dict[str, tuple[int, int] | None]:
    ranks: dict[str, tuple[int, int] | None] = {}
    for rank, retrieved in enumerate(found, start=1):
        ranks.setdefault(retrieved.version.file, (rank, retrieved.passage.page))
    for version in library.versions.current():
        ranks.setdefault(version.file, None)
    return ranks
