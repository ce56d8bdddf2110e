"""A question comes: understand -> clarify -> mend spelling -> tell of documents -> summarise ->
set side by side -> look in outlines -> restate -> expand names -> find passages -> look lists up ->
weigh sentences -> look terms up -> look in tables -> look figures up -> check premise -> decide ->
compare sources -> quote -> answer.

The embedded answerer. Its answers are sentences of the documents, word for word, each cited.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.clarifying import clarify
from assistant.answering.comparing import compare_sources
from assistant.answering.deciding import decide
from assistant.answering.expanding import expand
from assistant.answering.finding import find_passages
from assistant.answering.inquiry import MOST, Inquiry, Step
from assistant.answering.looking_in_outlines import look_in_outlines
from assistant.answering.looking_in_tables import look_in_tables
from assistant.answering.looking_lists_up import look_lists_up
from assistant.answering.looking_terms_up import look_terms_up
from assistant.answering.looking_up import look_figures_up
from assistant.answering.mending import mend
from assistant.answering.quoting import quote
from assistant.answering.restating import restate
from assistant.answering.setting_side_by_side import set_side_by_side
from assistant.answering.summarising import summarise
from assistant.answering.supposing import check_premise
from assistant.answering.telling_of_documents import tell_of_documents
from assistant.answering.weighing import weigh_sentences
from assistant.library import Library
from assistant.records import Answer, Question
from assistant.retrieval import Retrieved, Understood, understand
from assistant.retrieval.trace import Trace

STEPS: tuple[Step, ...] = (
    clarify,
    mend,
    tell_of_documents,
    summarise,
    set_side_by_side,
    look_in_outlines,
    restate,
    expand,
    find_passages,
    look_lists_up,
    weigh_sentences,
    look_terms_up,
    look_in_tables,
    look_figures_up,
    check_premise,
    decide,
    compare_sources,
    quote,
)


def answer_question(
    library: Library,
    question: Question,
    *,
    most: int = MOST,
    leave_out: frozenset[str] = frozenset(),
    trace: Trace | None = None,
) -> Answer:
    """The whole Answer, of at most ``most`` statements.

    ``leave_out`` names passages to pretend not to have, for measuring refusals.
    """
    inquiry = inquire(question, most=most, leave_out=leave_out, trace=trace)
    return run_steps(library, inquiry).answer


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """An answer in quotes, and the passages that it was chosen from, those that say most first.

    Where the program alone is not sure that the documents answer, ``passages`` are the nearest ones; they are
    empty where nothing was found, or the question cannot be answered."""

    answer: Answer
    understood: Understood
    passages: tuple[Retrieved, ...] = ()


def answer_in_quotes(library: Library, inquiry: Inquiry) -> QuotedAnswer:
    """As ``answer_question``, of a question that is understood, with what the answer was chosen from."""
    done = run_steps(library, inquiry)
    return QuotedAnswer(done.answer, done.understood, done.quotable)


def inquire(
    question: Question,
    *,
    most: int = MOST,
    leave_out: frozenset[str] = frozenset(),
    trace: Trace | None = None,
) -> Inquiry:
    """Understand a question: once, for all that is to be made of it."""
    trace = trace or Trace()
    with trace.stage("understand"):
        understood = understand(question)
    return Inquiry(question, understood, understood, most, leave_out, trace)


def run_steps(library: Library, inquiry: Inquiry) -> Inquiry:
    """Take a question through the steps, until one of them ends it."""
    for step in STEPS:
        inquiry = step(library, inquiry)
        if inquiry.ending is not None:
            break
    return inquiry
