"""What comes closest to a written sentence that nothing carries, unless something contradicts it. Pure.

A sentence is only shown as unconfirmed where it speaks of the same as a unit that has every figure, date, name and
turn of it, how firmly it is said apart, and where no unit with more of its words lacks one. What may yet be
another thing in the same words (an exchange) is taken for a contradiction: it would look like the source.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.point import Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.language.terms import stem
from assistant.language.vocabulary import Vocabulary
from assistant.writing.carrying import OUTDONE, Held
from assistant.writing.coverage import FEATURES, Coverage, coverage
from assistant.writing.units import Tokens, Unit

LIKE = 0.5  # of a sentence's words, that a unit has which speaks of the same
EXCHANGED = 0.5  # of what stands by several figures, that stands by another of them in the unit


def is_like(held: Held) -> bool:
    """Whether a unit has so many words of a sentence that it may speak of the same."""
    return held.covered >= LIKE


def closest(
    written: Proposition, tokens: Tokens, cited: Sequence[Held], others: Sequence[Held]
) -> Held | None:
    """The unit that is most like a sentence, of the passages that it cites if one there is like it at all;
    None where something in any passage contradicts the sentence."""
    differing = max((h.covered for h in (*cited, *others) if _excludes(h)), default=0.0)
    least = max(LIKE, differing - OUTDONE)
    free = [[h for h in g if not _excludes(h) and h.covered >= least] for g in (cited, others)]
    best = max(free[0] or free[1], key=lambda h: h.covered + h.unit.nearness, default=None)
    if best is None or _counts_another(written, best.unit):
        return None
    return None if _may_be_turned(coverage(written, tokens, best.unit, 0.0)) else best


def _excludes(held: Held) -> bool:
    """Whether a unit lacks or denies something of a sentence. How firmly it says it is no such thing: "can" and
    "is able to", "weighs" and "thinks of" are told apart by words alone, and rightly in half of the cases."""
    return any(p.matter is not Matter.CERTAINTY for p in held.points)


def _may_be_turned(found: Coverage) -> bool:
    """Whether what a unit has elsewhere may make a sentence say another thing."""
    told = dict(zip(FEATURES, found.features, strict=True))
    return bool(told["crossed"]) or told["swapped"] >= EXCHANGED


def _counts_another(written: Proposition, unit: Unit) -> bool:
    """Whether a figure of a sentence counts what the unit has no word of, in whatever language."""
    near = Vocabulary.of(f"{unit.source.text} {unit.source.around}", unit.source.language)
    nouns = [c.noun for f, c in written.figures if c.noun and not f.unit and not c.is_time]
    return not all(
        any(says(near, stem(word, written.language), written.language) for word in noun.split())
        for noun in nouns
    )
