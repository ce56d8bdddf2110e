"""Sources that give different figures for the same thing: set side by side, never picked from.

A first form: for a question after a number, the figures that stand before the thing counted, in
the best sentences of different documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis import stem, words
from assistant.answering.figures import Figure, figures_in
from assistant.answering.quoting import Candidate, statement_of
from assistant.library import Library
from assistant.records import Disagreement, Language, Side
from assistant.retrieval import Kind, Understood
from assistant.retrieval.glossary import translations

MOST_SIDES = 8
REACH = 0.9  # how much weaker than the best sentence another source's may be
NEAR = 4  # words between a figure and the thing that it counts
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKED = re.compile(
    r"\b(?:hoeveel|how many|how much|(?:aantal|number of|percentage|bedrag|amount of))\s+([\w’'-]+)\s*([\w’'-]*)",
    re.IGNORECASE,
)
_SMALL = frozenset("er zijn is de het een the of extra unieke unique actieve active companies'".split())


def disagreements(
    library: Library, asked: Understood, ranked: Sequence[Candidate]
) -> tuple[Disagreement, ...]:
    """At most one disagreement: the figures that different documents give, newest first."""
    if asked.kind not in (Kind.HOW_MANY, Kind.HOW_MUCH) or not ranked:
        return ()
    counted = _counted(asked)
    if not counted:
        return ()
    years = set(_YEAR.findall(asked.text))
    sides: dict[str, tuple[Figure, Candidate]] = {}
    for candidate in ranked:
        if candidate.weight < ranked[0].weight - REACH:
            break
        document = candidate.found.version.document.id
        if document in sides or (years and not _speaks_of(years, candidate)):
            continue
        figure = _figure_for(counted, candidate, asked)
        if figure is not None:
            sides[document] = (figure, candidate)
    values = {figure.value for figure, _ in sides.values()}
    if len(values) < 2:
        return ()
    ordered = sorted(
        sides.values(), key=lambda s: s[1].found.version.document.published, reverse=True
    )
    subject = " ".join(_subject_words(asked))
    return (
        Disagreement(
            subject,
            tuple(
                Side(c.sentence.text[f.start : f.end].strip(), statement_of(library, c))
                for f, c in ordered[:MOST_SIDES]
            ),
        ),
    )


def _subject_words(asked: Understood) -> list[str]:
    found = _ASKED.search(asked.text)
    if found is None:
        return []
    named = [w for w in found.groups() if w and w.lower() not in _SMALL]
    return named[:2] if asked.language == "en" else named[:1]


def _counted(asked: Understood) -> list[frozenset[str]]:
    """The thing that is counted: for each of its words the stems that stand for it."""
    sets = []
    for word in _subject_words(asked):
        stemmed = stem(words(word)[0], asked.language) if words(word) else ""
        if stemmed:
            sets.append(frozenset({stemmed, *translations(stemmed, asked.language)}))
    return sets


def _speaks_of(years: set[str], candidate: Candidate) -> bool:
    document = candidate.found.version.document
    text = f"{candidate.sentence.text} {candidate.found.passage.section} {document.title}"
    return any(year in text for year in years)


def _figure_for(
    counted: Sequence[frozenset[str]], candidate: Candidate, asked: Understood
) -> Figure | None:
    """The figure that stands just before the thing counted, if the sentence has one."""
    text = candidate.sentence.text
    language = candidate.found.passage.language
    for figure in figures_in(text):
        if figure.is_year:
            continue
        if asked.kind is Kind.HOW_MUCH and figure.unit != "euro" and figure.value < 1_000_000:
            continue
        if asked.kind is Kind.HOW_MANY and figure.unit:
            continue
        if asked.kind is Kind.HOW_MUCH:
            return figure
        after = text[figure.end : figure.end + 60]
        following = words(re.split(r"[.;:(]", after)[0])[:NEAR]
        if _names(counted, following, language):
            return figure
    return None


def _names(
    counted: Sequence[frozenset[str]], following: Sequence[str], language: Language
) -> bool:
    stems = {stem(word, language) for word in following}
    joined = " ".join(following)
    return all(
        any(name in stems or (len(name) > 4 and name in joined) for name in names)
        for names in counted[:1]
    )
