"""Of which day or period a figure speaks, where its sentence, table or section title says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.figures.figure import Figure
from assistant.figures.moments import Moment, moments_in

_SINCE = re.compile(r"\b(?:sinds|vanaf|sedert|since|from)\b[^,;.]*$", re.IGNORECASE)
_WINTER = re.compile(
    r"\bwinter\s(?:van\s|of\s)?(?P<year>(?:19|20)\d\d)[/–-](?P<next>(?:20)?\d\d)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r";\s|\.\s|,\s(?:en|and|maar|but|terwijl|while)\s")


def moment_in_sentence(text: str, figure: Figure, others: Sequence[Figure]) -> Moment | None:
    """The moment nearest to a figure in its clause, unless another figure stands in between."""
    start, end = _clause(text, figure)
    found = [m for m in _told(text) if start <= m.start < end]
    distances = [(max(m.start - figure.end, figure.hedge_start - m.end), m) for m in found]
    for _, moment in sorted(distances, key=lambda pair: pair[0]):
        left, right = sorted([(moment.start, moment.end), (figure.hedge_start, figure.end)])
        if len(found) == 1 or not any(left[1] <= o.start and o.end <= right[0] for o in others):
            return moment
        return None
    return None


def one_moment(text: str) -> Moment | None:
    """The moment that a title or a cell names, where it names one alone."""
    found = _told(text)
    return found[0] if len(found) == 1 else None


def moment_in_row(cells: Sequence[str]) -> Moment | None:
    """The moment that a row speaks of: what it reaches to ("tot eind 2018"), else the first named."""
    found = [m for cell in cells for m in _told(cell)]
    reached = [m for m in found if m.open_end == "until"]
    return next(iter(reached or found), None)


def moments_named(text: str) -> list[Moment]:
    """All moments of a text; "winter 2020/21" among them."""
    straddling = [
        Moment(date(year, 12, 1), date(year + 1, 2, 28), m.start(), m.end())
        for m in _WINTER.finditer(text)
        if (year := int(m["year"])) % 100 + 1 == int(m["next"][-2:])
    ]
    return sorted([*straddling, *moments_in(text)], key=lambda m: m.start)


def _told(text: str) -> list[Moment]:
    """Moments with a year that do not only say since when."""
    return [
        m
        for m in moments_named(text)
        if m.year_known and m.open_end != "since" and not _SINCE.search(text[: m.start])
    ]


def _clause(text: str, figure: Figure) -> tuple[int, int]:
    start = max(
        (m.end() for m in _CLAUSE.finditer(text) if m.end() <= figure.hedge_start), default=0
    )
    behind = _CLAUSE.search(text, figure.end)
    return start, behind.start() if behind else len(text)
