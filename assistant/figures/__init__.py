"""Figures and dates in running text, Dutch and English: what they are worth, what they count, and
whether two of them agree."""

from assistant.figures.comparing import Agreement, Comparison, compare
from assistant.figures.counted import Counted, counted_by
from assistant.figures.figure import Figure, figures_in
from assistant.figures.hedges import Hedge
from assistant.figures.moments import Moment, moments_in

__all__ = [
    "Agreement",
    "Comparison",
    "Counted",
    "Figure",
    "Hedge",
    "Moment",
    "compare",
    "counted_by",
    "figures_in",
    "moments_in",
]
