"""Which figures of a sentence are of another name or another year than the claim's. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.checking.proposition import Proposition
from assistant.language.terms import words

# A year that something is compared with owns no figure: "30% minder dan in 2013".
_BEFORE = re.compile(
    r"\b(?:dan|opzichte van|vergeleken met|sinds|than|compared with|compared to|since)\s(?:in\s)?$",
    re.IGNORECASE,
)
_IN = re.compile(r"\s(?:in|per|at|op|on|for|over|voor)\s(?:(?:de|the)\s)?", re.IGNORECASE)


def of_other_names(claim: Proposition, source: Proposition) -> set[int]:
    """In "12 million for Kampen and 7 million for Hattem" the seven are not of Kampen, which has its own."""
    said = set(words(claim.text))

    def is_of_claim(start: int, end: int) -> bool | None:
        here = f" {' '.join(words(source.text[start:end]))} "
        named = [name for name in source.names if f" {name} " in here]
        return any(said.issuperset(name.split()) for name in named) if named else None

    return _of_others(source, is_of_claim) if len(source.names) > 1 else set()


def of_other_years(claim: Proposition, source: Proposition) -> set[int]:
    """Where figures begin that stand with another year, in a sentence that has one with the claim's: in
    "€ 76.250 in 2024, € 110.000 in 2025" the second is not of 2024."""
    years = {m.years for m in claim.moments if m.year_known}
    known = [m for m in source.moments if m.year_known]

    def is_of_claim(start: int, end: int) -> bool | None:
        within = (m for m in known if start <= m.start < end)
        here = {m.years for m in within if not _BEFORE.search(source.text[: m.start])}
        return here == years if len(here) == 1 else None

    several = len(years) == 1 and len(source.moments) > 1
    if not several:
        return set()
    return _of_others(source, is_of_claim) or _followed_by_other_year(source, years)


def _followed_by_other_year(source: Proposition, years: set[tuple[int, int]]) -> set[int]:
    """Where figures begin that stand right before another year, in a sentence that has one right before the
    claim's: "van 12% in 2013 tot 11% in 2023"."""
    own: set[int] = set()
    others: set[int] = set()
    for figure, _ in source.figures:
        for moment in source.moments:
            if _IN.fullmatch(source.text[figure.end : moment.start]):
                (own if moment.years in years else others).add(figure.start)
    return others if own else set()


def _of_others(source: Proposition, is_of_claim: Callable[[int, int], bool | None]) -> set[int]:
    """Where figures begin in the parts of a sentence that are of another's, if any of its parts with a figure is
    of the claim's; ``is_of_claim`` says None of a part that tells neither."""
    owned: set[int] = set()
    others: set[int] = set()
    for start, end in source.parts:
        of_claim = is_of_claim(start, end)
        if of_claim is not None:
            figures = {f.start for f, _ in source.figures if start <= f.start < end}
            (owned if of_claim else others).update(figures)
    return others if owned else set()
