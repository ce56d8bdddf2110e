"""Which figures of a sentence are of another name or another year than the claim's. Pure."""

from __future__ import annotations

import re

from assistant.checking.proposition import Proposition
from assistant.language.terms import words

# A year that something is compared with owns no figure: "30% minder dan in 2013".
_BEFORE = re.compile(
    r"\b(?:dan|opzichte van|vergeleken met|sinds|than|compared with|compared to|since)\s(?:in\s)?$",
    re.IGNORECASE,
)


def of_other_names(claim: Proposition, source: Proposition) -> set[int]:
    """In "12 million for Kampen and 7 million for Hattem" the seven are not of Kampen, which has its own."""
    said = set(words(claim.text))
    owned: set[int] = set()
    others: set[int] = set()
    for start, end in source.parts if len(source.names) > 1 else ():
        here = f" {' '.join(words(source.text[start:end]))} "
        named = [name for name in source.names if f" {name} " in here]
        figures = {f.start for f, _ in source.figures if start <= f.start < end}
        if any(said.issuperset(name.split()) for name in named):
            owned |= figures
        elif named:
            others |= figures
    return others if owned else set()


def of_other_years(claim: Proposition, source: Proposition) -> set[int]:
    """Where figures begin that stand with another year, in a sentence that has one with the claim's: in
    "€ 76.250 in 2024, € 110.000 in 2025" the second is not of 2024."""
    years = {m.years for m in claim.moments if m.year_known}
    owned: set[int] = set()
    others: set[int] = set()
    for start, end in source.parts if len(years) == 1 and len(source.moments) > 1 else ():
        here = {
            m.years
            for m in source.moments
            if start <= m.start < end
            and m.year_known
            and not _BEFORE.search(source.text[: m.start])
        }
        figures = {f.start for f, _ in source.figures if start <= f.start < end}
        if len(here) == 1:
            (owned if here == years else others).update(figures)
    return others if owned else set()
