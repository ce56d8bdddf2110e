"""Whether a sentence speaks of what a claim speaks of: a calibrated probability, no magic number.

Logistic regression on what the two have in common: words, names, dates, figures of the same thing,
and nearness in meaning. Whether they agree is another question (``relation``). The weights are
fitted by ``benchmarks/fit_checking.py``, which writes ``sameness.json`` beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.calibration import Logistic, in_order, read_fitted

WEIGHTS = Path(__file__).with_name("sameness.json")
FEATURES = (
    "inside",  # share of the claim's words in the sentence
    "around",  # the same with what stands above and before it
    "lacking",  # share of the claim's words that are not there, of which it is known what stands for them
    "back",  # share of the sentence's words in the claim
    "sentence",  # cosine of claim and sentence, less that with any sentence of its language
    "tokens",  # mean best cosine of the claim's tokens among the sentence's
    "passage",  # the same among the whole passage's
    "lead",  # tokens, less those of the sentence that is nearest of all that were found
    "figures",  # share of the claim's figures that the sentence has, agreeing
    "telling",  # how telling the most telling of them is: 552 more than 2
    "comparable",  # share of the claim's figures that count what one of the sentence's counts
    "dates",  # share of the claim's dates that the sentence itself has
    "names",  # share of the claim's names that the sentence itself has
    "unnamed",  # share of the claim's names that are neither there nor above it
    "figured",  # the claim has figures
    "row",  # the sentence is a row of a table
    "cross",  # the two are of different languages
    "cross_inside",
    "cross_tokens",
    "cross_sentence",
)


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a sentence is to a claim in meaning; see FEATURES."""

    sentence: float
    tokens: float
    passage: float
    lead: float = 0.0


@dataclass(frozen=True)
class Sameness(Logistic):
    """Weights in the order of FEATURES, and from what probability on a verdict is given."""

    support: float
    contradict: float
    contradict_worded: float  # by a negation, an opposite or a name alone


@lru_cache(maxsize=1)
def fitted_sameness() -> Sameness:
    """Raises KeyError where the file does not fit this program."""
    data = read_fitted(WEIGHTS)
    return Sameness(
        in_order(data["weights"], FEATURES),
        data["constant"],
        data["support"],
        data["contradict"],
        data["contradict_worded"],
    )
