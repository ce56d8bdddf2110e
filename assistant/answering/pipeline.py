"""A question comes: understand -> retrieve -> weigh -> decide -> compare -> quote -> answer.

The embedded answerer. Its answers are sentences of the documents, word for word, each cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.comparison import disagreements
from assistant.answering.counted_subject import counted_in
from assistant.answering.decision import fitted
from assistant.answering.evidence import Weigher
from assistant.answering.figure_answers import (
    how_many_there_are,
    newest_first,
    subject_named,
    told_figures,
)
from assistant.answering.quoting import (
    MOST,
    OFFERING,
    Candidate,
    candidates,
    choose,
    statement_of,
    statements,
)
from assistant.answering.series import series_of
from assistant.answering.trend import plainly
from assistant.language.speech import past, present
from assistant.language.terms import content_words, words
from assistant.library import Library
from assistant.records import Answer, Outcome, Question, Statement
from assistant.retrieval import Kind, Retrieved, Understood, look_up, retrieve
from assistant.retrieval.trace import Trace

PASSAGES = 20  # passages whose sentences are weighed
COMPARED = 40  # the same for a question after a number: every source's figure counts
NEAREST = 3
OFFERED = 0.9  # how surely a sentence has what a question about a page asks for
_REASONS = {
    "empty": {
        "nl": "Stel een vraag over de inhoud van de documenten.",
        "en": "Ask a question about what the documents say.",
    },
    "library": {
        "nl": "De bibliotheek is leeg: er is nog geen document ingelezen.",
        "en": "The library is empty: no document has been taken in yet.",
    },
    "filters": {
        "nl": "Geen enkel document voldoet aan de gekozen filters.",
        "en": "No document fits the chosen filters.",
    },
    "follow_up": {
        "nl": "Waar gaat de vraag over? Noem het onderwerp.",
        "en": "What is the question about? Name the subject.",
    },
}


def ask(library: Library, question: Question) -> Iterator[Statement | Answer]:
    """Answer a question: its statements one by one, then the whole Answer."""
    answer = answer_question(library, question)
    yield from answer.statements
    yield answer


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
    return quote(library, question, most=most, leave_out=leave_out, trace=trace).answer


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer in quotes, and the passages that it was chosen from, those that say most first.

    ``passages`` is empty where the documents do not answer, or the question cannot be answered."""

    answer: Answer
    asked: Understood
    passages: tuple[Retrieved, ...] = ()


def quote(
    library: Library,
    question: Question,
    *,
    most: int = MOST,
    leave_out: frozenset[str] = frozenset(),
    trace: Trace | None = None,
) -> Quoted:
    """As ``answer_question``, with what the answer was chosen from."""
    trace = trace or Trace()
    with trace.stage("understand"):
        asked = look_up(library, question)
    unclear = _unclear(library, question, asked)
    if unclear is not None:
        return Quoted(unclear, asked)
    plain = plainly(library, question, asked)
    typed, asked = asked, plain or asked
    compared = asked.kind is Kind.HOW_MUCH or counted_in(asked)
    wanted = COMPARED if compared else PASSAGES
    found = retrieve(library, asked, question.filters, wanted, leave_out, trace)
    with trace.stage("weigh sentences"):
        ranked = candidates(Weigher(library, asked), found)
    if asked.pages:
        ranked = _on_page(ranked)
    if asked.speaker_of:
        ranked = _who_said(asked, ranked)
    if not ranked:
        return Quoted(_answer(library, question, typed, Outcome.NOT_IN_DOCUMENTS, 0.0), typed)
    decision = fitted()
    probability = max(decision.probability(c.evidence) for c in ranked[:3])
    with trace.stage("look figures up"):
        told = told_figures(library, asked, question.filters, found, leave_out)
    weak = probability < decision.partly and not _stands_there(asked, ranked[0])
    if weak and not (told and how_many_there_are(asked)):
        nearest = tuple(statement_of(library, c) for c in _spread(ranked))
        refused = _answer(
            library, question, typed, Outcome.NOT_IN_DOCUMENTS, probability, nearest=nearest
        )
        return Quoted(refused, typed)
    with trace.stage("compare sources"):
        subject = subject_named(asked)
        contrary = disagreements(library, subject, told)
        series = series_of(library, subject, told) if told else ()
    with trace.stage("quote"):
        # Where search alone would refuse, the figures that were looked up are all there is to quote.
        chosen = [] if weak else choose(ranked, asked, most)
        if told:
            chosen = newest_first(told, chosen)[:most]
        made = tuple(statements(library, chosen))
    outcome = Outcome.ANSWERED if probability >= decision.answered else Outcome.PARTLY_ANSWERED
    if contrary:
        outcome = Outcome.SOURCES_DISAGREE
    answer = _answer(
        library,
        question,
        typed,
        outcome,
        probability,
        statements=made,
        disagreements=contrary,
        series=series,
    )
    return Quoted(answer, typed, _passages([*chosen, *(t.candidate for t in told), *ranked]))


