"""Whether two reports are versions of one document, a series, or neither: from names, dates and text.

A wrong join hides a report that should answer; a missed one lets an old version answer beside the
new. So only clear cases are joined, and doubtful ones are reported with the command that joins them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.library.namesakes import apart_by_folder, apart_by_name
from assistant.library.version_marks import Marks, bare_title, marks_in, plain
from assistant.records import Version

Relation = Literal["version", "series", "unsure", "other"]

ALIKE = 0.5  # share of the shorter one's sentences that stands in the other word for word
RELATED = 0.2

_PERIODIC = re.compile(
    r"monitor|nieuwsbrief|newsletter|voortgang|progress|jaarverslag|jaarbericht|annual|kwartaal|"
    r"quarter|maandbericht|verslag|notulen|minutes|kamerbrief|\bbrief\b|letter|persbericht|press release"
)


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of a report before its text is compared."""

    title: str
    publisher: str
    published: str
    kind: str
    file: str
    folder: str = ""  # that it lies in, "" where nobody knows


def described(version: Version, folder: str = "") -> Described:
    """What is known of a version of a library."""
    document = version.document
    return Described(
        document.title, document.publisher, document.published, document.kind, version.file, folder
    )


def marks_of(report: Described) -> Marks:
    """Marks in a report's title and, where the title has none of a sort, in its file's name.

    >>> m = marks_of(Described("Monitor 2020", "TNO", "", "monitor", "monitor-2020-concept.pdf"))
    >>> sorted(m.periods), m.stage
    (['2020'], 0)
    """
    name = plain(re.sub(r"\.\w{1,5}$", "", report.file.rsplit("/", 1)[-1]))
    in_title, in_name = marks_in(plain(report.title)), marks_in(name)
    return Marks(
        in_title.periods or in_name.periods,
        in_title.numbers | in_name.numbers,
        in_title.version or in_name.version,
        in_title.stage if in_title.stage != 1 else in_name.stage,
        in_title.revised or in_name.revised,
    )


def relation(
    new: Described, old: Described, shared: float, *, other_names: bool = False
) -> Relation:
    """What two reports with the same bare title are to each other.

    ``shared`` is the share (0 to 1) of the shorter one's sentences that stands in the other;
    ``other_names`` says that each names in the same sentences what the other does not name.
    """
    mine, its = marks_of(new), marks_of(old)
    publishers = {plain(new.publisher), plain(old.publisher)} - {""}
    if mine.periods and its.periods and mine.periods != its.periods:
        return "series"
    doubtful: Relation = "unsure" if shared >= ALIKE else "other"
    if mine.periods != its.periods or mine.numbers != its.numbers or len(publishers) > 1:
        return doubtful
    if apart_by_folder(new.folder, old.folder) or apart_by_name(new.file, old.file):
        return doubtful
    if mine.edition != its.edition:
        return "version" if shared >= RELATED else "other"
    if not publishers or "" in (new.publisher, old.publisher):
        return doubtful
    if _same_date(new.published, old.published):
        return "unsure" if shared >= ALIKE else "other"
    periodic = new.kind in ("monitor", "letter", "press release") or _PERIODIC.search(
        f"{plain(new.title)} {plain(new.file)}"
    )
    telling = len(bare_title(new.title).split()) >= 2
    sure = shared >= ALIKE and telling and not periodic and not other_names
    return "version" if sure else doubtful


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
