"""Which document a question names: "de Kamerbrief bij de evaluatie van april 2021", "the 2019 monitor"."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.language.glossary import translations
from assistant.language.terms import stem, words
from assistant.library.names import naming
from assistant.records import Language, Version
from assistant.retrieval.understanding import Understood

CLEAR = 0.6  # of what the question says of documents, by rarity, that is said of this one
AHEAD = 0.15  # how much less is said of any other
KIND = (
    0.15  # the same where none need be meant: of what a word is worth that one document alone has
)
OF_ITS_KIND = 0.2  # how much more it is for a document to be what the question calls it
LONGER = 3  # times as long as any other that it may be
FEW = 3  # a word that more than one in so many documents go by names none of them


def named_document(versions: Sequence[Version], understood: Understood) -> Version | None:
    """The one that it names by its title, kind, publisher, date or file; None where that is not clear."""
    counts = {term: count for term, count in _counts(versions, understood).items() if count}
    if not counts or min(counts.values()) > max(2, len(versions) // FEW):
        return None
    weights = _weights(counts, len(versions))
    total = sum(weights.values())
    shares = [
        _said_of(version, understood.language, weights) / total
        + OF_ITS_KIND * _is_of_kind(version, understood.language, weights)
        for version in versions
    ]
    highest = max(shares)
    near = [v for v, share in zip(versions, shares, strict=True) if share > highest - AHEAD]
    if highest < CLEAR:
        return None
    # "The evaluation" is the report itself, not the letter that came with it.
    longest, *others = sorted(near, key=lambda v: -v.passages)
    clear = all(LONGER * v.passages <= longest.passages for v in others)
    return longest if clear and _is_called_so(longest, versions, understood) else None


def _is_called_so(version: Version, versions: Sequence[Version], understood: Understood) -> bool:
    """Whether a document goes by the first kind of document that the question speaks of: "the evaluation of the
    agenda" is no agenda."""
    language = understood.language
    kinds = {v.document.kind for v in versions}
    stems = frozenset[str]().union(*(_stems(kind, "en", language) for kind in kinds))
    called = next((term for term in understood.terms if term in stems), "")
    return not called or called in _names(version, language)


def how_named(versions: Sequence[Version], understood: Understood) -> dict[str, float]:
    """Version -> how much the question says of what it goes by: 0 for nothing, 1 for a word that it alone has.

    "Hoe kwam TNO in 2017 aan de gegevens?" names no document, and says most of TNO's monitor of 2017.
    """
    weights = _weights(_counts(versions, understood), len(versions))
    most = math.log(1 + len(versions))
    return {
        version.id: _said_of(version, understood.language, weights) / most
        + KIND * _is_of_kind(version, understood.language, weights)
        for version in versions
    }


def _counts(versions: Sequence[Version], understood: Understood) -> dict[str, int]:
    """In how many documents' names each term of the question stands."""
    language = understood.language
    asked = {*understood.terms, *(stem(anchor, language) for anchor in understood.anchors)}
    names = [_names(version, language) for version in versions]
    return {term: sum(term in each for each in names) for term in asked}


def _weights(counts: Mapping[str, int], versions: int) -> dict[str, float]:
    return {term: math.log(1 + versions / count) for term, count in counts.items() if count}


def _said_of(version: Version, language: Language, weights: Mapping[str, float]) -> float:
    names = _names(version, language)
    return sum(weight for term, weight in weights.items() if term in names)


def _is_of_kind(version: Version, language: Language, weights: Mapping[str, float]) -> bool:
    return not weights.keys().isdisjoint(_stems(version.document.kind, "en", language))


def says_more(version: Version, understood: Understood) -> list[str]:
    """The terms of a question that names a document which do not name it."""
    names = _names(version, understood.language)
    return [term for term in understood.terms if term not in names]


def in_the_words_of(text: str, version: Version, language: Language) -> frozenset[str]:
    """Stems, in ``language``, of a text of the document."""
    return _stems(text, version.document.language, language)


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
