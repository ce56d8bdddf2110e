"""Whether two reports are versions of one document, a series, or neither: from names, dates and text.

A wrong join hides a report that should answer; a missed one lets an old version answer beside the
new. So only clear cases are joined, and doubtful ones are reported with the command that joins them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from assistant.language.months import MONTH_NUMBERS
from assistant.language.ordinals import ordinal_numbers
from assistant.records import Version

Relation = Literal["version", "series", "unsure", "other"]

ALIKE = 0.5  # share of the shorter one's sentences that stands in the other word for word
RELATED = 0.2
COPY = 0.95

_PARTS = (
    r"nummer|nr|no|deel|part|editie|edition|issue|volume|jaargang|fase|phase|tranche|ronde|round|"
    r"aflevering|bijlage|annex|appendix|hoofdstuk|chapter|pag|pagina|page|note|notitie|"
    r"\w*rapportage|\w*rapport|\w*report|\w*monitor|\w*verslag|\w*brief|newsletter|review"
)
_PERIODIC = re.compile(
    r"monitor|nieuwsbrief|newsletter|voortgang|progress|jaarverslag|jaarbericht|annual|kwartaal|"
    r"quarter|maandbericht|verslag|notulen|minutes|kamerbrief|\bbrief\b|letter|persbericht|press release"
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
class Described:
    """What is known of a report before its text is compared."""

    title: str
    publisher: str
    published: str
    kind: str
    file: str


def described(version: Version) -> Described:
    """What is known of a version of a library."""
    document = version.document
    return Described(
        document.title, document.publisher, document.published, document.kind, version.file
    )


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
    text = _plain(title)
    stages = [pattern for _, pattern in _STAGES]
    for pattern in (_DATE, _VERSION, _COPY, *stages, _REVISED, *_PERIODS[:-1], _NUMBER):
        text = pattern.sub(" ", text)
    return " ".join(re.findall(r"[^\W\d_]+", text))


def marks_of(report: Described) -> Marks:
    """Marks in a report's title and, where the title has none of a sort, in its file's name.

    >>> m = marks_of(Described("Monitor 2020", "TNO", "", "monitor", "monitor-2020-concept.pdf"))
    >>> sorted(m.periods), m.stage
    (['2020'], 0)
    """
    name = _plain(re.sub(r"\.\w{1,5}$", "", report.file.rsplit("/", 1)[-1]))
    in_title, in_name = _marks(_plain(report.title)), _marks(name)
    return Marks(
        in_title.periods or in_name.periods,
        in_title.numbers | in_name.numbers,
        in_title.version or in_name.version,
        in_title.stage if in_title.stage != 1 else in_name.stage,
        in_title.revised or in_name.revised,
    )


def relation(new: Described, old: Described, shared: float) -> Relation:
    """What two reports with the same bare title are to each other.

    ``shared`` is the share (0 to 1) of the shorter one's sentences that stands in the other.
    """
    mine, its = marks_of(new), marks_of(old)
    publishers = {_plain(new.publisher), _plain(old.publisher)} - {""}
    if mine.periods and its.periods and mine.periods != its.periods:
        return "series"
    doubtful: Relation = "unsure" if shared >= ALIKE else "other"
    if mine.periods != its.periods or mine.numbers != its.numbers or len(publishers) > 1:
        return doubtful
    if mine.edition != its.edition:
        return "version" if shared >= RELATED else "other"
    if not publishers or "" in (new.publisher, old.publisher):
        return doubtful
    if _same_date(new.published, old.published):
        return "unsure" if shared >= ALIKE else "other"
    periodic = new.kind in ("monitor", "letter", "press release") or _PERIODIC.search(
        f"{_plain(new.title)} {_plain(new.file)}"
    )
    telling = len(bare_title(new.title).split()) >= 2
    return "version" if shared >= ALIKE and telling and not periodic else doubtful


def is_newer(new: Described, old: Described) -> bool:
    """Which of two versions is the newer one: by number, by date, by stage, else the one that came last.

    >>> draft = Described("Plan", "TNO", "2021-01", "", "plan-concept.pdf")
    >>> is_newer(draft, Described("Plan", "TNO", "2021-03", "", "plan.pdf"))
    False
    """
    mine, its = marks_of(new), marks_of(old)
    if mine.version and its.version and mine.version != its.version:
        return _order(mine.version) > _order(its.version)
    if not _same_date(new.published, old.published):
        return new.published > old.published
    if (mine.stage, mine.revised) != (its.stage, its.revised):
        return (mine.stage, mine.revised) > (its.stage, its.revised)
    return True


def _order(version: tuple[int | str, ...]) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (0, part) for part in version]


def _same_date(one: str, other: str) -> bool:
    """Whether two ISO dates may be the same: equal as far as both say."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _marks(text: str) -> Marks:
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


def _plain(text: str) -> str:
    """Lower case, one space for whatever separates words; dots stay between digits only."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[_–—,:;/|]+", " ", text)
    text = re.sub(r"(?<=[^\d\s])[-.]+|[-.]+(?=[^\d\s])", " ", text)
    return re.sub(r"\s+", " ", text).strip()
