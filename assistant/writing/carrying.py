"""Whether a unit carries a written sentence: nothing in it differs, and enough of it is there.

Logistic regression on what is left over (``coverage``), for units that differ in no figure, date,
name or turn. A model has its source at hand and says which it is, so what is likely here is not what
is likely of a claim held against a library: the weights are fitted on sentences written for that, by
``benchmarks/fit_written.py``, which writes ``carrying.json`` beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.calibration import Logistic, in_order, read_fitted
from assistant.checking.alignment import align
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.writing.agreeing import disagreements
from assistant.writing.coverage import FEATURES, Coverage, coverage, covered
from assistant.writing.units import Tokens, Unit

OUTDONE = 0.05  # of a sentence's words, which one that says the contrary may have more
WEIGHTS = Path(__file__).with_name("carrying.json")


@dataclass(frozen=True, slots=True)
class Carried:
    """A unit that differs in nothing from a written sentence, and what of the sentence it has."""

    unit: Unit
    coverage: Coverage

    @property
    def probability(self) -> float:
        return fitted_carrying().probability(self.coverage.features)

    @property
    def is_enough(self) -> bool:
        limits = fitted_carrying()
        across = self.coverage.features[FEATURES.index("cross")] > 0
        return self.probability >= (limits.across if across else limits.least)


@dataclass(frozen=True)
class Carrying(Logistic):
    """Weights in the order of FEATURES, and from what probability on a sentence is shown: ``across``
    where it is of another language than its source, of which fewer words are known."""

    least: float
    across: float


@lru_cache(maxsize=1)
def fitted_carrying() -> Carrying:
    """Raises KeyError where the file does not fit this program."""
    data = read_fitted(WEIGHTS)
    weights = in_order(data["weights"], FEATURES)
    return Carrying(weights, data["constant"], data["least"], data["across"])


def carried_by(written: Proposition, tokens: Tokens, units: Sequence[Unit]) -> list[Carried]:
    """The units that differ in nothing from a written sentence, in their order.

    What says the contrary in more of its words outdoes them: less of it said without a "not" bears nothing out."""
    held = [
        (u, disagreements(written, u.source, align(written, u.source), u.author)) for u in units
    ]
    contrary = max(
        (covered(written, u) for u, points in held if any(p.agrees is False for p in points)),
        default=0.0,
    )
    turned = max((covered(written, u) for u, points in held if _turns(points)), default=0.0)
    return [
        Carried(unit, coverage(written, tokens, unit, contrary))
        for unit, points in held
        if not points and covered(written, unit) > turned - OUTDONE
    ]


def _turns(points: Sequence[ComparedPoint]) -> bool:
    return any(p.agrees is False and p.matter in (Matter.DENIAL, Matter.OPPOSITE) for p in points)
