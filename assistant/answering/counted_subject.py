"""What a question counts ("hoeveel *bedrijven*"), and the figure in a sentence that counts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures import Figure, figures_in
from assistant.language.glossary import synonyms, translations
from assistant.language.terms import stem, words
from assistant.records import Language
from assistant.retrieval import Kind, Understood, counts_parts, names_of_parts

NEAR = 6  # words between a figure and the thing that it counts
Names = frozenset[str]  # stems that stand for one word of the thing counted, in either language

_ASKED = re.compile(
    r"\b(?:hoeveel|how many|how much|(?:aantal|number of|percentage(?: of)?|bedrag|amount of))\s+"
    r"([\w’'-]+)\s*([\w’'-]*)",
    re.IGNORECASE,
)
_PASSED_OVER = frozenset(
    "er zijn is de het een the of extra unieke unique actieve active deelnemende "
    "participating van of in voor for from to met with nieuwe new dutch nederlandse andere "
    "other kon kan kunnen zijn waren were was".split()
)


def subject_of(asked: Understood) -> list[str]:
    """The words for what is counted, as typed: one in Dutch, up to two in English ("field labs")."""
    found = _ASKED.search(asked.text)
    if found is None:
        return []
    named = [w for w in found.groups() if w and w.lower() not in _PASSED_OVER]
    if asked.language == "en" and len(named) == 2 and named[1].lower() in _AFTER_NOUN:
        named = named[:1]
    return named[:2] if asked.language == "en" else named[:1]


_AFTER_NOUN = frozenset(
    "are were is was do does did have has had take took can could will would there in of on for "
    "with from to participate participated join joined started exist existed".split()
)


def counted_in(asked: Understood) -> tuple[Names, ...]:
    """For each word of the thing counted, the stems that stand for it; () where nothing is counted."""
    if asked.kind not in (Kind.HOW_MANY, Kind.HOW_MUCH):
        return ()
    sets: list[Names] = []
    for word in subject_of(asked):
        parts = words(word)
        if parts:
            stemmed = stem(parts[0], asked.language)
            same = synonyms(stemmed, asked.language) | translations(stemmed, asked.language)
            named = names_of_parts() if counts_parts(asked.text) else frozenset[str]()
            sets.append(frozenset({stemmed, *same, *named}))
    return tuple(sets)


def figure_counting(counted: Sequence[Names], text: str, language: Language) -> Figure | None:
    """The figure that stands just before the thing counted, years left out."""
    for figure in figures_in(text, language):
        if figure.is_year or figure.unit == "euro":
            continue
        following = words(re.split(r"[.;:(]", text[figure.end : figure.end + 70])[0])[:NEAR]
        stems = {stem(word, language) for word in following}
        joined = " ".join(following)
        if any(
            name in stems or (len(name) > 4 and name in joined)
            for names in counted
            for name in names
        ):
            return figure
    return None
