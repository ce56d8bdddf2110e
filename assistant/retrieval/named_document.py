"""Which document a question names: "de Kamerbrief bij de evaluatie van april 2021", "the 2019 monitor"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from assistant.language.glossary import translations
from assistant.language.terms import stem, words
from assistant.library.names import naming
from assistant.records import Language, Version
from assistant.retrieval.understanding import Understood

CLEAR = 0.6  # of what the question says of documents, by rarity, that is said of this one
AHEAD = 0.15  # how much less is said of any other
OF_ITS_KIND = 0.2  # how much more it is for a document to be what the question calls it
FURTHER = 1  # a word of the question that may be how it asks
LONGER = 3  # times as long as any other that it may be
FEW = 3  # a word that more than one in so many documents go by names none of them


def named_document(versions: Sequence[Version], understood: Understood) -> Version | None:
    """The one that it names by its title, kind, publisher, date or file; None where that is not clear."""
    language = understood.language
    names = [_names(version, language) for version in versions]
    asked = {*understood.terms, *(stem(anchor, language) for anchor in understood.anchors)}
    counts = {term: sum(term in each for each in names) for term in asked}
    frequency = {term: count for term, count in counts.items() if count}
    weights = {term: math.log(1 + len(versions) / count) for term, count in frequency.items()}
    if not weights or min(frequency.values()) > max(2, len(versions) // FEW):
        return None
    total = sum(weights.values())
    shares = [
        sum(w for t, w in weights.items() if t in each) / total
        + OF_ITS_KIND
        * (not weights.keys().isdisjoint(_stems(version.document.kind, "en", language)))
        for version, each in zip(versions, names, strict=True)
    ]
    highest = max(shares)
    near = [v for v, share in zip(versions, shares, strict=True) if share > highest - AHEAD]
    if highest < CLEAR:
        return None
    # "The evaluation" is the report itself, not the letter that came with it.
    longest, *others = sorted(near, key=lambda v: -v.passages)
    return longest if all(LONGER * v.passages <= longest.passages for v in others) else None


def asks_for_more(version: Version, understood: Understood) -> bool:
    """Whether a question that names a document has two words or more that do not."""
    names = _names(version, understood.language)
    return sum(term not in names for term in understood.terms) > FURTHER


@lru_cache(maxsize=50_000)
def _names(version: Version, language: Language) -> frozenset[str]:
    """Stems of what it goes by, in the question's language."""
    document = version.document
    return _stems(naming(version), document.language, language) | _stems(
        document.kind, "en", language
    )


@lru_cache(maxsize=20_000)
def _stems(text: str, source: Language, language: Language) -> frozenset[str]:
    """Words of one language as stems of another; kinds are kept in English."""
    plain = words(text)
    found = {stem(word, language) for word in plain}
    if source != language:
        for word in plain:
            found |= translations(stem(word, source), source)
    return frozenset(found)
