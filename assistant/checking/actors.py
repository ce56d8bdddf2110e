"""Who did it: what A gave to B is not what B gave to A. Pure."""

from __future__ import annotations

import re

from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.language.proper_names import NAME
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.language.vocabulary import Vocabulary

_BY = re.compile(r"\b(?:door|by)\s(?:(?:de|het|the)\s)?", re.IGNORECASE)
_TO = re.compile(r"\b(?:aan|to)\s(?:(?:de|het|the)\s)?(?P<who>[\wÀ-ÿ’'-]+)", re.IGNORECASE)


def actor_points(claim: Proposition, source: Proposition) -> list[ComparedPoint]:
    """A claim that begins with the one to whom something was given, as if it had given it: the sentence names
    who did it, and the claim does not."""
    own = [w for w in words(claim.text) if w not in STOP_WORDS[claim.language]]
    by = next(
        (m for b in _BY.finditer(source.text) if (m := NAME.match(source.text, b.end()))), None
    )
    if not own or by is None:
        return []
    if {w for w in words(by.group()) if w not in STOP_WORDS[source.language]} & set(own):
        return []
    taken = [m["who"] for m in _TO.finditer(source.text)]
    first = stem(own[0], claim.language)
    given = any(says(Vocabulary.of(who, source.language), first, claim.language) for who in taken)
    said = any(stem(m["who"].lower(), claim.language) == first for m in _TO.finditer(claim.text))
    if not given or said or _BY.search(claim.text):
        return []
    return [ComparedPoint(Matter.NAME, False, own[0], by.group())]
