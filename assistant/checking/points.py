"""The points of a claim, each held against a sentence: figures, dates, names, and how it is worded.

Pure: it knows no library.
"""

from __future__ import annotations

from assistant.checking.alignment import Alignment, count_held
from assistant.checking.date_points import date_points
from assistant.checking.figure_points import figure_points
from assistant.checking.names import has_word, name_points, ordinal_points
from assistant.checking.point import Matter, Point
from assistant.checking.proposition import Proposition
from assistant.checking.wording import (
    Certainty,
    certainty_of,
    is_any_report,
    is_negated,
    opposed,
    sides_of,
)
from assistant.language.speech import ARTICLES
from assistant.language.terms import words
from assistant.language.vocabulary import Vocabulary


def points_of(claim: Proposition, said: Proposition, alignment: Alignment) -> tuple[Point, ...]:
    """Every point of a claim, and where a sentence agrees with it, differs or is silent."""
    return (
        *figure_points(claim, said),
        *date_points(claim, said),
        *name_points(claim, said),
        *ordinal_points(claim, said),
        *_wordings(claim, said, alignment),
    )


def _wordings(claim: Proposition, said: Proposition, alignment: Alignment) -> list[Point]:
    clause = alignment.clause
    points: list[Point] = []
    if opposed(claim.text, clause) or _opposed_in_part(claim, said):
        if is_negated(claim.text) == is_negated(clause):
            points.append(Point(Matter.OPPOSITE, False, claim.text, clause))
    elif all(is_negated(c) != is_negated(claim.text) for c in (clause, *_speaking(claim, said))):
        points.append(Point(Matter.DENIAL, False, claim.text, clause))
    firm, found = certainty_of(claim.text), certainty_of(clause)
    if firm is Certainty.SAID and found < firm:
        points.append(Point(Matter.CERTAINTY, False, firm.name, found.name))
    if claim.speaker:
        points.append(_speaker_point(claim, said))
    return points


def _opposed_in_part(claim: Proposition, said: Proposition) -> bool:
    """Whether what the claim says rose is what the sentence says fell: the part of the claim with the
    direction against the part of the sentence, between commas and conjunctions, with the same thing."""
    parts = [said.text[a:b] for a, b in said.parts]
    for start, end in claim.parts:
        mine = claim.text[start:end]
        if claim.figures or not sides_of(mine):
            continue
        own = Vocabulary.of(mine, claim.language)
        things = tuple(t for t in claim.terms if own.has(t, claim.language) and not sides_of(t))
        best = max(parts, key=lambda part: count_held(things, part, claim, said), default="")
        if count_held(things, best, claim, said) and opposed(mine, best):
            return True
    return False


def _speaking(claim: Proposition, said: Proposition) -> list[str]:
    """The clauses that have a fair part of what the sentence has of the claim."""
    counts = [(count_held(claim.terms, clause, claim, said), clause) for clause in said.clauses]
    most = max((count for count, _ in counts), default=0)
    return [clause for count, clause in counts if count and count >= 0.4 * most]


def _speaker_point(claim: Proposition, said: Proposition) -> Point:
    who = said.speaker or said.around
    near = Vocabulary.of(who, said.language)
    named = [w for w in words(claim.speaker) if len(w) > 2 and w not in ARTICLES]
    held = any(has_word(near, word, claim) for word in named)
    if held or (not said.speaker and is_any_report(claim.speaker)):
        return Point(Matter.SPEAKER, True, claim.speaker, who)
    return Point(Matter.SPEAKER, False, claim.speaker, said.speaker)
