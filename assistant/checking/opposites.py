"""Words that exclude each other, and texts that have the one where another has only its opposite. Pure.

Dutch and English; the pairs stand in ``opposites.txt``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from assistant.checking.times import without_times
from assistant.language.terms import words
from assistant.language.verbs import joined_verbs

_PREFIXED = re.compile(r"^(?:on|un|in|im|non|mis|dis)(?=[a-z]{4})")
_SIDES = tuple(
    tuple(tuple(side.split()) for side in line.split("|"))
    for line in files("assistant.checking")
    .joinpath("opposites.txt")
    .read_text("utf-8")
    .splitlines()
    if line.strip() and not line.startswith("#")
)
_Side = tuple[int, int]  # the number of a pair, and of its side
_SHORT = 5  # letters; shorter words must be whole ("eens" is not the beginning of "eenstemmig")
_COMPARED = re.compile(
    r"\b(?:meer|minder|hoger|lager|groter|kleiner|more|less|fewer|higher|lower|greater) (?:dan|than)\s"
    r"(?:\S+\s){0,2}?"
    r"(?:€|EUR|\d|een |de |half|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|two|three|four|five|ten|a )",
    re.IGNORECASE,
)
# What something is compared with: "vaker dan kleine", "more often than small firms".
_TO_WHAT = re.compile(
    r"\s(?:dan|than)\s(?!\d)(?:(?:de|het|bij|in|the|for|among)\s)?[^\s,.;]+", re.IGNORECASE
)


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
    whole, begun = _indexed()
    found = {*whole.get(word, ())}
    found |= {s for beginning, s in begun.get(word[:_SHORT], ()) if word.startswith(beginning)}
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def _indexed() -> tuple[dict[str, list[_Side]], dict[str, list[tuple[str, _Side]]]]:
    """The words on the sides of the pairs: whole ones, and beginnings by their first letters."""
    whole: dict[str, list[_Side]] = {}
    begun: dict[str, list[tuple[str, _Side]]] = {}
    for pair, sides in enumerate(_SIDES):
        for side, beginnings in enumerate(sides):
            for beginning in beginnings:
                whole.setdefault(beginning, []).append((pair, side))
                if len(beginning) >= _SHORT:
                    begun.setdefault(beginning[:_SHORT], []).append((beginning, (pair, side)))
    return whole, begun


def opposed(claim: str, source: str) -> bool:
    """Whether one text has a word of which the other has only the opposite.

    >>> opposed("Grote bedrijven doen vaker mee dan kleine", "Kleine bedrijven doen vaker mee")
    True
    """
    claimed, found = (sides_of(without_times(_TO_WHAT.sub(" ", t))) for t in (claim, source))
    for pair, side in claimed:
        other = (pair, 1 - side)
        if other in found and (pair, side) not in found and other not in claimed:
            return True
    return _prefixed(claim, source) or _prefixed(source, claim)


def _prefixed(one: str, other: str) -> bool:
    """ "onduidelijk" in one text and only "duidelijk" in the other."""
    left, right = set(words(one)), set(words(other))
    bare = {(word, _PREFIXED.sub("", word)) for word in left if _PREFIXED.match(word)}
    return any(plain in right and word not in right and plain not in left for word, plain in bare)


def need_not_and_must(one: str, other: str) -> bool:
    """Whether of two texts one says that something need not be and the other that it always is or must be.

    >>> need_not_and_must("Een melding hoeft niet te worden behandeld", "Een melding wordt altijd behandeld")
    True
    """
    return any(
        _need_not(left) and _MUST.search(right) and not _need_not(right)
        for left, right in ((one, other), (other, one))
    )


def _need_not(text: str) -> bool:
    need = _NEED.search(text)
    return bool(need and _NOT.search(text, need.end())) or bool(_NOT_OBLIGED.search(text))


_NEED = re.compile(r"\b(?:hoeft|hoeven|hoefde|hoefden|need|needs|needed)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:niet|geen|not)\b", re.IGNORECASE)
_NOT_OBLIGED = re.compile(r"\b(?:niet verplicht|not (?:required|obliged))\b", re.IGNORECASE)
_MUST = re.compile(
    r"\b(?:altijd|verplicht|moet|moeten|always|must|obliged|required)\b", re.IGNORECASE
)
