"""Whether what was found answers; if not, what comes closest, and whether it is sure that nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.candidates import Candidate
from assistant.answering.counted_subject import how_many_there_are
from assistant.answering.decision import fitted_decision
from assistant.answering.inquiry import Inquiry
from assistant.answering.looking_in_tables import SURE, row_of_name
from assistant.answering.offering import POINTED, offers
from assistant.answering.quoting import passages_of
from assistant.answering.statements import statement_of
from assistant.library import Library
from assistant.records import Outcome
from assistant.retrieval import Kind, Understood

NEAREST = 3
OFFERED = 0.9  # how surely a sentence has what a question about a page asks for


def decide(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question that neither a sentence nor a figure probably answers."""
    ranked = inquiry.ranked
    probability = max(c.probability for c in ranked[:3])
    if inquiry.rows or inquiry.defining:
        probability = max(probability, SURE)
    inquiry = replace(inquiry, probability=probability)
    decision = fitted_decision(inquiry.reads)
    if inquiry.baseless:
        # However like the question a sentence is, nobody can be sure that it answers.
        inquiry = replace(inquiry, probability=min(probability, decision.partly))
        return _ended_near(library, inquiry)
    if inquiry.unconfirmed or _lacks_what_is_asked(inquiry):
        inquiry = replace(inquiry, probability=min(probability, decision.partly))
    if probability >= decision.partly or _stands_there(inquiry.searched, ranked[0]):
        return inquiry
    if inquiry.figures and how_many_there_are(inquiry.searched):
        return replace(inquiry, figures_alone=True)
    row = row_of_name(inquiry)
    if row is not None:
        rest = tuple(c for c in ranked if c.sentence != row.sentence)
        return replace(inquiry, ranked=(row, *rest), probability=decision.partly)
    return _ended_near(library, inquiry)


def _lacks_what_is_asked(inquiry: Inquiry) -> bool:
    """Whether a question after a number, an amount or a date meets none at all: "A fine for the ministry" speaks
    of the fine and does not say how high it is."""
    kind = inquiry.searched.kind
    if kind not in POINTED or inquiry.rows or inquiry.figures:
        return False
    passages = (candidate.found.passage for candidate in inquiry.ranked[: inquiry.most])
    return not any(offers(kind, passage.in_words, passage.language) for passage in passages)


def _ended_near(library: Library, inquiry: Inquiry) -> Inquiry:
    """With what comes closest, as such; where it is sure that the documents do not answer, that is said."""
    ranked = inquiry.ranked
    nearest = tuple(statement_of(library, c) for c in _spread(ranked))
    absent = inquiry.probability < fitted_decision(inquiry.reads).absent or not nearest
    outcome = Outcome.NOT_IN_DOCUMENTS if absent else Outcome.CLOSEST
    # A language model, if one is set, may still find the answer in them, and is verified as always.
    inquiry = replace(inquiry, nearest=nearest, quotable=passages_of(ranked))
    return inquiry.ended(library, outcome)


def _stands_there(understood: Understood, best: Candidate) -> bool:
    """Whether the page that the question names has the date, name or figure that it asks for."""
    wants = understood.kind in POINTED or understood.kind in (Kind.WHO, Kind.NAMES, Kind.CONTACT)
    return (
        bool(understood.pages) and best.on_named_page and wants and best.evidence.typed >= OFFERED
    )


def _spread(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The nearest sentence of each of the best passages."""
    seen: set[str] = set()
    nearest: list[Candidate] = []
    for candidate in ranked:
        if candidate.found.passage.id not in seen and candidate.evidence.whole > 0.4:
            seen.add(candidate.found.passage.id)
            nearest.append(candidate)
        if len(nearest) == NEAREST:
            break
    return nearest
