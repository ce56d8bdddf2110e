"""The stems by which a figure is found: "field labs", "fieldlabs"; "companies", "bedrijven"."""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from assistant.figures.counted import names_of
from assistant.language.languages import LANGUAGES
from assistant.language.terms import stem, words
from assistant.records import Language


def names_of_noun(noun: str, language: Language) -> frozenset[str]:
    """Every stem that stands for a noun of one or more words, or for two of them written as one.

    >>> "fieldlab" in names_of_noun("field labs", "en"), "bedrijf" in names_of_noun("companies", "en")
    (True, True)
    """
    parts = words(noun)
    names = {name for part in parts for name in _names_of_word(part, language)}
    joined = (stem(one + other, language) for one, other in pairwise(parts))
    return frozenset({*names, *joined})


def names_asked(term: str) -> tuple[frozenset[str], ...]:
    """What to look up for a term of either language: every set must have a name in common.

    >>> [sorted(names) for names in names_asked("fieldlabs")]
    [['fieldlab']]
    """
    parts = words(term)
    each = [frozenset(n for lang in LANGUAGES for n in _names_of_word(p, lang)) for p in parts]
    if len(parts) != 2:
        return tuple(each)
    joined = frozenset(stem("".join(parts), language) for language in LANGUAGES)
    return tuple(names | joined for names in each)


def _names_of_word(word: str, language: Language) -> frozenset[str]:
    """A compound is not its parts: "fieldlab" is found neither by "field" nor by "lab"."""
    own, names = stem(word, language), names_of(word, language)
    if _compound(own, names):
        return frozenset({own})
    return frozenset(n for n in names if n == own or not _compound(n, {own, *names_of(n, "nl")}))


def _compound(name: str, others: Set[str]) -> bool:
    """Whether a stem is two of the others written as one."""
    return any(name.startswith(part) and name.removeprefix(part) in others for part in others)
