"""Comparisons and counts that are told the other way round in the same words. Pure."""

from __future__ import annotations

import re

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary
from assistant.records import Language
from assistant.writing.same_figures import same_figure

_THAN = re.compile(r"\b(?:dan|than)\s(?!\d)", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:meer|minder|vaker|eerder|more|less|fewer|rather)\b|\b\w{3,}er\b(?=\s(?:dan|than)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[,.;:]|\s(?:to|om|die|dat|who|that)\s")
ASIDE = 5  # words of what something is compared with


def compared_the_other_way(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """ "A more often than B" where the source has "B more often than A", and "8 of these, 28 of those" where it
    has the eight of those."""
    return [*_turned_round(written, source), *_counts_exchanged(written, source)]


def _turned_round(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    mine = _sides(written.text, written.language)
    theirs = _sides(source.text, source.language)
    if mine is None or theirs is None:
        return []
    first, second = ({stem(w, written.language) for w in side} for side in mine)
    one, other = (Vocabulary.of(" ".join(side), source.language) for side in theirs)

    def has(vocabulary: Vocabulary, terms: set[str]) -> int:
        return sum(says(vocabulary, term, written.language) for term in terms)

    crossed = has(other, first - second) and has(one, second - first)
    straight = has(one, first - second) or has(other, second - first)
    if crossed and not straight:
        return [ComparedPoint(Matter.OPPOSITE, False, written.text, source.text)]
    return []


def _sides(text: str, language: Language) -> tuple[list[str], list[str]] | None:
    """What is compared, and with what, in words that tell something; None where a text compares nothing."""
    than = _THAN.search(text)
    more = _MORE.search(text[: than.start()]) if than else None
    if than is None or more is None:
        return None
    before = _telling(text[: more.start()], language)
    return (
        (before, _telling(_ENDS.split(text[than.end() :])[0], language)[:ASIDE]) if before else None
    )


def _telling(text: str, language: Language) -> list[str]:
    return [w for w in words(text) if w not in STOP_WORDS[language]]


def _counts_exchanged(written: Proposition, source: Proposition) -> list[ComparedPoint]:
    """A number that the source gives, with what it gives another number of."""
    found: list[ComparedPoint] = []
    for figure, counted in written.figures:
        if figure.unit or counted.is_time or not counted.noun:
            continue
        here = [(f, c) for f, c in source.figures if c.noun and not f.unit]
        own = [c.noun for f, c in here if same_figure(figure, f)]
        others = [c.noun for f, c in here if not same_figure(figure, f)]
        noun = stem(counted.noun.split()[-1], written.language)
        there, elsewhere = (
            any(says(Vocabulary.of(n, source.language), noun, written.language) for n in nouns)
            for nouns in (own, others)
        )
        if own and elsewhere and not there:
            found.append(ComparedPoint(Matter.UNIT, False, counted.noun, own[0]))
    return found
