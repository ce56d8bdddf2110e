"""Whether two figures agree: the same, within the hedge, honestly rounded, or different."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from assistant.figures.figure import Figure
from assistant.figures.hedges import Hedge, last_digit

ROUNDED = 0.04  # how far a figure that is printed in millions or with decimals may be rounded
ROUNDED_WHOLE = 0.015  # the same for a number written out in full: 552 as 550, never 47 as 50
FAR = 1.5  # from how many times the figure on an open hedge says nothing of it
_TINY = 1e-9


class Agreement(StrEnum):
    """How a claimed figure stands to one in a source."""

    SAME = "same"
    WITHIN = "within"  # the source's figure is one that the claim's words allow
    ROUNDED = "rounded"
    HEDGED = "hedged"  # the same number, made wider or narrower than the source does
    DIFFERENT = "different"
    UNDECIDED = "undecided"  # the source is too vague to tell
    OTHER_UNIT = "other_unit"  # percent and percentage points, euros and companies

    @property
    def agrees(self) -> bool:
        return self in (Agreement.SAME, Agreement.WITHIN, Agreement.ROUNDED, Agreement.HEDGED)


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """A claimed figure beside a source's, and how the two stand."""

    claimed: Figure
    source: Figure
    agreement: Agreement


def compare(claimed: Figure, source: Figure) -> FigureComparison:
    """Hold a claimed figure against one of a source. What they count is not looked at."""
    return FigureComparison(claimed, source, _agreement(claimed, source))


def _agreement(claimed: Figure, source: Figure) -> Agreement:
    if _units_differ(claimed, source) or (claimed.per and source.per and claimed.per != source.per):
        return Agreement.OTHER_UNIT
    if _equal(claimed.value, source.value) and Hedge.BETWEEN not in (claimed.hedge, source.hedge):
        return _same_number(claimed, source)
    if claimed.value * source.value < 0 and _equal(-claimed.value, source.value):
        return Agreement.UNDECIDED  # "een krimp van 3,5 procent" may be a growth of −3,5
    if _disjoint(claimed, source):
        return Agreement.DIFFERENT
    if claimed.hedge is source.hedge and claimed.hedge in (Hedge.AT_LEAST, Hedge.AT_MOST):
        return Agreement.DIFFERENT  # "at least three" is another condition than "at least four"
    if claimed.hedge is not Hedge.NONE:
        inside = claimed.low - _TINY <= source.low and source.high <= claimed.high + _TINY
        if inside or _inside(source.value, claimed):
            # "At least six" is true of 600, but nobody who means 600 says it.
            return Agreement.WITHIN if _of_a_size(claimed, source) else Agreement.UNDECIDED
        return Agreement.UNDECIDED
    if source.hedge is not Hedge.NONE:
        return Agreement.UNDECIDED  # "ruim 680" is no source for "720"
    return Agreement.ROUNDED if _rounding(claimed, source) else Agreement.DIFFERENT


def _units_differ(one: Figure, other: Figure) -> bool:
    if one.unit == other.unit:
        return False
    bare = next((f for f in (one, other) if f.unit == ""), None)
    # "1300 miljoen" is an amount although no euro stands beside it.
    money = {one.unit, other.unit} & {"euro", "dollar", "pound"}
    return not (bare is not None and money and bare.step >= 100_000)


def _same_number(claimed: Figure, source: Figure) -> Agreement:
    if claimed.hedge is source.hedge:
        return Agreement.SAME
    sides = {claimed.hedge, source.hedge}
    if sides in (
        {Hedge.OVER, Hedge.UNDER},
        {Hedge.AT_LEAST, Hedge.UNDER},
        {Hedge.OVER, Hedge.AT_MOST},
    ):
        return Agreement.DIFFERENT
    if claimed.hedge is Hedge.NONE and _leaves_out_its_number(source):
        return Agreement.UNDECIDED  # "<30" is no source for "30"
    return Agreement.HEDGED


def _leaves_out_its_number(figure: Figure) -> bool:
    """Whether a figure is any amount on one side of its number: "<30", "more than 650"."""
    open_ended = math.isinf(figure.low) or math.isinf(figure.high)
    return open_ended and figure.hedge in (Hedge.UNDER, Hedge.OVER)


def _disjoint(claimed: Figure, source: Figure) -> bool:
    """Whether no number is meant by both, rounding allowed for."""
    if claimed.hedge is Hedge.NONE and source.hedge is Hedge.NONE:
        return not _rounding(claimed, source)
    # Who says "more than 700" does not mean 1,700: open ends reach no further than figures of a size.
    high, other_high = (_highest(f) for f in (claimed, source))
    low, other_low = (_lowest(f) for f in (claimed, source))
    return high < other_low - _TINY or other_high < low - _TINY


def _highest(figure: Figure) -> float:
    """ "At least six" is a condition and reaches as far as it says."""
    return figure.high if figure.hedge is Hedge.AT_LEAST else min(figure.high, FAR * figure.value)


def _lowest(figure: Figure) -> float:
    return figure.low if figure.hedge is Hedge.AT_MOST else max(figure.low, figure.value / FAR)


def _rounding(one: Figure, other: Figure) -> bool:
    """Whether one is the other, rounded to its own last digit, and not by much."""
    for rough, fine in ((one, other), (other, one)):
        far = abs(rough.value - fine.value) / max(abs(fine.value), _TINY)
        step = rough.step or last_digit(rough.value)
        most = ROUNDED if rough.step else ROUNDED_WHOLE
        if far <= most and abs(rough.value - fine.value) <= step / 2 + _TINY * step:
            return True
    return False


def _of_a_size(claimed: Figure, source: Figure) -> bool:
    small, large = sorted((abs(claimed.value), abs(source.value)))
    return large <= FAR * max(small, _TINY)


def _inside(value: float, figure: Figure) -> bool:
    return figure.low - _TINY <= value <= figure.high + _TINY


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _TINY * max(1.0, abs(one), abs(other))
