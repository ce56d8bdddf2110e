"""Whether two figures that a sentence has stand with each other's words there. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.point import ComparedPoint
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.figures import Figure
from assistant.language.vocabulary import Vocabulary

CROSSED = 2  # words of the claim, without one that stands with its own figure
WHOLE, ROUNDED = 100.0, 0.11  # percent: of two shares that make it up one word tells which is whose
BREAK = 4  # words that a comma or a conjunction puts what is behind it further from a figure
_STEP = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+|[,;:]")
_BREAK = re.compile(r"[,;:]|en|and|tegen|against|waar|while|terwijl|versus", re.IGNORECASE)
Sides = tuple[Vocabulary, Vocabulary]


def have_changed_places(
    claim: Proposition,
    source: Proposition,
    points: Sequence[ComparedPoint],
    pair: tuple[int, int],
) -> bool:
    """Whether two different figures of a claim, of one unit, both stand in a sentence, each with the other's
    words: "21 procent aan overhead, waar dat landelijk gemiddeld 16 is" beside "de overhead ligt met 16% lager
    dan het landelijk gemiddelde van 21%".

    ``points`` are those of the claim's figures, in their order; ``pair`` numbers two of them."""
    mine = [claim.figures[number][0] for number in pair]
    found = [points[number].found for number in pair if points[number].agrees]
    theirs = [
        figure
        for printed in found
        for figure in [f for f, _ in source.figures if printed_figure(source, f) == printed][:1]
    ]
    if len(theirs) < 2 or len(set(found)) < 2 or mine[0].unit != mine[1].unit:
        return False
    starts = (mine[0].start, mine[1].start), (theirs[0].start, theirs[1].start)
    shared = mine[0].unit == "%" and abs(mine[0].value + mine[1].value - WHOLE) < ROUNDED
    return _are_crossed(claim, source, *starts, least=1 if shared else CROSSED)


def printed_figure(side: Proposition, figure: Figure) -> str:
    """A figure as its sentence prints it, with the words that widen it."""
    return side.text[figure.hedge_start : figure.end].strip()


def _are_crossed(
    claim: Proposition,
    source: Proposition,
    mine: tuple[int, int],
    theirs: tuple[int, int],
    least: int,
) -> bool:
    """Whether the words that both have, ``least`` of them, stand with the other figure; ``mine`` and ``theirs``
    are where the two figures begin."""
    own, there = _words_with(claim, mine), _words_with(source, theirs)
    openings = _before(claim, mine), _before(source, theirs)
    crossed = 0
    for term in claim.terms:
        if all(says(words, term, claim.language, wide=True) for words in openings):
            continue  # "Van de neerslag": what both open with is of both figures
        sides = [
            [says(words, term, claim.language, wide=True) for words in each]
            for each in (own, there)
        ]
        if any(first == second for first, second in sides):
            continue  # it stands nowhere, or with both
        if sides[0] == sides[1]:
            return False
        crossed += 1
    return crossed >= least


def _before(side: Proposition, places: tuple[int, int]) -> Vocabulary:
    """The words of a sentence before both figures."""
    return Vocabulary.of(side.text[: min(places)], side.language)


def _words_with(side: Proposition, places: tuple[int, int]) -> Sides:
    """The words of a sentence that stand nearer to the one figure, and those nearer to the other."""
    steps: list[tuple[str, int, int]] = []
    far = 0
    for match in _STEP.finditer(side.text):
        far += BREAK if _BREAK.fullmatch(match.group()) else 1
        steps.append((match.group(), match.start(), far))
    one, other = (next((far for _, start, far in steps if start >= place), far) for place in places)
    return (
        _vocabulary([word for word, _, at in steps if abs(at - one) < abs(at - other)], side),
        _vocabulary([word for word, _, at in steps if abs(at - other) < abs(at - one)], side),
    )


def _vocabulary(words: list[str], side: Proposition) -> Vocabulary:
    return Vocabulary.of(" ".join(words), side.language)
