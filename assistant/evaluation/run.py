"""Ask a library the questions of a set; one Result a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from assistant.answering import answer_question
from assistant.errors import UnknownCitation
from assistant.evaluation.containment import figures_contained, words_contained
from assistant.evaluation.questions import Expected, GoldPlace, conversations
from assistant.library import Library
from assistant.records import (
    Answer,
    Citation,
    Filters,
    Language,
    Outcome,
    Passage,
    Question,
    Statement,
    Turn,
)
from assistant.retrieval import expand_names, find, understand

PASSAGES = 10  # how far down a ranking is looked
HISTORY = 6  # earlier turns that a question is asked with, as in the chat
ANSWERING = frozenset({Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.SOURCES_DISAGREE})
_LOOSE = re.compile(r"[\s\u00ad-]+")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one question.

    ``gold`` counts the documents or passages that hold the answer, ``ranks`` says where in the
    ranking the first passage of each was found (1 is the best; what was not found is left out).
    ``paged`` says whether gold pages are known; only then do ``page_rank`` and the ``_on_page``
    fields mean anything. ``first`` is the first statement's citation.
    """

    id: str
    question: str
    language: Language
    answerable: bool
    outcome: Outcome
    confidence: float = 0.0
    latency_ms: float = 0.0
    held_out: bool = False
    disagreement: bool = False
    gold: int = 0
    gold_missing: bool = False
    ranks: tuple[int, ...] = ()
    paged: bool = False
    page_rank: int | None = None
    cited: tuple[str, ...] = ()
    first_in_gold: bool = False
    any_in_gold: bool = False
    first_on_page: bool = False
    any_on_page: bool = False
    quotes: int = 0
    exact_quotes: int = 0
    statements: int = 0
    exact_statements: int = 0
    figures: bool | None = None
    words: float | None = None

    @property
    def answered(self) -> bool:
        return self.outcome in ANSWERING

    @property
    def refused(self) -> bool:
        """Whether nothing is shown as an answer."""
        return self.outcome in (Outcome.NOT_IN_DOCUMENTS, Outcome.CLOSEST)

    @property
    def called_absent(self) -> bool:
        """Whether it is said that the documents do not say it."""
        return self.outcome is Outcome.NOT_IN_DOCUMENTS


def ask_all(
    library: Library,
    questions: Sequence[Expected],
    *,
    hold_out: bool = False,
    within: bool = False,
) -> list[Result]:
    """Ask every question; conversations turn by turn.

    With ``within`` a question that names a gold document is asked of that document alone, as a
    reader does who has chosen it in the filter ("What is the report's date?").

    With ``hold_out`` each answerable question is asked again as an unanswerable one, without the
    passages that hold its answer. Another document may still give that answer, so a refusal
    measured this way is a lower bound.
    """
    if questions:
        # Loads the model, so that the first question's latency is not the model's.
        answer_question(library, Question(questions[0].question))
    return [
        result
        for turns in conversations(questions)
        for result in _turns(library, turns, hold_out, within)
    ]


def _turns(
    library: Library, turns: Sequence[Expected], hold_out: bool, within: bool
) -> Iterator[Result]:
    history: tuple[Turn, ...] = ()
    for expected in turns:
        filters = Filters(gold_files(library, expected.places) if within else ())
        question = Question(expected.question, filters=filters, history=history)
        answer, result = _ask(library, expected, question)
        yield result
        if hold_out and expected.answerable:
            gold = frozenset(passage.id for passage in gold_passages(library, expected.places))
            unanswerable = expected.model_copy(update={"answerable": False, "disagreement": False})
            _, without = _ask(library, unanswerable, question, gold)
            yield replace(without, held_out=True)
        history = (*history, turn_of(answer))[-HISTORY:]


def _ask(
    library: Library,
    expected: Expected,
    question: Question,
    leave_out: frozenset[str] = frozenset(),
) -> tuple[Answer, Result]:
    started = perf_counter()
    answer = answer_question(library, question, leave_out=leave_out)
    latency = perf_counter() - started
    result = Result(
        id=expected.id,
        question=expected.question,
        language=expected.language,
        answerable=expected.answerable,
        outcome=answer.outcome,
        confidence=answer.confidence,
        latency_ms=round(latency * 1000, 1),
        disagreement=expected.disagreement,
    )
    result = _checked(library, answer, result)
    if not expected.answerable:
        return answer, result
    return answer, _cited(library, expected, answer, _ranked(library, expected, question, result))


