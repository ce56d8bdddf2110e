"""What the documents say of a number that a claim gives: looked up, not left to what search brings."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering import answer_question
from assistant.checking.claims import Claim
from assistant.checking.proposition import Proposition
from assistant.figures import Agreement, Figure, Hedge, compare, figures_in
from assistant.language.languages import other_language
from assistant.library import Library
from assistant.records import Filters, Language, Question, Side

BESIDE = 2  # words of a claim beside what it counts; with more it is about a part of them
_ASKED: dict[Language, str] = {
    "nl": "Hoeveel {noun} waren er{when}?",
    "en": "How many {noun} were there{when}?",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What documents that disagree give for what a claim counts: its figure, or another."""

    same: tuple[Side, ...] = ()
    contrary: tuple[Side, ...] = ()


def counts_of(library: Library, claim: Claim, understood: Proposition, filters: Filters) -> Counts:
    """The figures that documents give for a claim that says how many there are of something and
    little else ("In april 2021 waren er 50 fieldlabs"), where one of them gives its figure."""
    noun, figure = _counted(understood)
    if figure is None:
        return Counts()
    moments = [m for m in understood.moments if m.year_known]
    when = f" in {claim.text[moments[0].start : moments[0].end]}" if moments else ""
    asked = _ASKED[claim.language].format(noun=noun, when=when)
    answer = answer_question(library, Question(asked, claim.language, filters))
    sides = [side for disagreement in answer.disagreements for side in disagreement.sides]
    agreements = [(_agreement(figure, side, claim.language), side) for side in sides]
    # "Meer dan 680" beside "ca. 680": the same number, hedged in another way.
    same = [side for a, side in agreements if a in (Agreement.SAME, Agreement.HEDGED)]
    if not same:
        return Counts()
    return Counts(tuple(same), tuple(s for a, s in agreements if a is Agreement.DIFFERENT))


def _counted(understood: Proposition) -> tuple[str, Figure | None]:
    counts = [(f, c) for f, c in understood.figures if f.unit == "" and c.known and not c.is_time]
    if len(counts) != 1 or len(understood.figures) != 1:
        return "", None
    figure, counted = counts[0]
    beside = [t for t in understood.terms if not any(t in names for names in counted.names)]
    return (counted.noun, figure) if len(beside) <= BESIDE else ("", None)


def _agreement(figure: Figure, side: Side, language: Language) -> Agreement:
    # A hedge is a word of the document's language, which need not be the claim's.
    readings = [figures_in(side.value, lang) for lang in (language, other_language(language))]
    found = max(readings, key=lambda figures: sum(f.hedge is not Hedge.NONE for f in figures))
    return compare(figure, found[0]).agreement if found else Agreement.UNDECIDED
