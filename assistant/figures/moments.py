"""Dates and periods in running text as intervals of days: "medio 2022", "11 november 2014", "2018–2021"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from assistant.language.months import MONTH_NUMBERS
from assistant.language.ordinals import ordinal_numbers

_NAME = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_MONTHS_YEAR = r"(?:1[5-9]|20)\d\d"  # beside a month an older number is a year, too; alone it may count something
# The same of a number after "in" or "since" that nothing stands behind which it could count.
_AFTER = "|".join(
    rf"(?<=\b{word}\s)" for word in "in since until by from sinds tot vanaf rond anno uit".split()
)
_OLD_YEAR = (
    rf"(?:{_AFTER}|(?<=\())(?P<old>1[5-8]\d\d)(?=[,;:)]|\.?$|\.\s|"
    r"\s(?:and|or|with|at|by|to|the|when|where|after|as|was|were|had|"
    r"en|of|met|door|bij|voor|na|toen|als|waren|werd|werden|hadden)\b)"
)
_PARTS = {
    **dict.fromkeys(("begin", "aanvang", "early", "start of", "beginning of"), (1, 4)),
    **dict.fromkeys(("medio", "halverwege", "mid", "mid-", "middle of"), (5, 8)),
    **dict.fromkeys(("eind", "einde", "late", "end of", "end-"), (9, 12)),
    **dict.fromkeys(("voorjaar", "lente", "spring of", "spring"), (3, 6)),
    **dict.fromkeys(("zomer", "summer of", "summer"), (6, 9)),
    **dict.fromkeys(("najaar", "herfst", "autumn of", "autumn", "fall of"), (9, 12)),
}
_PART = "|".join(sorted((re.escape(p) for p in _PARTS), key=len, reverse=True))
_ORDER = ordinal_numbers(4)
_MOMENT = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:\s|-)(?P<month>{_NAME})(?:\s(?P<year>{_MONTHS_YEAR}))?|"
    rf"(?P<emonth>{_NAME})\s(?P<eday>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<eyear>{_MONTHS_YEAR}))?|"
    rf"(?P<omonth>{_NAME})\s(?:van\s|of\s)?(?P<oyear>{_MONTHS_YEAR})|"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)|(?P<eu>\d{{1,2}}[-/]\d{{1,2}}[-/]{_YEAR})|"
    rf"(?P<from>{_YEAR})\s?(?:-|–|—|t/m|tot en met|tot|up to and including|up to|to|until|"
    rf"through|(?P<pair>en|and))\s?(?P<to>{_YEAR})|"
    rf"(?P<quarter>{'|'.join(_ORDER)})\s(?P<which>kwartaal|helft|quarter|half)"
    rf"\s(?:van\s|of\s)?(?P<qyear>{_YEAR})|"
    rf"(?:kwartaal\s|quarter\s|Q)(?P<nth>[1-4])\s(?P<nyear>{_YEAR})|"
    rf"{_OLD_YEAR}|(?:(?P<part>{_PART})\s?(?:van\s|of\s)?)?(?P<plain>{_YEAR}))(?!\w|[-/]\d|[.,]\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:sinds|vanaf|sedert|since|from|na|after|as of|per)(?:\s(?:de|the|het))?\s$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"\b(?:tot|tot en met|vóór|voor|uiterlijk|until|by|before|up to)\s$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:tussen|between)(?: de| the)?\s$", re.IGNORECASE)
_CUT = re.compile(r"(?:kamerstuk\w*\s[\d\s]*,?\s?nr\.?\s?|nr\.?\s?|€\s?|[\d.,/-])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, part of a year, year or period: from ``first`` to ``last``, both within it.

    text[start:end] prints it. ``open_end`` is "since" ("sinds 2018"), "until" or "".
    A day or month without its year has ``year_known`` false and stands in the year 1."""

    first: date
    last: date
    start: int
    end: int
    open_end: str = ""
    year_known: bool = True

    @property
    def years(self) -> tuple[int, int]:
        return self.first.year, self.last.year

    @property
    def has_both_ends(self) -> bool:
        """Whether it is a period over several years that says when it begins and when it ends."""
        return self.years[0] < self.years[1] and not self.open_end

    def within(self, other: Moment) -> bool:
        """Whether it lies in the other one: a day in its month, a month in its year."""
        return other.first <= self.first and self.last <= other.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def overlaps(self, other: Moment) -> bool:
        return self.first <= other.last and other.first <= self.last


