"""Why something is so, as a claim says: a sentence that has what happened and not the reason bears nothing out.

Pure."""

from __future__ import annotations

import re

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.language.vocabulary import Vocabulary

_BECAUSE = re.compile(
    r"\b(?:omdat|doordat|aangezien|vanwege|wegens|dankzij|door toedoen van|because(?: of)?|due to|owing to|"
    r"thanks to)\b(?P<reason>[^,;:.]{3,200})",
    re.IGNORECASE,
)
MOST = 0.7  # of the reason's words, without which a sentence does not give it


def cause_points(claim: Proposition, source: Proposition) -> list[ComparedPoint]:
    """A reason that a sentence and the one before it say too little of: they are silent about it.

    >>> claim = Proposition("De brug ging dicht omdat het staal roestte.", "nl")
    >>> [bool(cause_points(claim, Proposition(text, "nl"))) for text in (
    ...     "Het staal van de brug roestte, daarom ging zij dicht.", "Dat is de reden waarom de brug dicht ging.")]
    [False, True]
    """
    given = _BECAUSE.search(claim.text)
    if given is None:
        return []
    own = Vocabulary.of(given["reason"], claim.language)
    reason = tuple(t for t in claim.terms if own.has(t, claim.language))
    there = Vocabulary.of(f"{source.before} {source.text}", source.language)
    said = sum(says(there, term, claim.language) for term in reason)
    if not reason or said > MOST * len(reason):
        return []
    return [ComparedPoint(Matter.CAUSE, None, given["reason"].strip())]
