"""Dutch and English words of government reports that mean the same.

The embedder crosses languages by itself; words do not. With these pairs a question in one language
can be held against the words of a passage in the other: for lexical search, and to see whether a
passage speaks of what was asked. Words are matched by stem, so plurals need no line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from assistant.language.languages import other_language
from assistant.language.number_words import in_words
from assistant.language.terms import stem, words
from assistant.records import Language

_Table = dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _tables() -> dict[tuple[Language, Language], _Table]:
    """(language asked, language looked for) -> stem -> stems that mean the same."""
    found: dict[tuple[Language, Language], dict[str, set[str]]] = {}
    for line in [*_lines(), *_numbers()]:
        left, right = line.split("=")
        sides: dict[Language, set[str]] = {
            "nl": {stem(word, "nl") for word in words(left)},
            "en": {stem(word, "en") for word in words(right)},
        }
        for source, ours in sides.items():
            for target, theirs in sides.items():
                table = found.setdefault((source, target), {})
                for one in ours:
                    table.setdefault(one, set()).update(theirs - {one})
    return {
        pair: {key: frozenset(value) for key, value in table.items()}
        for pair, table in found.items()
    }


def _lines() -> Iterator[str]:
    """The lines of the list beside this module."""
    text = files("assistant.language").joinpath("glossary.txt").read_text("utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _numbers() -> Iterator[str]:
    """A number in digits and in words is the same number; "een" is an article, and left out."""
    for number in range(2, 100):
        english = in_words(number, "en")
        yield f"{number} {in_words(number, 'nl')} = {number}{'' if '-' in english else f' {english}'}"


def translations(stemmed: str, source: Language) -> frozenset[str]:
    """Stems in the other language for a stem of ``source``; empty where none is known.

    >>> sorted(translations(stem("mayor", "en"), "en"))
    ['burgemee']
    """
    return _tables()[source, other_language(source)].get(stemmed, frozenset())


def synonyms(stemmed: str, language: Language) -> frozenset[str]:
    """Stems of the same language that mean about the same.

    >>> "meedoen" in synonyms(stem("deelnemen", "nl"), "nl")
    True
    """
    return _tables()[language, language].get(stemmed, frozenset())
