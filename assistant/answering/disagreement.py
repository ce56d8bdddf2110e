"""Sources that give different figures for the same thing: set side by side, never picked from.

A first form: for a question after a number or an amount, the figures in the best sentences of
different documents, where they stand before the thing that is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis import stems
from assistant.answering.counting import counted_in, figure_counting, subject_of
from assistant.answering.decision import fitted
from assistant.answering.quoting import Candidate, statement_of
from assistant.figures import Figure, figures_in
from assistant.library import Library
from assistant.records import Disagreement, Side
from assistant.retrieval import Kind, Understood

MOST_SIDES = 8
REACH = 3.5  # how much weaker than the best sentence another source's may be
WHOLE = 0.8  # only whole sentences and list items: a table row seldom says what it counts
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def disagreements(
    library: Library, asked: Understood, ranked: Sequence[Candidate]
) -> tuple[Disagreement, ...]:
    """At most one disagreement: the figures that different documents give, newest first."""
    amount = asked.kind is Kind.HOW_MUCH
    if not ranked or not (amount or counted_in(asked)):
        return ()
    years = set(_YEAR.findall(asked.text))
    sides: dict[str, tuple[Figure, Candidate]] = {}
    for candidate in ranked:
        if candidate.weight < ranked[0].weight - REACH:
            break
        document = candidate.found.version.document.id
        if document in sides or candidate.evidence.whole < WHOLE:
            continue
        if fitted().probability(candidate.evidence) < fitted().partly:
            continue
        if years and not _speaks_of(years, candidate):
            continue
        figure = _figure(asked, candidate)
        if figure is not None:
            sides[document] = (figure, candidate)
    same = [s for s in sides.values() if not amount or _alike(s, sides)]
    if len({(figure.value, figure.unit) for figure, _ in same}) < 2:
        return ()
    newest = sorted(same, key=lambda s: s[1].found.version.document.published, reverse=True)
    shown = tuple(
        Side(c.sentence.text[f.start : f.end].strip(), statement_of(library, c))
        for f, c in newest[:MOST_SIDES]
    )
    return (Disagreement(" ".join(subject_of(asked)), shown),)


def _alike(side: tuple[Figure, Candidate], sides: dict[str, tuple[Figure, Candidate]]) -> bool:
    """Whether an amount is said of the same thing as the best side's: half of the words in common."""
    first = next(iter(sides.values()))[1]
    one, other = (set(stems(c.sentence.text, c.found.passage.language)) for c in (first, side[1]))
    return len(one & other) >= 0.5 * min(len(one), len(other))


def _speaks_of(years: set[str], candidate: Candidate) -> bool:
    document = candidate.found.version.document
    text = f"{candidate.sentence.text} {candidate.found.passage.section} {document.title} {document.published}"
    return any(year in text for year in years)


def _figure(asked: Understood, candidate: Candidate) -> Figure | None:
    text = candidate.sentence.text
    if asked.kind is Kind.HOW_MUCH:
        amounts = [
            f for f in figures_in(text, candidate.found.passage.language) if f.unit == "euro"
        ]
        return amounts[0] if len(amounts) == 1 and candidate.evidence.covered > 0.7 else None
    return figure_counting(counted_in(asked), text, candidate.found.passage.language)
