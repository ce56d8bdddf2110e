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
class Held:
    """A unit with the points of a written sentence that it does not bear out, and the share of its words there."""

    unit: Unit
    points: tuple[ComparedPoint, ...]
    covered: float

    @property
    def differs(self) -> bool:
        """Whether it says something else, rather than nothing, of one of them."""
        return any(p.agrees is False for p in self.points)

    @property
    def turns(self) -> bool:
        """Whether it denies what the sentence says, or says the opposite."""
        turning = (Matter.DENIAL, Matter.OPPOSITE)
        return any(p.agrees is False and p.matter in turning for p in self.points)


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


def held_against(written: Proposition, units: Sequence[Unit]) -> list[Held]:
    """Each unit with what of a written sentence it does not bear out, in their order."""
    return [
        Held(
            unit,
            disagreements(written, unit.source, align(written, unit.source), unit.author),
            covered(written, unit),
        )
        for unit in units
    ]


def carried_by(written: Proposition, tokens: Tokens, held: Sequence[Held]) -> list[Carried]:
    """The units that differ in nothing from a written sentence, in their order.

    What says the contrary in more of its words outdoes them: less of it said without a "not" bears nothing out."""
    contrary = max((h.covered for h in held if h.differs), default=0.0)
    turned = max((h.covered for h in held if h.turns), default=0.0)
    return [
        Carried(h.unit, coverage(written, tokens, h.unit, contrary))
        for h in held
        if not h.points and h.covered > turned - OUTDONE
    ]
