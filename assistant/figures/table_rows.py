"""What a figure in a table counts: its cell says so, its column's head, its row's first cell, or the
section that the table stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.counted import counted_by
from assistant.figures.dating import moments_named
from assistant.figures.figure import Figure
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import words
from assistant.records import Language

# Heads and labels that say that something is counted, and not what.
_GENERIC = frozenset(
    "aantal aantallen aantalof number numbers bedrag bedragen amount amounts stand totaal total som sum "
    "waarde value cijfer cijfers figure figures kerncijfer peilmoment datum date jaar year years result "
    "resultaat resultaten results aandeel share monitor mln miljoen million euro eur bron source samen "
    "percentage omvang herkomst overzicht overview many deze this monitoring rapport report".split()
)
_ORDERING = re.compile(
    r"^(?:nr|no|nummer|lijn|line|actielijn|pagina|page|p|blz|fase|phase)\.?$", re.IGNORECASE
)


def orders(cells: Sequence[str], column: int, head: Sequence[str]) -> bool:
    """Whether a cell numbers its row, or names another row or page by its number."""
    named = head[column].strip() if column < len(head) else ""
    bare = cells[column].strip().rstrip(".").isdecimal()
    return bare and (column == 0 or bool(_ORDERING.match(named)))


def counted_in_row(
    cells: Sequence[str],
    column: int,
    figure: Figure,
    head: Sequence[str],
    section: str,
    language: Language,
) -> tuple[str, str]:
    """(noun, what told it): "sentence" is the cell itself, "column", "row" or "section".

    ``figure`` has its offsets in its cell."""
    cell = cells[column]
    if column == 0 or re.search(r"[^\W\d_]{3}", cell[figure.end :]):
        own = counted_by(cell, figure, language)
        if own.noun:
            return own.noun, "sentence"
    named = naming_words(head[column] if column < len(head) else "", language)
    if named:
        return named, "column"
    if column and (label := naming_words(cells[0], language, others=False)):
        return label, "row"
    for title in reversed(section.split(" › ")):
        if titled := naming_words(title, language):
            return titled, "section"
    return "", ""


def naming_words(text: str, language: Language, *, others: bool = True) -> str:
    """The words of a head, label or title that can name what is counted, at most three.

    A label with a moment names that; ``others`` says whether words beside a moment count.

    >>> naming_words("2.4 Fieldlabs", "nl"), naming_words("Aantal", "nl"), naming_words("Eind 2018", "nl")
    ('fieldlabs', '', '')
    """
    moments = moments_named(text)
    if moments and (not others or len(words(text)) <= 4):
        return ""
    for moment in reversed(moments):
        text = text[: moment.start] + text[moment.end :]
    text = re.sub(r"\([^)]*\)", " ", text)
    named = [
        w
        for w in words(text)
        if w not in STOP_WORDS[language] and w not in _GENERIC and not w[0].isdigit() and len(w) > 2
    ]
    return " ".join(named[:3])
