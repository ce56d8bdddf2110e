"""What a title, a file's name or a folder's says beside the name itself: years, numbers, versions, stages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.language.months import MONTH_NUMBERS
from assistant.language.ordinals import ordinal_numbers

_PARTS = (
    r"nummer|nr|no|deel|part|editie|edition|issue|volume|jaargang|fase|phase|tranche|ronde|round|"
    r"aflevering|bijlage|annex|appendix|hoofdstuk|chapter|pag|pagina|page|note|notitie|"
    r"\w*rapportage|\w*rapport|\w*report|\w*monitor|\w*verslag|\w*brief|newsletter|review"
)
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])|"
    r"\d{1,2}[-_.](?:0?[1-9]|1[0-2])[-_.](?:19|20)\d\d|"
    rf"\d{{1,2}} (?:{'|'.join(MONTH_NUMBERS)}) (?:19|20)\d\d)(?!\d)"
)
_VERSION = re.compile(
    r"(?<![a-z])(?:versie|version|vers|rev|revisie|revision|v)[ .]?(\d+(?:\.\d+)*[a-z]?)\b"
)
_COPY = re.compile(r"\b(?:kopie(?: van)?|copy(?: of)?|oud|old|nieuw|new)\b|\(\d{1,2}\)")
_STAGES = (
    (0, re.compile(r"\b(?:concept\w*|draft|ontwerp|voorlopig\w*|preliminary)\b")),
    (2, re.compile(r"\b(?:definitie[fv]\w*|def|final|eindversie|vastgesteld\w*)\b")),
)
_REVISED = re.compile(
    r"\b(?:herzien\w*|revised|gecorrigeerd\w*|corrected|erratum|updated?|bijgewerkt\w*|aangepast\w*)\b"
)
_PERIODS = (
    re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    re.compile(rf"\b(?:{'|'.join(MONTH_NUMBERS)})\b"),
    re.compile(r"\b(?:q|kwartaal |quarter )[1-4]\b"),
    re.compile(rf"\b(?:{'|'.join(ordinal_numbers())}|\d{{1,2}}(?:e|de|ste|st|nd|rd|th))(?= [a-z])"),
    re.compile(rf"\b(?:{_PARTS}) (?:\d{{1,4}}|[ivx]{{1,4}}|[a-z])(?![\w.])"),
)
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a title and a file name say beside the name itself."""

    periods: frozenset[str]
    numbers: frozenset[str]
    version: tuple[int | str, ...]
    stage: int  # 0 a draft, 1 unknown, 2 final
    revised: bool

    @property
    def edition(self) -> tuple[object, ...]:
        return self.version, self.stage, self.revised


def bare_title(title: str) -> str:
    """A title without years, numbers and marks of a version: equal for all that may belong together.

    >>> bare_title("Monitor Fieldlabs 2020 (concept)") == bare_title("Monitor fieldlabs 2019, v2")
    True
    """
    text = plain(title)
    stages = [pattern for _, pattern in _STAGES]
    for pattern in (_DATE, _VERSION, _COPY, *stages, _REVISED, *_PERIODS[:-1], _NUMBER):
        text = pattern.sub(" ", text)
    return " ".join(re.findall(r"[^\W\d_]+", text))


def marks_in(text: str) -> Marks:
    """Marks in a text that is ``plain``."""
    text = _COPY.sub(" ", _DATE.sub(" ", text))
    version: tuple[int | str, ...] = ()
    if found := _VERSION.search(text):
        parts = re.findall(r"\d+|[a-z]", found[1])
        version = tuple(int(part) if part.isdecimal() else part for part in parts)
        text = _VERSION.sub(" ", text)
    stage = next((number for number, pattern in _STAGES if pattern.search(text)), 1)
    revised = bool(_REVISED.search(text))
    periods: set[str] = set()
    for pattern in _PERIODS:
        periods |= set(pattern.findall(text))
        text = pattern.sub(" ", text)
    return Marks(frozenset(periods), frozenset(_NUMBER.findall(text)), version, stage, revised)


def plain(text: str) -> str:
    """Lower case, one space for whatever separates words; dots stay between digits only."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[_–—,:;/|]+", " ", text)
    text = re.sub(r"(?<=[^\d\s])[-.]+|[-.]+(?=[^\d\s])", " ", text)
    return re.sub(r"\s+", " ", text).strip()
