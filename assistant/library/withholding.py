"""What of an answer or a check somebody is shown who does not see all the documents that it was made from.

What was made of several of which one is hidden is left out whole: a sentence that a model wrote, a disagreement,
a verdict. How much it was is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import replace

from assistant.records import (
    Answer,
    Check,
    Disagreement,
    Filters,
    Ruling,
    Series,
    Statement,
    Verdict,
)
from assistant.texts import catalogue

Seen = Callable[[str], bool]
"""Whether somebody sees a version, by its SHA-256."""
FEWEST = 2  # sides of a disagreement, points of a series


def answer_within(answer: Answer, seen: Seen, hidden: Set[str] = frozenset()) -> Answer:
    """An answer without what it says from documents that are not ``seen``; ``hidden`` is what these are called."""
    kept = replace(
        answer,
        statements=_led(_statements(answer.statements, seen)),
        nearest=_statements(answer.nearest, seen),
        disagreements=tuple(_disagreements(answer.disagreements, seen)),
        series=tuple(_series(answer.series, seen)),
        filters=_filters(answer.filters, hidden),
    )
    limited = kept != answer
    understood = answer.understood.casefold()
    if limited or any(name.casefold() in understood for name in hidden):
        # An earlier answer may have given it words.
        kept = replace(kept, understood=answer.question)
    return replace(kept, reason="", confidence=0.0, limited=True) if limited else kept


def check_within(check: Check, seen: Seen, hidden: Set[str] = frozenset()) -> Check:
    """A check in which nothing is said of the claims that a document bears on that is not ``seen``."""
    verdicts = tuple(_verdict(verdict, seen) for verdict in check.verdicts)
    kept = replace(check, verdicts=verdicts, filters=_filters(check.filters, hidden))
    return replace(kept, limited=True) if kept != check else kept


def _verdict(verdict: Verdict, seen: Seen) -> Verdict:
    statements = [finding.statement for finding in verdict.findings]
    if _statements(statements, seen) == tuple(statements):
        return verdict
    why = catalogue(verdict.language)["verdict_limited"]
    return replace(verdict, ruling=Ruling.NOT_CHECKED, why=why, context=(), findings=())


def _statements(statements: Iterable[Statement], seen: Seen) -> tuple[Statement, ...]:
    kept = (_statement(each, seen) for each in statements)
    return tuple(each for each in kept if each is not None)


def _led(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Sentences that nothing confirms are no answer by themselves, and never lead one."""
    first = next((n for n, each in enumerate(statements) if each.confirmed), len(statements))
    return statements[first:]


def _statement(statement: Statement, seen: Seen) -> Statement | None:
    if not all(seen(citation.version) for citation in statement.citations):
        return None
    also = tuple(citation for citation in statement.also if seen(citation.version))
    return statement if also == statement.also else replace(statement, also=also)


def _disagreements(told: Iterable[Disagreement], seen: Seen) -> Iterable[Disagreement]:
    for each in told:
        sides = tuple(s for s in each.sides if _statement(s.statement, seen) == s.statement)
        if len(sides) == len(each.sides) or len(sides) >= FEWEST:
            yield replace(each, sides=sides)


def _series(told: Iterable[Series], seen: Seen) -> Iterable[Series]:
    for each in told:
        points = tuple(p for p in each.points if _statement(p.statement, seen) == p.statement)
        if len(points) == len(each.points) or len(points) >= FEWEST:
            yield replace(each, points=points)


def _filters(filters: Filters, hidden: Set[str]) -> Filters:
    return replace(filters, documents=tuple(d for d in filters.documents if d not in hidden))
