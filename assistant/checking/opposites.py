"""Words and their opposites, Dutch and English: which sides of which pairs a text is on."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from assistant.language.terms import words
from assistant.language.verbs import joined_verbs

_SIDES = tuple(
    tuple(tuple(side.split()) for side in line.split("|"))
    for line in files("assistant.checking")
    .joinpath("opposites.txt")
    .read_text("utf-8")
    .splitlines()
    if line.strip() and not line.startswith("#")
)
_SHORT = 5  # letters; shorter words must be whole ("eens" is not the beginning of "eenstemmig")
_COMPARED = re.compile(
    r"\b(?:meer|minder|hoger|lager|groter|kleiner|more|less|fewer|higher|lower|greater) (?:dan|than)\s"
    r"(?:\S+\s){0,2}?"
    r"(?:€|EUR|\d|een |de |half|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|two|three|four|five|ten|a )",
    re.IGNORECASE,
)


def _by_beginning() -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for pair, sides in enumerate(_SIDES):
        for side, beginnings in enumerate(sides):
            for beginning in beginnings:
                found.setdefault(beginning, []).append((pair, side))
    return found


_BEGINNINGS = _by_beginning()


@lru_cache(maxsize=8192)
def sides_of(text: str) -> frozenset[tuple[int, int]]:
    """(pair, side) of every word of a text that has an opposite; "more than 50" has none.

    >>> sides_of("De omzet steeg") & sides_of("Turnover rose") != frozenset()
    True
    """
    found = (_sides_of_word(word) for word in words(joined_verbs(_COMPARED.sub(" ", text))))
    return frozenset(side for sides in found for side in sides)


@lru_cache(maxsize=50_000)
def _sides_of_word(word: str) -> tuple[tuple[int, int], ...]:
    found = set(_BEGINNINGS.get(word, ()))  # a short one must be the whole word
    for length in range(_SHORT, len(word)):
        found.update(_BEGINNINGS.get(word[:length], ()))
    return tuple(sorted(found))
