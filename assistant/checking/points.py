"""The points of a claim, each held against a sentence: figures, dates, names, and how it is worded.

Pure: it knows no library.
"""

from __future__ import annotations

from assistant.checking.actors import actor_points
from assistant.checking.alignment import Alignment, count_held
from assistant.checking.causes import cause_points
from assistant.checking.date_points import date_points
from assistant.checking.figure_points import figure_points
from assistant.checking.names import has_word, name_points, ordinal_points
from assistant.checking.opposites import need_not_and_must, opposed, sides_of
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wholes import whole_points
from assistant.checking.wording import (
    Certainty,
    certainty_of,
    denied_words,
    is_any_report,
    is_negated,
)
from assistant.language.speech import ARTICLES
from assistant.language.terms import words
from assistant.language.vocabulary import Vocabulary


def points_of(
    claim: Proposition, source: Proposition, alignment: Alignment
) -> tuple[ComparedPoint, ...]:
    """Every point of a claim, and where a sentence agrees with it, differs or is silent."""
    return (
        *figure_points(claim, source),
        *date_points(claim, source),
        *name_points(claim, source),
        *ordinal_points(claim, source),
        *actor_points(claim, source),
        *cause_points(claim, source),
        *whole_points(claim, source),
        *_wordings(claim, source, alignment),
    )


def _wordings(claim: Proposition, source: Proposition, alignment: Alignment) -> list[ComparedPoint]:
    clause = alignment.clause
    points: list[ComparedPoint] = []
    if _is_quoted(claim, source):
        pass  # what a sentence says in the claim's own words it does not deny
    elif need_not_and_must(claim.text, clause):
        points.append(ComparedPoint(Matter.OPPOSITE, False, claim.text, clause))
    elif opposed(claim.text, clause) or _opposed_in_part(claim, source):
        if is_negated(claim.text) == is_negated(clause):
            points.append(ComparedPoint(Matter.OPPOSITE, False, claim.text, clause))
    elif all(is_negated(c) != is_negated(claim.text) for c in (clause, *_speaking(claim, source))):
        denied = None if is_negated(claim.text) and not _speaks_of_denied(claim, source) else False
        if not (is_negated(claim.text) and _denies_the_same(claim, clause, source)):
            points.append(ComparedPoint(Matter.DENIAL, denied, claim.text, clause))
    firm, found = certainty_of(claim.text), certainty_of(clause, claim.text)
    if firm is Certainty.SAID and found < firm:
        points.append(ComparedPoint(Matter.CERTAINTY, False, firm.name, found.name))
    if claim.speaker:
        points.append(_speaker_point(claim, source))
    return points


def _is_quoted(claim: Proposition, source: Proposition) -> bool:
    """Whether a clause of a sentence is a claim word for word: "…, tenzij …" behind it takes nothing back."""
    said = words(claim.text)
    return any(words(clause) == said for clause in source.clauses)


def _denies_the_same(claim: Proposition, clause: str, source: Proposition) -> bool:
    """Whether a clause denies what the claim denies, whatever it denies beside it: "een niet-verplichte
    aanvulling, en komt niet in plaats van …"."""
    there = Vocabulary.of(" ".join(denied_words(clause)), source.language)
    return any(has_word(there, word, claim) for word in denied_words(claim.text))


def _speaks_of_denied(claim: Proposition, source: Proposition) -> bool:
    """Whether a sentence has a word that the claim denies: "geen concurrentie" is not contradicted by one
    without a word of competition. What a sentence denies itself stands in its own words."""
    denied = denied_words(claim.text)
    own = Vocabulary.of(source.text, source.language)
    return not denied or any(has_word(own, word, claim) for word in denied)


def _opposed_in_part(claim: Proposition, source: Proposition) -> bool:
    """Whether what the claim says rose is what the sentence says fell: the part of the claim with the
    direction against the part of the sentence, between commas and conjunctions, with the same thing."""
    parts = [source.text[a:b] for a, b in source.parts]
    for start, end in claim.parts:
        mine = claim.text[start:end]
        if claim.figures or not sides_of(mine):
            continue
        own = Vocabulary.of(mine, claim.language)
        things = tuple(t for t in claim.terms if own.has(t, claim.language) and not sides_of(t))
        best = max(parts, key=lambda part: count_held(things, part, claim, source), default="")
        if count_held(things, best, claim, source) and opposed(mine, best):
            return True
    return False


def _speaking(claim: Proposition, source: Proposition) -> list[str]:
    """The clauses that have a fair part of what the sentence has of the claim."""
    counts = [(count_held(claim.terms, clause, claim, source), clause) for clause in source.clauses]
    most = max((count for count, _ in counts), default=0)
    return [clause for count, clause in counts if count and count >= 0.4 * most]


def _speaker_point(claim: Proposition, source: Proposition) -> ComparedPoint:
    who = source.speaker or source.around
    near = Vocabulary.of(who, source.language)
    named = [w for w in words(claim.speaker) if len(w) > 2 and w not in ARTICLES]
    held = any(has_word(near, word, claim) for word in named)
    if held or (not source.speaker and is_any_report(claim.speaker)):
        return ComparedPoint(Matter.SPEAKER, True, claim.speaker, who)
    return ComparedPoint(Matter.SPEAKER, False, claim.speaker, source.speaker)
