"""Figures in running text, Dutch and English: value, how it is printed, and where.

A first, simple form: whole and decimal numbers in digits or words, with million and billion.
Footnote marks ``[12]`` are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    word: value
    for value, names in enumerate(
        (
            "nul zero",
            "één one",
            "twee two",
            "drie three",
            "vier four",
            "vijf five",
            "zes six",
            "zeven seven",
            "acht eight",
            "negen nine",
            "tien ten",
            "elf eleven",
            "twaalf twelve",
            "dertien thirteen",
            "veertien fourteen",
            "vijftien fifteen",
            "zestien sixteen",
            "zeventien seventeen",
            "achttien eighteen",
            "negentien nineteen",
        )
    )
    for word in names.split()
}
_TENS = {
    "twintig": 20, "twenty": 20, "dertig": 30, "thirty": 30, "veertig": 40, "forty": 40,
    "vijftig": 50, "fifty": 50, "zestig": 60, "sixty": 60, "zeventig": 70, "seventy": 70,
    "tachtig": 80, "eighty": 80, "negentig": 90, "ninety": 90,
}  # fmt: skip
_ONES_DUTCH = {"een": 1, "één": 1, "eén": 1} | {
    w: v for w, v in _UNITS.items() if v < 10 and w not in ("zero", "one")
}
_SCALES = {
    "honderd": 100, "hundred": 100, "duizend": 1_000, "thousand": 1_000,
    "miljoen": 1_000_000, "million": 1_000_000, "mln": 1_000_000, "m": 1_000_000,
    "miljard": 1_000_000_000, "billion": 1_000_000_000, "mld": 1_000_000_000, "bn": 1_000_000_000,
}  # fmt: skip
_FIGURE = re.compile(
    r"(?<![\w\[.,-])(?P<money>(?:€|EUR|euro)\s?)?"
    r"(?:(?P<digits>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)|(?P<word>[A-Za-zëéï-]+))"
    r"(?![\w\]])(?:\s?(?P<scale>miljoen|miljard|million|billion|mln|mld|bn|duizend|thousand)\b\.?)?"
    r"(?P<percent>\s?(?:%|procent\b|percent\b|per cent\b))?"
    r"(?P<euro>\s(?:euro|euros)\b)?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: text[start:end] prints it; ``unit`` is "euro", "%" or ""."""

    value: float
    unit: str
    start: int
    end: int

    @property
    def is_year(self) -> bool:
        return self.unit == "" and self.value == int(self.value) and 1900 <= self.value <= 2100


def figures_in(text: str) -> list[Figure]:
    """All figures of a text in order.

    >>> [(f.value, f.unit) for f in figures_in("Ruim 680 bedrijven, € 1,35 miljard en 42 procent")]
    [(680.0, ''), (1350000000.0, 'euro'), (42.0, '%')]
    >>> [f.value for f in figures_in("vijftig kennis- en testcentra in 2021")]
    [50.0, 2021.0]
    """
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        value = _value(match)
        if value is None:
            continue
        unit = "%" if match["percent"] else "euro" if match["money"] or match["euro"] else ""
        found.append(Figure(value, unit, match.start(), match.end()))
    return found


def _value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        base = _from_digits(match["digits"])
    else:
        spelled = spelled_number(match["word"])
        if spelled is None and match["scale"] and match["word"].lower() in ("een", "één", "a"):
            spelled = 1  # "een miljard": an article only where no scale follows
        if spelled is None:
            return None
        base = float(spelled)
    scale = match["scale"]
    return base * _SCALES[scale] if scale else base


def _from_digits(digits: str) -> float:
    """Dutch and English marks: the last group of three is thousands, anything else decimals."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits))
    whole, mark, decimals = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    if not mark:
        return float(digits)
    return float(f"{re.sub(r'[.,]', '', whole)}.{decimals}")


def spelled_number(word: str) -> int | None:
    """A number word as one word (Dutch compounds too), 2 and up; "een" is an article, not 1.

    >>> spelled_number("vijftig"), spelled_number("tweeëntwintig"), spelled_number("fieldlab")
    (50, 22, None)
    """
    low = word.lower()
    if low in _UNITS:
        return _UNITS[low]
    if low in _TENS:
        return _TENS[low]
    if low in ("honderd", "duizend", "hundred", "thousand"):
        return _SCALES[low]
    for tens, value in _TENS.items():
        if low.endswith(tens):
            head = re.sub(r"(?:en|ën|-)$", "", low[: -len(tens)])
            if head in _ONES_DUTCH:
                return value + _ONES_DUTCH[head]
        if low.startswith(f"{tens}-") and low[len(tens) + 1 :] in _UNITS:
            return value + _UNITS[low[len(tens) + 1 :]]
    for hundred in ("honderd", "duizend"):
        if low.endswith(hundred):
            head = low[: -len(hundred)]
            if head in _UNITS or head in _TENS:
                return (_UNITS.get(head) or _TENS[head]) * _SCALES[hundred]
    return None
