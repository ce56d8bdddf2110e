"""The best passages, read beside the question: what answers it comes before what is only like it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.library import Library
from assistant.reader import PairReading, Readable, Skill, heading, is_there, judge
from assistant.records import Filters, Passage
from assistant.retrieval.hits import Retrieved
from assistant.retrieval.search import retrieve
from assistant.retrieval.trace import Trace
from assistant.retrieval.understanding import Understood

READ = 8  # passages that are read: sixteen gained nothing
FURTHER = 3  # those of the rest that have the form that is asked for, such as a list
WEIGHT = 0.35  # what the reader's logit adds to the fused score


def reads(library: Library) -> bool:
    """Whether passages are read at all."""
    return library.settings.reader and is_there(Skill.QUESTIONS)


def find(
    library: Library,
    understood: Understood,
    filters: Filters,
    count: int,
    leave_out: frozenset[str] = frozenset(),
    trace: Trace | None = None,
    formed: Callable[[Passage], bool] | None = None,
) -> list[Retrieved]:
    """The passages that answer best, best first: retrieved, and the best of them read.

    ``formed`` tells those that have the form that is asked for: a few more of these are read."""
    found = retrieve(library, understood, filters, max(count, READ), leave_out, trace)
    further = [each for each in found[READ:] if formed and formed(each.passage)][:FURTHER]
    names = {each.passage.id for each in further}
    rest = [each for each in found[READ:] if each.passage.id not in names]
    found = [*found[:READ], *further, *rest]
    return read_best(library, understood, found, trace, READ + len(further))[:count]


def read_best(
    library: Library,
    understood: Understood,
    found: Sequence[Retrieved],
    trace: Trace | None = None,
    most: int = READ,
) -> list[Retrieved]:
    """The passages in a new order, the first ``most`` with what the reader made of them."""
    if not reads(library) or not found:
        return list(found)
    with (trace or Trace()).stage("read the best"):
        judged = judge(
            understood.in_full, [readable(each) for each in found[:most]], Skill.QUESTIONS
        )
    read = [
        replace(each, judged=made, hit=replace(each.hit, score=_score(each, made)))
        for each, made in zip(found, judged, strict=False)
    ]
    read.sort(key=lambda each: (-each.hit.score, each.passage.id))
    return [*read, *found[most:]]


def readable(found: Retrieved) -> Readable:
    """A passage as the reader is shown it."""
    passage = found.passage
    return Readable(
        heading(found.version.document.title, passage.section),
        tuple(" ".join(sentence.in_words.split()) for sentence in passage.sentences),
    )


def _score(found: Retrieved, judged: PairReading) -> float:
    return round(found.hit.score + WEIGHT * judged.passage, 6)
