"""Figures and dates in running text, Dutch and English: what they are worth, what they count, and
whether two of them agree; and the figure mentions of passages, for the ledger."""

from assistant.figures.cells import cell_figures, in_full, statement_of_cell
from assistant.figures.comparison import Agreement, FigureComparison, compare
from assistant.figures.counted import Counted, counted_by
from assistant.figures.figure import Figure, figures_in
from assistant.figures.hedges import Hedge
from assistant.figures.mentions import figures_of, place_in_sentence
from assistant.figures.moments import Moment, moments_in
from assistant.figures.noun_names import names_asked, names_of_noun

__all__ = [
    "Agreement",
    "Counted",
    "Figure",
    "FigureComparison",
    "Hedge",
    "Moment",
    "cell_figures",
    "compare",
    "counted_by",
    "figures_in",
    "figures_of",
    "in_full",
    "moments_in",
    "names_asked",
    "names_of_noun",
    "place_in_sentence",
    "statement_of_cell",
]
