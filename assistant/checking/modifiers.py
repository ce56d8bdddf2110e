"""Another of its kind: "actieagenda" beside "implementatieagenda", "action agenda" beside "scale-up agenda".

Beside a sentence of the one that is meant, what is said of another contradicts nothing. Pure."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from assistant.checking.proposition import Proposition
from assistant.checking.wordings import is_known
from assistant.figures.counted import names_of
from assistant.language.stop_words import STOP_WORDS
from assistant.language.terms import stem, words
from assistant.records import Language

HEAD, MODIFIER = 5, 4  # letters at least of the parts of a Dutch compound
ENGLISH_HEAD = 4  # and of an English noun
Compound = tuple[str, str]  # modifier, head


def is_another(claim: Proposition, source: Proposition) -> bool:
    """Whether a sentence names others of a kind and not the one that the claim names.

    >>> one = Proposition("De implementatieagenda kent vijf lijnen.", "nl")
    >>> other = Proposition("De actieagenda kent drie lijnen.", "nl")
    >>> is_another(one, other), is_another(one, Proposition("De agenda kent vijf lijnen.", "nl"))
    (True, False)
    """
    theirs = _compounds(source.text, source.language)
    for modifier, head in _compounds(claim.text, claim.language):
        alike = [
            m for m, h in theirs if names_of(h, source.language) & names_of(head, claim.language)
        ]
        named = f"{modifier}{head}" in words(source.text)
        if (
            alike
            and not named
            and not any(_same(modifier, claim.language, other, source.language) for other in alike)
        ):
            return True
    return False


@lru_cache(maxsize=8192)
def _compounds(text: str, language: Language) -> frozenset[Compound]:
    if language == "nl":
        return frozenset(c for word in words(text) for c in _split(word))
    content = [w for w in words(text) if w not in STOP_WORDS["en"] and not w[0].isdigit()]
    pairs = pairwise(content)
    return frozenset((a, b) for a, b in pairs if _is_head(b, "en") and f"{a} {b}" in text.lower())


@lru_cache(maxsize=20_000)
def _split(word: str) -> tuple[Compound, ...]:
    """A Dutch compound cut before the longest noun that the glossary knows at its end."""
    for cut in range(MODIFIER, len(word) - HEAD + 1):
        head = word[cut:]
        if _is_head(head, "nl"):
            return ((word[:cut], head),)
    return ()


def _is_head(word: str, language: Language) -> bool:
    least = HEAD if language == "nl" else ENGLISH_HEAD
    return len(word) >= least and is_known(stem(word, language), language)


def _same(one: str, language: Language, other: str, others: Language) -> bool:
    if names_of(one, language) & names_of(other, others):
        return True
    short, long = sorted((one, other), key=len)
    return short[: max(MODIFIER, len(short) - 2)] in long
