"""Whether a sentence that speaks of a claim stands for it, against it, for a part of it, or neither. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.alignment import Alignment
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.sameness import fitted_sameness
from assistant.records import Stance

_WEAKER = (Matter.CERTAINTY, Matter.SPEAKER)
_WORDED = (Matter.DENIAL, Matter.OPPOSITE, Matter.NAME)
SPOKEN_OF = 0.3  # of the claim's words, without which nothing contradicts it
SPOKEN_OF_ACROSS = 0.2  # the same in another language, of which the glossary has some words
ACROSS = 0.25  # probability from which that is enough
STRIKING, UNMISTAKABLE = 0.6, 0.9  # a figure with two, and with three digits or more that count
SOME = 0.2  # of the claim's words, beside a figure that agrees
DATED_WORDS = 0.4  # of the claim's words, where nothing but its date is another
DATED = 0.55  # probability, where the sentence has the claim's date: below it 1 of 7 was right
FEW = 2  # words in common, of a claim that words alone bear out
CERTAIN = 0.85  # probability from which one is enough beside a number, however common
LIKELY_WITH_EVERY = 0.5  # the same where the sentence has every word of it
LIKELY = 0.7  # probability that it speaks of the same, where words alone bear a claim out
TELLS_NOTHING = 0.1  # a figure as common as 2
# Probability and share of the claim's words: below both of a pair another figure was of something else in most
# of the open, loose and fresh claims, and so was another date below both of its pair.
FIGURED = ((0.25, 0.5), (0.35, 0.45), (0.5, 0.3))
DATED_APART = (0.45, 0.4)
FIGURE_WORDS = (
    0.3  # of the claim's words, below which a figure bears it out in a likely sentence alone
)
# A plan, a wish or another name is a part of the claim only in a sentence that surely speaks of it: below these
# such a sentence was of something else in 36 of 37 claims (fitted on the open, loose and fresh ones).
PARTLY, PARTLY_WORDS = 0.5, 0.6
NAMED, NAMED_WORDS = 0.5, 0.55
INSTEAD, INSTEAD_WORDS = 0.45, 0.8  # with another name in the same role, which contradicts it
NAMED_LISTED, LISTED_WORDS = 0.35, 0.75  # the same where it has three words or names of it and more
SURE = 0.7  # from this probability on a name may be left unsaid beside a telling figure
# "More" and "less" stand in many sentences, and below this mostly in one about something else.
OPPOSED, OPPOSED_WORDS = 0.5, 0.4
EVERY = 0.95  # of the claim's words, in a sentence that denies them
WORDED = 0.5  # the same where nothing but words bears it out or contradicts it


def stance_of(
    points: Sequence[ComparedPoint], strength: float, alignment: Alignment, across: bool
) -> Stance | None:
    """Whether a sentence that so speaks of a claim stands for it, against it, for part of it, or neither."""
    limits = fitted_sameness()
    wrong = [p for p in points if p.agrees is False]
    hard = {p.matter for p in wrong if p.matter not in _WEAKER}
    telling = max(
        (p.telling for p in points if p.agrees and p.matter is Matter.FIGURE), default=0.0
    )
    silent = {p.matter for p in points if p.agrees is None and not p.goes_unsaid}
    if telling > TELLS_NOTHING and strength >= SURE:
        silent -= {Matter.NAME}
    scaled = any(p.matter is Matter.UNIT or p.scaled for p in wrong)
    spoken_of = SPOKEN_OF_ACROSS if across and strength >= ACROSS else SPOKEN_OF
    grounded = telling > TELLS_NOTHING or alignment.around >= spoken_of or scaled
    if not wrong and not silent:
        dated = any(p.matter is Matter.DATE and p.found for p in points)
        best = max((p.telling for p in points if p.agrees), default=0.0)
        # However exact a date is, in a sentence that hardly speaks of the same it is that of something else.
        elsewhere = dated and telling <= TELLS_NOTHING and strength < DATED
        borne = not elsewhere and _borne(best, strength, alignment, dated, across)
        return Stance.FOR if strength >= limits.support and borne else None
    if hard & {Matter.FIGURE, Matter.UNIT} and all(map(_is_small, _silent_figures(points))):
        silent -= {Matter.FIGURE}  # "de zes gemeenten" leave a wrong amount wrong
    if strength < limits.contradict or not grounded or silent & {Matter.FIGURE, Matter.DENIAL}:
        return None
    if not hard:
        dated = bool(telling) and silent == {Matter.DATE} and strength >= PARTLY
        weaker = wrong and not silent and _is_said_weaker(wrong, strength, alignment)
        return Stance.PARTLY if dated or weaker else None
    if len(hard - {Matter.UNIT}) > 1:
        return None  # what differs in two ways is something else
    if hard == {Matter.NAME}:
        return _stance_of_name(points, telling, strength, alignment)
    if hard == {Matter.DATE} and telling:
        return Stance.PARTLY
    return Stance.AGAINST if _is_denied(points, hard, strength, alignment) else None


def _is_denied(
    points: Sequence[ComparedPoint], hard: set[Matter], strength: float, alignment: Alignment
) -> bool:
    """Whether a sentence that differs from a claim in its figure, its date or its words alone contradicts it."""
    limits = fitted_sameness()
    wrong = [p for p in points if p.agrees is False]
    if hard & {Matter.FIGURE, Matter.UNIT}:
        return not _is_hardly_about_it(strength, alignment)
    if hard == {Matter.DATE}:
        ended = any(p.telling > TELLS_NOTHING for p in wrong)  # both say until when, or since when
        return not _is_dated_apart(wrong, strength, alignment, ended)
    if hard <= set(_WORDED) and any(p.matter is Matter.CERTAINTY for p in wrong):
        return False  # what is advised or may be is no denial of what is
    if hard == {Matter.OPPOSITE}:
        return _is_turned_round(points, strength, alignment)
    worded = alignment.inside >= WORDED or (strength >= SURE and alignment.inside >= SPOKEN_OF)
    every = hard == {Matter.DENIAL} and alignment.inside >= EVERY and alignment.held > 0
    least = limits.contradict if every else limits.contradict_worded
    return not hard <= set(_WORDED) or (strength >= least and worded)


def _is_dated_apart(
    wrong: Sequence[ComparedPoint], strength: float, alignment: Alignment, ended: bool
) -> bool:
    """Whether another date is that of something else: of another thing that the same name did, of a sentence
    with few of the claim's words, or of one that has neither date of a claim with two."""
    if sum(p.matter is Matter.DATE for p in wrong) > 1:
        return True
    if strength < DATED_APART[0] and alignment.inside < DATED_APART[1]:
        return True
    return not ended and (not alignment.held or alignment.around < DATED_WORDS)


