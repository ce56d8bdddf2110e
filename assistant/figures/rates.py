"""What an amount is per: a year, a month, a company."""

from __future__ import annotations

import re

_PER = re.compile(
    r"\s(?:per (?P<what>jaar|year|maand|month|week|dag|day|fieldlab|project|bedrijf|company|inwoner|person)|"
    r"(?P<yearly>jaarlijks|a year|annually|yearly|elk jaar|ieder jaar|each year|every year))\b",
    re.IGNORECASE,
)
_YEARLY = {
    "jaar": "year",
    "maand": "month",
    "dag": "day",
    "bedrijf": "company",
    "inwoner": "person",
}


def per_of(text: str, end: int) -> str:
    """What a figure that ends at text[end] is per: "year", "month" … or "".

    >>> per_of("€ 3 miljoen per jaar", 11), per_of("3 million annually", 9), per_of("3 miljoen", 9)
    ('year', 'year', '')
    """
    found = _PER.match(text, end)
    if found is None:
        return ""
    what = (found["what"] or "year").lower()
    return _YEARLY.get(what, what)
