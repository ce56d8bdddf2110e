"""What a question counts ("hoeveel *bedrijven*"), and the figure in a sentence that counts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures import Figure, figures_in
from assistant.language.glossary import synonyms, translations
from assistant.language.terms import content_words, stem, words
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

_EXISTS = re.compile(
    r"\b(?:(?:zijn|waren) er|er (?:\w+ )?(?:zijn|waren)|(?:are|were) there|tel(?:t|de)|bestaan|"
    r"exist|aantal|number of)\b",
    re.IGNORECASE,
)


def subject_of(understood: Understood) -> list[str]:
    """The words for what is counted, as typed: one in Dutch, up to two in English ("field labs")."""
    found = _ASKED.search(understood.text)
    if found is None:
        return []
    named = [w for w in found.groups() if w and w.lower() not in _PASSED_OVER]
    if understood.language == "en" and len(named) == 2 and named[1].lower() in _AFTER_NOUN:
        named = named[:1]
    return named[:2] if understood.language == "en" else named[:1]


_AFTER_NOUN = frozenset(
    "are were is was do does did have has had take took can could will would there in of on for "
    "with from to participate participated join joined started exist existed".split()
)


def subject_named(understood: Understood) -> str:
    """What a question counts, as typed; "" for one after money."""
    return " ".join(subject_of(understood)) if understood.kind is Kind.HOW_MANY else ""


def counted_in(understood: Understood) -> tuple[Names, ...]:
    """For each word of the thing counted, the stems that stand for it; () where nothing is counted."""
    if understood.kind not in (Kind.HOW_MANY, Kind.HOW_MUCH):
        return ()
    sets: list[Names] = []
    for word in subject_of(understood):
        parts = words(word)
        if parts:
            stemmed = stem(parts[0], understood.language)
            same = synonyms(stemmed, understood.language) | translations(
                stemmed, understood.language
            )
            named = names_of_parts() if counts_parts(understood.text) else frozenset[str]()
            sets.append(frozenset({stemmed, *same, *named}))
    return tuple(sets)


def how_many_there_are(understood: Understood) -> bool:
    """Whether a question asks how many there are, and not how many did something."""
    subject = " ".join(subject_of(understood)).lower().split()
    rest = [
        w
        for w in content_words(understood.text, understood.language)
        if w not in subject and not w.isdigit()
    ]
    return not rest or bool(_EXISTS.search(understood.text))


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