def _ranked(library: Library, expected: Expected, question: Question, result: Result) -> Result:
    """Where the ranking has the passages that hold the answer."""
    places = expected.places
    understood = expand_names(library, understand(question))
    found = find(library, understood, question.filters, PASSAGES)
    left, ranks, page_rank = list(places), [], None
    for rank, retrieved in enumerate(found, start=1):
        file, pages = retrieved.version.file, retrieved.passage.pages
        place = next((place for place in left if place.holds(file)), None)
        if place is not None:
            left.remove(place)
            ranks.append(rank)
        if page_rank is None and any(place.holds(file, pages) for place in places):
            page_rank = rank
    return replace(
        result,
        gold=len(places),
        gold_missing=not gold_files(library, places),
        ranks=tuple(ranks),
        paged=expected.paged,
        page_rank=page_rank if expected.paged else None,
    )


def _cited(library: Library, expected: Expected, answer: Answer, result: Result) -> Result:
    """Whether what the answer cites is where the answer stands, and says it."""
    shown = shown_statements(answer) if result.answered else []
    citations = [citation for statement in shown for citation in statement.citations]
    # A quote over a page end has a citation a page; a reader sees one quote.
    first = shown[0].citations if shown and shown[0].kind == "quote" else tuple(citations[:1])
    places = expected.places
    language = {version.id: version.document.language for version in library.versions.current()}
    quotes = [(c.quote, language.get(c.version, expected.language)) for c in citations]
    return replace(
        result,
        cited=tuple(f"{c.file} p. {c.page}" for c in citations),
        first_in_gold=any(_stands(c, places, on_page=False) for c in first),
        any_in_gold=any(_stands(c, places, on_page=False) for c in citations),
        first_on_page=expected.paged and any(_stands(c, places, on_page=True) for c in first),
        any_on_page=expected.paged and any(_stands(c, places, on_page=True) for c in citations),
        figures=figures_contained(expected.answer or "", expected.language, quotes),
        words=words_contained(expected.answer or "", expected.language, quotes),
    )


def _checked(library: Library, answer: Answer, result: Result) -> Result:
    """Whether every quote that is shown, those of nearest passages too, is the page's own text."""
    every = [*shown_statements(answer), *answer.nearest]
    citations = [citation for statement in every for citation in statement.citations]
    quoting = [statement for statement in every if statement.kind == "quote"]
    return replace(
        result,
        quotes=len(citations),
        exact_quotes=sum(quote_is_exact(library, citation) for citation in citations),
        statements=len(quoting),
        exact_statements=sum(statement_is_exact(statement) for statement in quoting),
    )


def quote_is_exact(library: Library, citation: Citation) -> bool:
    """Whether a quote is, character for character, what its page says there."""
    try:
        page = library.pages.get(citation.version, citation.page, citation.reading)
    except UnknownCitation:
        return False
    return bool(citation.quote) and page.text[citation.start : citation.end] == citation.quote


def statement_is_exact(statement: Statement) -> bool:
    """Whether a statement says what its citations quote.

    Where a sentence runs over a page end, how its parts were put together may differ.
    """
    quotes = [citation.quote for citation in statement.citations]
    if len(quotes) == 1:
        return statement.text == quotes[0]
    return bool(quotes) and _LOOSE.sub("", statement.text) == _LOOSE.sub("", "".join(quotes))


def shown_statements(answer: Answer) -> list[Statement]:
    """What is said and carried, in the order of reading: statements, then the sides of disagreements."""
    sides = [side.statement for found in answer.disagreements for side in found.sides]
    return [*answer.confirmed_statements, *sides]


def turn_of(answer: Answer) -> Turn:
    """What a following question may refer to."""
    titles = [citation.title for item in answer.confirmed_statements for citation in item.citations]
    return Turn(
        question=answer.question,
        understood=answer.understood,
        quotes=tuple(statement.text for statement in answer.confirmed_statements),
        documents=tuple(dict.fromkeys(titles)),
    )


def gold_passages(library: Library, places: Sequence[GoldPlace]) -> list[Passage]:
    """The library's passages that stand in one of the places, on a gold page where pages are known."""
    return [
        passage
        for version in library.versions.current()
        for place in places
        if place.holds(version.file)
        for passage in library.passages.of(version.id)
        if place.holds(version.file, passage.pages)
    ]


def gold_files(library: Library, places: Sequence[GoldPlace]) -> tuple[str, ...]:
    """The files of the library that are one of the places' documents."""
    return tuple(v.file for v in library.versions.current() if any(p.holds(v.file) for p in places))


def _stands(citation: Citation, places: Sequence[GoldPlace], *, on_page: bool) -> bool:
    pages = [citation.page] if on_page else None
    return any(place.holds(citation.file, pages) for place in places)
