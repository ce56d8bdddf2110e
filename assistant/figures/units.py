"""The unit that a table's head, label or caption gives its figures: "x € 1.000", "in mln euro", "(%)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POWERS = {
    "duizend": 1e3,
    "duizenden": 1e3,
    "thousand": 1e3,
    "thousands": 1e3,
    "mln": 1e6,
    "miljoen": 1e6,
    "miljoenen": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "mld": 1e9,
    "mrd": 1e9,
    "miljard": 1e9,
    "miljarden": 1e9,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
}
_MONEY = {"€": "euro", "eur": "euro", "euro": "euro", "euros": "euro", "euro's": "euro"}
_MONEY |= {"$": "dollar", "us$": "dollar", "dollar": "dollar", "dollars": "dollar", "£": "pound"}
_MARK = r"€|euro(?:[’']?s)?\b|eur\b|us\$|\$|£|dollars?\b"
_POWER = rf"\b(?:{'|'.join(sorted(_POWERS, key=len, reverse=True))})\b\.?"
_TIMES = r"(?:x|×|\*|maal|times)"
_NUMBER = r"1(?:[.,\u00a0\u2007\u2009\u202f ]?000){1,3}"
_UNIT = re.compile(
    rf"(?P<times>{_TIMES}\s?(?:(?P<m1>{_MARK})\s?)?(?P<n1>{_NUMBER})(?!\d)(?:\s?(?P<m2>{_MARK}))?"
    rf"|{_TIMES}\s?(?:(?P<m3>{_MARK})\s?)?(?P<p1>{_POWER})(?:\s(?P<m4>{_MARK}))?)"
    rf"|(?:(?P<open>\()|\b(?:in|bedragen in|bedrag in|amounts? in)\s)(?:in\s)?"
    rf"(?:(?:(?P<m5>{_MARK})\s?)?(?P<p2>{_POWER})(?:\s(?:of\s)?(?P<m6>{_MARK}))?"
    rf"|(?P<m7>{_MARK})(?:\s?{_TIMES}?\s?(?P<n2>{_NUMBER}))?"
    r"|(?P<percent>%|procent(?:en)?\b|percent(?:age)?s?\b|per cent\b)"
    r"|(?P<counted>fte[’']?s?\b|ha\b|km\b|MW\b|uren\b|hours\b|dagen\b|days\b))(?(open)\s?\)|)"
    r"|(?P<share>(?<=\s)%$|^%$|^(?:percentage|in %)$)",
    re.IGNORECASE,
)


_ONE = r"[<>≤≥~]?\s*+[(\[]?\s*+[-–−+]?\s*+\d[\d.,\u00a0\u2009\u202f ]*[)\]]?(?:\[\d+\]|\*)*"
_BARE = re.compile(rf"{_ONE}(?:\s*/\s*{_ONE})*")
# "2 x € 1.000" is an amount, taken twice; "Excel x 1.000" and "(x € 1.000)" say in what is counted.
_TIMES_ALONE = re.compile(
    rf"(?<![\w.,])(?<!\d\s){_TIMES}\s?(?:(?:{_MARK})\s?)?{_NUMBER}(?![\d.,]*\d)(?:\s?(?:{_MARK}))?"
    rf"|(?:\(in|bedrag(?:en)? in|amounts? in)\s(?:{_MARK})\s?{_NUMBER}(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TableUnit:
    """What a figure without a unit of its own is counted in: ``unit`` as in ``Figure``, and how many one is.

    ``printed`` is how head, label or caption say so."""

    unit: str
    scale: float
    printed: str


def unit_in(text: str) -> TableUnit | None:
    """The unit that a head, label or caption names, None where it names none.

    >>> unit_in("Tabel 10.1 - Beleggingsportefeuille (bedragen x € 1.000)")
    TableUnit(unit='euro', scale=1000.0, printed='x € 1.000')
    >>> unit_in("Rijksbijdrage (mln)"), unit_in("Aandeel (%)").unit, unit_in("Aantal proeftuinen")
    (TableUnit(unit='', scale=1000000.0, printed='mln'), '%', None)
    """
    match = _UNIT.search(text.strip())
    if match is None:
        return None
    printed = match.group().strip().strip("()").strip()
    if match["percent"] or match["share"]:
        return TableUnit("%", 1.0, "%")
    money = next((m for n in range(1, 8) if (m := match[f"m{n}"])), "")
    number = match["n1"] or match["n2"]
    power = match["p1"] or match["p2"]
    scale = float(re.sub(r"\D", "", number)) if number else 1.0
    if power:
        scale = _POWERS[power.lower().rstrip(".")]
    return TableUnit(_MONEY.get(money.lower().replace("’", "'"), ""), scale, printed)


def is_bare_number(text: str) -> bool:
    """Whether a cell is a number that says no unit itself: then its column, row or table does.

    >>> [is_bare_number(cell) for cell in ("1.234", "(12)", ">100 / <130", "€ 5", "-")]
    [True, True, True, False, False]
    """
    return bool(_BARE.fullmatch(text.strip()))


def unit_phrases(text: str) -> list[tuple[int, int]]:
    """(start, end) of every phrase that says in what the figures of a table are counted.

    >>> [text[a:b] for text in ("Kosten (x € 1.000)", "2 x 1.000 euro") for a, b in unit_phrases(text)]
    ['x € 1.000']
    """
    return [match.span() for match in _TIMES_ALONE.finditer(text)]
