"""A question and its plan -> quotes, and the passages that a model is to write from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from assistant.answering import Inquiry, QuotedAnswer, answer_in_quotes, inquire
from assistant.library import Library
from assistant.records import Outcome, Question
from assistant.retrieval import Retrieved
from assistant.writing.planning import Plan

_UNASKED = {Outcome.SMALL_TALK, Outcome.NEEDS_CLARIFICATION, Outcome.FAILED}


def gathered(library: Library, inquiry: Inquiry, plan: Plan) -> QuotedAnswer:
    """The answer in quotes to the question; its passages and those of every search, in turn.

    What is quoted, and whether the documents answer at all, is decided by the question alone: the one that
    was asked, or the stand-alone one that the plan made of it. That, like a search, is understood anew.
    """
    question = inquiry.question
    if plan.question:
        alone = replace(question, text=plan.question, history=())
        quoted = answer_in_quotes(library, inquire(alone, most=inquiry.most))
        quoted = replace(quoted, answer=replace(quoted.answer, question=question.text))
    else:
        quoted = answer_in_quotes(library, inquiry)
    if quoted.answer.outcome in _UNASKED:
        return quoted
    language, filters = quoted.answer.language, question.filters
    searches = [inquire(Question(search, language, filters)) for search in plan.searches]
    found = [answer_in_quotes(library, search).passages for search in searches]
    return replace(quoted, passages=in_turn([quoted.passages, *found]))


def in_turn(lists: Sequence[Sequence[Retrieved]]) -> tuple[Retrieved, ...]:
    """The first of each list, then the second of each, every passage once."""
    every = [found for found in chain.from_iterable(zip_longest(*lists)) if found is not None]
    met: dict[str, Retrieved] = {}
    for found in every:
        met.setdefault(found.passage.id, found)
    return tuple(met.values())
