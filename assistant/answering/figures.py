"""Figures in running text, Dutch and English: value, how it is printed, and where.

A first, simple form: whole and decimal numbers in digits or words, with million and billion.
Footnote marks ``[12]`` are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.records import Language
from assistant.retrieval.number_words import ONES, TENS

_HUNDREDS: dict[Language, dict[str, int]] = {
    "nl": {"honderd": 100, "duizend": 1_000},
    "en": {"hundred": 100, "thousand": 1_000},
}
_SCALES = {
    "duizend": 1_000,
    "thousand": 1_000,
    "miljoen": 1_000_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "miljard": 1_000_000_000,
    "billion": 1_000_000_000,
    "mld": 1_000_000_000,
    "bn": 1_000_000_000,
}
_FIGURE = re.compile(
    r"(?<![\w\[.,-])(?P<money>(?:€|EUR|euro)\s?)?"
    r"(?:(?P<digits>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)|(?P<word>[A-Za-zëéï-]+))"
    r"(?![\w\]])(?:\s?(?P<scale>miljoen|miljard|million|billion|mln|mld|bn|duizend|thousand)\b\.?)?"
    r"(?P<percent>\s?(?:%|procent\b|percent\b|per cent\b))?"
    r"(?P<euro>\s(?:euro|euros)\b)?"
)


_MONTH_AFTER = re.compile(
    r"\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|march|may|june|july|august|october)\b",
    re.IGNORECASE,
)
_REFERENCE_BEFORE = re.compile(
    r"(?:\b(?:nr|nrs|nummer|no|kamerstuk|kamerstukken|art|artikel|article|p|pp|pag|pagina|page|paragraaf|par|"
    r"hoofdstuk|chapter|section|tabel|table|figuur|figure|grafiek|versie|version|bijlage|annex|noot|titel|title|"
    r"staatscourant|stcrt|rapport|report)\.?\s?|§\s?|\bkamerstuk(?:ken)?\s\d{2}\s)$",
    re.IGNORECASE,
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


def figures_in(text: str, language: Language) -> list[Figure]:
    """All figures of a text in order.

    >>> [(f.value, f.unit) for f in figures_in("Ruim 680 bedrijven, € 1,35 miljard en 42 procent", "nl")]
    [(680.0, ''), (1350000000.0, 'euro'), (42.0, '%')]
    >>> [f.value for f in figures_in("vijftig kennis- en testcentra in 2021", "nl")]
    [50.0, 2021.0]
    """
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        value = _value(match, language)
        if value is None or _names_a_place(text, match):
            continue
        unit = "%" if match["percent"] else "euro" if match["money"] or match["euro"] else ""
        found.append(Figure(value, unit, match.start(), match.end()))
    return found


def _names_a_place(text: str, match: re.Match[str]) -> bool:
    """A day of a month, or the number of a page, article or paper: no quantity."""
    return bool(
        _MONTH_AFTER.match(text[match.end() :]) or _REFERENCE_BEFORE.search(text[: match.start()])
    )


def _value(match: re.Match[str], language: Language) -> float | None:
    if match["digits"]:
        base = _from_digits(match["digits"])
    else:
        spelled = spelled_number(match["word"], language)
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


def spelled_number(word: str, language: Language) -> int | None:
    """A number word as one word (Dutch compounds too), 2 and up; "een" is an article, not 1.

    >>> spelled_number("vijftig", "nl"), spelled_number("tweeëntwintig", "nl"), spelled_number("ten", "nl")
    (50, 22, None)
    """
    low = word.lower()
    ones, tens, hundreds = ONES[language], TENS[language], _HUNDREDS[language]
    if low in ones:
        return ones.index(low)
    if low in tens:
        return 20 + 10 * tens.index(low)
    if low in hundreds:
        return hundreds[low]
    for position, ten in enumerate(tens):
        value = 20 + 10 * position
        if language == "nl" and low.endswith(ten):
            head = re.sub(r"(?:en|ën)$", "", low[: -len(ten)])
            if head in ones[1:10] or head == "een":
                return value + (1 if head == "een" else ones.index(head))
        if low.startswith(f"{ten}-") and low[len(ten) + 1 :] in ones[1:10]:
            return value + ones.index(low[len(ten) + 1 :])
    for hundred, size in hundreds.items():
        head = low.removesuffix(hundred)
        if head != low and head:
            count = spelled_number(head, language)
            if count is not None and count < 100:
                return count * size
    return None
