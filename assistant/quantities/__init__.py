"""Passages -> figures for the ledger: what each is worth, what it counts, and when."""

from assistant.quantities.extracting import figures_of, place_in_sentence
from assistant.quantities.names import names_asked, names_of_noun

__all__ = ["figures_of", "names_asked", "names_of_noun", "place_in_sentence"]