def moments_in(text: str) -> list[Moment]:
    """All dates and periods of a text in order.

    >>> [(str(m.first), str(m.last)) for m in moments_in("Medio 2022, na 11 november 2014")]
    [('2022-05-01', '2022-08-31'), ('2014-11-11', '2014-11-11')]
    >>> [m.years for m in moments_in("in de periode 2018–2021")]
    [(2018, 2021)]
    >>> [(str(m.first), str(m.last)) for m in moments_in("Kwartaal 4 2024")]
    [('2024-10-01', '2024-12-31')]
    """
    found: list[Moment] = []
    for match in _MOMENT.finditer(text):
        before = text[: match.start()]
        if _CUT.search(before):
            continue
        if match["pair"] and not _BETWEEN.search(before):
            found += _two_years(match)
            continue
        span = _span(match)
        if span is None:
            continue
        first, last = span
        ends = "since" if _SINCE.search(before) else "until" if _UNTIL.search(before) else ""
        if match["from"] and match["to"]:
            ends = ""  # "from 2022 to 2025" has both its ends
        found.append(Moment(first, last, match.start(), match.end(), ends, first.year > 1))
    return found


def _two_years(match: re.Match[str]) -> list[Moment]:
    """ "in 2030 en 2050": two years, no period."""
    return [
        Moment(*_months(int(match[name]), 1, 12), match.start(name), match.end(name))
        for name in ("from", "to")
    ]


def published_moment(published: str) -> Moment | None:
    """A document's date (ISO date, year-month or year) as a Moment; None where unknown."""
    parts = published.split("-")
    if not parts[0].isdecimal() or len(parts[0]) != 4:
        return None
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            day = date(*numbers)
            return Moment(day, day, 0, 0)
        first, last = _months(numbers[0], *((numbers[1],) * 2 if len(numbers) == 2 else (1, 12)))
    except ValueError:
        return None
    return Moment(first, last, 0, 0)


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    group = match.groupdict()
    try:
        if group["day"] or group["eday"]:
            month = MONTH_NUMBERS[(group["month"] or group["emonth"]).lower()]
            day = date(
                int(group["year"] or group["eyear"] or 1), month, int(group["day"] or group["eday"])
            )
            return day, day
        if group["omonth"]:
            month = MONTH_NUMBERS[group["omonth"].lower()]
            return _months(int(group["oyear"]), month, month)
        if group["iso"]:
            day = date.fromisoformat(group["iso"])
            return day, day
        if group["eu"]:
            number, month, year = (int(part) for part in re.split(r"[-/]", group["eu"]))
            return (date(year, month, number),) * 2
    except ValueError:
        return None
    return _of_years(group)


def _of_years(group: dict[str, str | None]) -> tuple[date, date] | None:
    if group["from"] and group["to"]:
        first, last = int(group["from"]), int(group["to"])
        return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None
    if group["quarter"] and group["qyear"] and group["which"]:
        months = 6 if group["which"].lower() in ("helft", "half") else 3
        order = _ORDER[group["quarter"].lower()]
        if order * months > 12:
            return None
        return _months(int(group["qyear"]), (order - 1) * months + 1, order * months)
    if group["nth"] and group["nyear"]:
        nth = int(group["nth"])
        return _months(int(group["nyear"]), 3 * nth - 2, 3 * nth)
    early, late = _PARTS[group["part"].lower()] if group["part"] else (1, 12)
    return _months(int(group["plain"] or group["old"] or 1), early, late)


def _months(year: int, early: int, late: int) -> tuple[date, date]:
    return date(year, early, 1), date(year, late, monthrange(year, late)[1])
