"""Whether a sentence holds the kind of thing that a question wants: a figure, a date, a name, a cause."""

from __future__ import annotations

import re

from assistant.figures import Figure, figures_in
from assistant.language.proper_names import NAME_WITHIN, NO_PERSON, PERSON
from assistant.language.speech import past, present
from assistant.reading.face_dates import first_date
from assistant.records import Language, Passage
from assistant.retrieval import Kind

# Kinds of questions that ask for a figure or a date.
POINTED = frozenset({Kind.HOW_MANY, Kind.HOW_MUCH, Kind.WHEN})
LARGE = 100_000  # from here on a bare number may be an amount
_ROLE = re.compile(
    r"\b(?:minister|staatssecretaris|voorzitter|chair\w*|secretary|directeur|director|auteur|author|"
    r"ministerie|bureau|commissie|committee)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CAUSE = re.compile(
    r"\b(?:omdat|doordat|vanwege|wegens|reden|daarom|hierdoor|daardoor|zodat|om te|because|since|due to|"
    r"reason|therefore|in order to|so that|owing)\b",
    re.IGNORECASE,
)
_REPORTS = (
    *present("stellen vinden schrijven state say conclude find argue"),
    *past("say find"),
    *("state", "conclude", "find", "argue"),
)
_REPORTED = re.compile(
    rf"\b(?:{'|'.join(_REPORTS)}|volgens|aldus|according|concludeer\w*|noem\w*|oordeel\w*)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S@\S|\bwww\.|https?://|\d[\d\s()./-]{6,}\d")


def spoken(passage: Passage, position: int) -> float:
    """Whether a sentence is said by somebody, 0 to 1: in quotation marks that opened before, or reported."""
    before = " ".join(s.text for s in passage.sentences[: position + 1])
    opened = max(before.count("‘") - before.count("’ ") - before.endswith("’"), 0)
    opened += max(before.count("“") - before.count("”"), 0)
    text = passage.sentences[position].text
    if opened or re.search(r"[‘“„]|:\s*['\"]", text):
        return 1.0
    return 0.7 if _REPORTED.search(text) else 0.3


def is_amount(figure: Figure) -> bool:
    """Whether a figure is, or may be, an amount of money."""
    return figure.unit == "euro" or figure.value >= LARGE


def offers(kind: Kind, text: str, language: Language) -> float:
    """Whether a sentence holds the kind of thing that the question wants, 0 to 1."""
    if kind is Kind.WHAT:
        return 1.0
    if kind is Kind.HOW_MANY:
        return float(any(not f.is_year for f in figures_in(text, language)))
    if kind is Kind.HOW_MUCH:
        found = figures_in(text, language)
        if any(map(is_amount, found)):
            return 1.0
        return 0.4 if any(not f.is_year for f in found) else 0.0
    if kind is Kind.WHEN:
        return 1.0 if _YEAR.search(text) or first_date(text) else 0.0
    if kind is Kind.WHO:
        if any(not NO_PERSON & set(m.group().split()) for m in PERSON.finditer(text)):
            return 1.0
        return 0.5 if _ROLE.search(text) or NAME_WITHIN.search(text) else 0.0
    if kind is Kind.NAMES:
        return min(1.0, len(NAME_WITHIN.findall(text)) / 3)
    if kind is Kind.CONTACT:
        return 1.0 if _CONTACT.search(text) else 0.0
    if kind is Kind.WHERE:
        return 1.0 if NAME_WITHIN.search(text) else 0.0
    return 1.0 if _CAUSE.search(text) else 0.6
