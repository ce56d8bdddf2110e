"""Shares in words: "de helft", "two thirds", "vier op de tien", in percent."""

from __future__ import annotations

import re

from assistant.language.number_words import from_words
from assistant.records import Language

_FRACTION = re.compile(
    r"\b(?:(?P<half>(?:de|een) helft|tweederde|driekwart|"
    r"(?<!and a )half(?! (?:an? )?(?:million|billion|miljo|miljard|thousand)))|"
    r"(?P<many>een|één|twee|drie|vier|driekwart|a|one|two|three|four)?[\s-]?"
    r"(?P<part>derden?|kwart|vijfden?|tienden?|thirds?|quarters?|fifths?|tenths?)|"
    r"(?P<some>[a-zé]+|\d+) (?:(?:op|van) de|(?:out )?(?:of|in)(?: every)?) (?P<all>[a-z]+|\d+))(?=\W|$)",
    re.IGNORECASE,
)
_PART_BEHIND = re.compile(
    r"\W*(?:van\b|of\b|deel\b|als\b|as\b|minder\b|meer\b|less\b|fewer\b|more\b|lager\b|hoger\b|lower\b|"
    r"higher\b|$|[.,;)])",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:met|by|dan|than|ruim|bijna|nearly|almost|about|circa|ongeveer|around|roughly)\s$",
    re.IGNORECASE,
)
_PARTS = {
    "derde": 3,
    "kwart": 4,
    "vijfde": 5,
    "tiende": 10,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "tenth": 10,
}
_WRITTEN_TOGETHER = {"tweederde": 200 / 3, "driekwart": 75.0}
_WHOLES = {3, 4, 5, 6, 8, 10, 100}  # "vier op de tien" is a share; "negen van de twaalf" a count


def shares_in(text: str, language: Language) -> list[tuple[float, int, int]]:
    """(percent, start, end) of every share in words, in order.

    >>> shares_in("een kwart van de bedrijven, een derde fase", "nl")
    [(25.0, 0, 9)]
    """
    found: list[tuple[float, int, int]] = []
    for match in _FRACTION.finditer(text):
        share = _share(match, language)
        if share is not None:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            found.append((share, start, match.end()))
    return found


def _share(match: re.Match[str], language: Language) -> float | None:
    if match["half"] and match["half"].lower() in _WRITTEN_TOGETHER:
        return _WRITTEN_TOGETHER[match["half"].lower()]
    if match["half"]:
        return 50.0 if " " in match["half"] or language == "en" else None
    if match["part"]:
        part = match["part"].lower().removesuffix("s" if language == "en" else "n")
        many = (match["many"] or "").lower()
        if not many or part not in _PARTS:
            return None  # "derde" alone is an ordinal
        if many in ("een", "één", "a", "one") and not _is_part(match):
            return None  # "een derde fase"
        count = {"een": 1, "a": 1, "driekwart": 3}.get(many) or from_words(many, language)
        return None if count is None or count >= _PARTS[part] else 100 * count / _PARTS[part]
    some, whole = (_small(match[group], language) for group in ("some", "all"))
    if some is None or whole not in _WHOLES or not 0 < some < whole:
        return None
    return 100 * some / whole if re.search(r"\b(?:op de|in)\b|out of", match.group()) else None


def _is_part(match: re.Match[str]) -> bool:
    before, behind = match.string[: match.start()], match.string[match.end() :]
    return bool(_PART_BEHIND.match(behind) or _PART_BEFORE.search(before))


def _small(text: str, language: Language) -> float | None:
    if text.lower() in ("een", "één", "one"):
        return 1
    return float(text) if text.isdecimal() else from_words(text, language)