def _passages(best_first: list[Candidate]) -> tuple[Retrieved, ...]:
    """The passages of some sentences, in the order in which they are first met."""
    met = {candidate.found.passage.id: candidate.found for candidate in reversed(best_first)}
    return tuple(met[name] for name in dict.fromkeys(c.found.passage.id for c in best_first))


def _on_page(ranked: list[Candidate]) -> list[Candidate]:
    """What stands on the page that the question names, where anything does."""
    return [c for c in ranked if c.on_named_page] or ranked


def _stands_there(asked: Understood, best: Candidate) -> bool:
    """Whether the page that the question names has the date, name or figure that it asks for."""
    wants = asked.kind in OFFERING or asked.kind is Kind.CONTACT
    return bool(asked.pages) and best.on_named_page and wants and best.evidence.typed >= OFFERED


def _unclear(library: Library, question: Question, asked: Understood) -> Answer | None:
    reason = ""
    outcome = Outcome.NEEDS_CLARIFICATION
    if not library.search.passage_count():
        reason, outcome = "library", Outcome.FAILED
    elif not words(asked.text):
        reason = "empty"
    elif library.search.allowed(question.filters) == []:
        reason, outcome = "filters", Outcome.NOT_IN_DOCUMENTS
    elif not content_words(asked.text, asked.language) and not asked.speaker_of:
        reason = "follow_up"
    if not reason:
        return None
    return _answer(library, question, asked, outcome, 0.0, reason=_REASONS[reason][asked.language])


def _answer(
    library: Library,
    question: Question,
    asked: Understood,
    outcome: Outcome,
    probability: float,
    **parts: object,
) -> Answer:
    return Answer(
        question=question.text,
        understood=asked.text,
        outcome=outcome,
        language=asked.language,
        library_revision=library.revision,
        confidence=round(probability, 3),
        **parts,  # type: ignore[arg-type]
    )


def _spread(ranked: list[Candidate]) -> list[Candidate]:
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


def _who_said(asked: Understood, ranked: list[Candidate]) -> list[Candidate]:
    """For "wie zei dat?": the quote itself where it names its speaker, else the sentence before it."""
    quote = " ".join(words(asked.speaker_of))
    for candidate in ranked:
        if quote and quote in " ".join(words(candidate.found.passage.text)):
            return _speaker_first(candidate.found, quote, ranked)
    return ranked


_SPEAKS = (
    *present("zeggen stellen reageren vinden schrijven say write"),
    *past("zeggen stellen reageren say state"),
)
_SPEAKER = re.compile(
    r"(?:^|[\s(])[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)*\s?"
    rf"(?::\s*[‘“\"'„]|(?:\s\w+){{0,2}}\s(?:{'|'.join(_SPEAKS)})\b)"
)


def _speaker_first(found: Retrieved, quote: str, ranked: list[Candidate]) -> list[Candidate]:
    mine = {c.position: c for c in ranked if c.found.passage.id == found.passage.id}
    sentences = found.passage.sentences
    position = next(
        (
            i
            for i, s in enumerate(sentences)
            if " ".join(words(s.text)) in quote or quote in " ".join(words(s.text))
        ),
        len(sentences) - 1,
    )
    for i in range(position, -1, -1):
        if _SPEAKER.search(sentences[i].text) and i in mine:
            return [mine[i], *(c for c in ranked if c is not mine[i])]
    return ranked