def _is_said_weaker(wrong: Sequence[ComparedPoint], strength: float, alignment: Alignment) -> bool:
    """Whether a sentence says the claim as a plan or a wish, or by somebody else, and surely speaks of it."""
    planned = any(p.matter is Matter.CERTAINTY for p in wrong)
    return not planned or (strength >= PARTLY and alignment.inside >= PARTLY_WORDS)


def _stance_of_name(
    points: Sequence[ComparedPoint], telling: float, strength: float, alignment: Alignment
) -> Stance | None:
    """What a sentence with another name says of a claim: the contrary where it says nearly all of the claim
    and has the other in the same role; a part of it where it says that part; else it is of something else."""
    wrong = [p for p in points if p.agrees is False]
    names = [p for p in wrong if p.matter is Matter.NAME]
    firm = all(p.matter is not Matter.CERTAINTY for p in wrong) or alignment.inside >= EVERY
    shared = alignment.held + sum(bool(p.agrees) for p in points)
    stead = firm and len(names) == 1 and names[0].telling > 0 and shared >= FEW
    if stead and _is_all_but_a_name(shared, strength, alignment):
        return Stance.AGAINST
    if alignment.held < FEW or not firm or any(p.leads for p in names):
        return None  # of whom the claim speaks the sentence does not
    figured = telling and strength >= SURE
    return Stance.PARTLY if figured or _is_said_of_another(strength, alignment) else None


def _is_all_but_a_name(shared: int, strength: float, alignment: Alignment) -> bool:
    """Whether a sentence, or a surer one with what stands above it, has nearly all words of a claim;
    ``shared`` are the words and points that it has."""
    if strength >= INSTEAD and alignment.inside >= INSTEAD_WORDS:
        return True
    above = alignment.around >= INSTEAD_WORDS and alignment.inside >= NAMED_WORDS
    listed = strength >= NAMED_LISTED and alignment.inside >= LISTED_WORDS
    return (strength >= SURE and above) or (shared > FEW and listed)


def _is_said_of_another(strength: float, alignment: Alignment) -> bool:
    """Whether a sentence says the claim but for a name."""
    return strength >= NAMED and alignment.inside >= NAMED_WORDS


def _is_hardly_about_it(strength: float, alignment: Alignment) -> bool:
    """Whether another figure stands in a sentence that has few of the claim's words and hardly seems to
    speak of it."""
    return any(strength < least and alignment.inside < share for least, share in FIGURED)


def _is_turned_round(
    points: Sequence[ComparedPoint], strength: float, alignment: Alignment
) -> bool:
    """Whether a sentence with the opposite surely speaks of the claim: also a less sure one that sets the same
    two names against each other, "in Twente is meer ruimte dan in Salland"."""
    if strength >= OPPOSED and alignment.inside >= OPPOSED_WORDS:
        return True
    names = sum(p.matter is Matter.NAME and bool(p.agrees) for p in points)
    return names >= FEW and strength >= NAMED_LISTED and alignment.inside >= NAMED_WORDS


def _silent_figures(points: Sequence[ComparedPoint]) -> list[ComparedPoint]:
    return [p for p in points if p.matter is Matter.FIGURE and p.agrees is None]


def _is_small(point: ComparedPoint) -> bool:
    return point.telling <= TELLS_NOTHING


def _borne(
    telling: float, strength: float, alignment: Alignment, dated: bool, across: bool
) -> bool:
    """Whether enough is in common to bear a claim out: words, or a telling figure or date and some."""
    spoken = alignment.held > 0 or alignment.inside >= PARTLY_WORDS
    some = alignment.around >= SOME or telling > TELLS_NOTHING
    likely = strength >= (DATED if alignment.inside >= SOME else LIKELY)
    if dated and likely and spoken and some:
        return True
    if telling > TELLS_NOTHING:
        # A figure alone, without a word in common, must be one that does not stand there by accident.
        some = alignment.around >= SOME / 2 and across
        some = alignment.held > 0 and (some or telling >= STRIKING)
        alone = strength >= LIKELY and (some or telling >= UNMISTAKABLE)
        return alone or (alignment.around >= SOME and alignment.inside >= FIGURE_WORDS)
    few = alignment.held < FEW and not (telling and strength >= CERTAIN)
    every = alignment.inside >= EVERY and alignment.held >= FEW
    surely = strength >= (LIKELY_WITH_EVERY if every else LIKELY)
    return surely and alignment.around >= SPOKEN_OF and not few
