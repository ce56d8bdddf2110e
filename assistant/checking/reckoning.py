"""A figure of a claim that follows from others of a sentence: a share from a part and its whole, years
from a period. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.checking.proposition import Proposition
from assistant.figures import Counted, Figure, Hedge, compare, figures_in
from assistant.language.anaphora import OF_THEM


def reckoned(figure: Figure, counted: Counted, source: Proposition) -> str:
    """What the claim's figure follows from, as printed: a share from a part and its whole ("2,350
    companies, of which 400"), a number of years from a period ("2013-2023"); "" where nothing does."""
    if counted.is_time and figure.unit == "":
        spans = (
            m
            for m in source.moments
            if m.last.year - m.first.year == figure.value
            and not _WHOLE_YEARS.search(source.text[: m.start])
        )
        return next((source.text[m.start : m.end] for m in spans), "")
    if figure.unit != "%":
        return ""
    counts = [(f, source.text[f.hedge_start : f.end]) for f, _ in source.figures if f.unit == ""]
    wholes = counts + [(f, source.before[f.hedge_start : f.end]) for f in _counts_before(source)]
    for part, printed in counts:
        for whole, of in wholes:
            if 1 < part.value < whole.value and _is_of(part, whole, source):
                share = replace(figure, value=100 * part.value / whole.value, hedge=Hedge.NONE)
                share = replace(share, low=share.value, high=share.value, step=1.0)
                if compare(figure, share).agreement.agrees:
                    return f"{printed} / {of}"
    return ""


def _counts_before(source: Proposition) -> list[Figure]:
    """Counts of the sentence before one that begins with "Daarvan"."""
    if not OF_THEM.match(source.text):
        return []
    found = figures_in(source.before, source.language)
    return [f for f in found if f.unit == "" and not f.is_year]


def _is_of(part: Figure, whole: Figure, source: Proposition) -> bool:
    between = source.text[whole.end : part.hedge_start] if whole.end <= part.hedge_start else ""
    return bool(OF_THEM.match(source.text) or _OF_WHICH.search(between))


# "De jaren 2018-2021" are four; from 2018 to 2021 something grew in three.
_WHOLE_YEARS = re.compile(r"\b(?:jaren|years)\s$", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:waarvan|daarvan|of which|of whom|of them|of these)\b", re.IGNORECASE)
