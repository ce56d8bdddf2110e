"""A question and its plan -> quotes, and the passages that a model is to write from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.answering import Quoted, quote
from assistant.library import Library
from assistant.records import Outcome, Question
from assistant.retrieval import Retrieved
from assistant.writing.planning import Plan

_UNASKED = {Outcome.NEEDS_CLARIFICATION, Outcome.FAILED}


def gathered(library: Library, question: Question, plan: Plan, most: int) -> Quoted:
    """The answer in quotes to the question; its passages and those of every search, in turn.

    What is quoted, and whether the documents answer at all, is decided by the question alone.
    """
    if plan.question:
        alone = replace(question, text=plan.question, history=())
        quoted = quote(library, alone, most=most)
        quoted = replace(quoted, answer=replace(quoted.answer, question=question.text))
    else:
        quoted = quote(library, question, most=most)
    if quoted.answer.outcome in _UNASKED:
        return quoted
    language, filters = quoted.answer.language, question.filters
    found = [
        quote(library, Question(search, language, filters)).passages for search in plan.searches
    ]
    return replace(quoted, passages=in_turn([quoted.passages, *found]))


def in_turn(lists: Sequence[Sequence[Retrieved]]) -> tuple[Retrieved, ...]:
    """The first of each list, then the second of each, every passage once."""
    every = [found for found in chain.from_iterable(zip_longest(*lists)) if found is not None]
    met: dict[str, Retrieved] = {}
    for found in every:
        met.setdefault(found.passage.id, found)
    return tuple(met.values())
