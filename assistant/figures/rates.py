"""What an amount is per: a year, a month, a company."""

from __future__ import annotations

import re

_PER = re.compile(
    r"\s(?:per (?P<what>jaar|year|maand|month|week|dag|day|fieldlab|project|bedrijf|company|inwoner|person)|"
    r"(?P<yearly>jaarlijks|a year(?! (?:later|earlier|ago|before|after))|annually|yearly)|"
    r"(?P<monthly>maandelijks|a month(?! (?:later|earlier|ago|before|after))|monthly)|"
    r"(?:[\w-]+ ){0,3}(?:elk|elke|ieder|iedere|each|every) "
    r"(?P<each>jaar|year|maand|month|week|dag|day|fieldlab|project|bedrijf|company|inwoner|person))\b",
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
    >>> per_of("3 million to spend each month", 9), per_of("3 million a year later", 9)
    ('month', '')
    """
    found = _PER.match(text, end)
    if found is None:
        return ""
    plain = "month" if found["monthly"] else "year"
    what = (found["what"] or found["each"] or plain).lower()
    return _YEARLY.get(what, what)
