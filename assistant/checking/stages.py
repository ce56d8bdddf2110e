"""How far money has come: asked for, made available, granted, spent. What is made available is not yet
granted, so that the same amount at another stage bears nothing out. Pure."""

from __future__ import annotations

import re

from assistant.checking.proposition import Proposition
from assistant.figures import Figure

_STAGES = tuple(
    re.compile(rf"\b(?:{words_of})\b", re.IGNORECASE)
    for words_of in (
        r"aangevraagde?|requested|applied for",
        r"beschikbaar|uitgetrokken|trekt|trok|vrijgemaakt|gereserveerde?|begrote?|made available|"
        r"earmarked|set aside|budgeted|reserved",
        r"toegekende?|verleende?|gehonoreerde?|granted|awarded",
        r"uitgegeven|besteed|uitbetaalde?|uitgekeerde?|spent|paid out|disbursed",
    )
)


def of_another_stage(
    claim: Proposition, figure: Figure, source: Proposition, other: Figure
) -> bool:
    """Whether claim and sentence tell of two amounts of money, and both say how far each has come.

    >>> from assistant.figures import figures_in
    >>> one = Proposition("Er is 130 miljoen euro toegekend.", "nl")
    >>> two = Proposition("Er is 127 miljoen euro beschikbaar gesteld.", "nl")
    >>> of_another_stage(one, one.figures[0][0], two, two.figures[0][0])
    True
    """
    mine, theirs = _stages(claim, figure), _stages(source, other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _stages(side: Proposition, figure: Figure) -> frozenset[int]:
    """The stages named in the part of a sentence that a figure stands in, else in the sentence."""
    part = next((side.text[a:b] for a, b in side.parts if a <= figure.start < b), side.text)
    return _named(part) or _named(side.text)


def _named(text: str) -> frozenset[int]:
    return frozenset(n for n, pattern in enumerate(_STAGES) if pattern.search(text))
