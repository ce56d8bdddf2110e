"""The words of an excerpt that answer: the figure or the date that is asked for, else the sentence that was
chosen among those that are quoted with it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.counted_subject import counted_in, figure_counting
from assistant.answering.offering import POINTED, is_amount
from assistant.figures import figures_in, moments_in
from assistant.records import Language
from assistant.retrieval import Kind, Understood

Stretch = tuple[int, int]
MOST = 3  # of more figures or dates none is known to be the one


def answering_words(
    quote: str, sentence: str, understood: Understood, language: Language
) -> tuple[Stretch, ...]:
    """The stretches of a quote, as (start, end), that answer; () where all of it does, or no part stands out.

    ``sentence`` is the one that was chosen, ``language`` that of both."""
    at = quote.find(sentence)
    if at < 0:
        return ()
    if understood.kind is Kind.WHO:
        return ()  # names of people are too easily mistaken
    if understood.kind in POINTED:
        for start, text in ((at, sentence), (0, quote)):
            found = list(_pointed(text, understood, language))
            if 0 < len(found) <= MOST:
                return tuple((start + first, start + last) for first, last in found)
        return ()
    return ((at, at + len(sentence)),) if len(quote) > len(sentence) else ()


def _pointed(text: str, understood: Understood, language: Language) -> Iterator[Stretch]:
    """The figures or dates of the kind that is asked for."""
    if understood.kind is Kind.WHEN:
        yield from ((m.start, m.end) for m in moments_in(text) if m.year_known)
        return
    counted = counted_in(understood)
    one = figure_counting(counted, text, language) if counted else None
    if one is not None and understood.kind is Kind.HOW_MANY:
        yield one.start, one.end
        return
    for figure in figures_in(text, language):
        if not figure.is_year and (is_amount(figure) or understood.kind is Kind.HOW_MANY):
            yield figure.start, figure.end
