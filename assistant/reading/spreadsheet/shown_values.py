"""A cell's value as Excel shows it: its number format, with the marks of the workbook's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from assistant.reading.metadata import clean
from assistant.records import Language

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[0#?](?:[0#?, ]*[0#?])?(?:\.[0#?]+)?(?P<thousands>,*)")
_MOST_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class _NumberFormat:
    """What a section of a number format asks for. ``places`` is -1 where it asks for nothing."""

    before: str = ""
    behind: str = ""
    places: int = -1
    grouped: bool = False
    power: int = 0  # of ten, by which the value is shown


def shown_value(value: Any, code: str, language: Language) -> str:
    """The text of a value; dates as ISO, as far as they are shown.

    >>> shown_value(1234567.891, '"€" #,##0.00', "nl"), shown_value(0.345, "0.0%", "nl")
    ('€ 1.234.567,89', '34,5%')
    >>> shown_value(12.5, "General", "nl"), shown_value(12.5, "General", "en"), shown_value(2019, "0", "nl")
    ('12,5', '12.5', '2019')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date | time):
        return _moment(value, code)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, str(code or ""), language)
    return clean(str(value))


def _moment(value: date | time, code: str) -> str:
    """A day or time as ISO; a year or month alone where the format shows no more."""
    plain = _LITERAL.sub("", str(code or "")).lower()
    if isinstance(value, date) and "y" in plain and not re.search("[dhs]", plain):
        return f"{value.year}-{value.month:02d}" if "m" in plain else str(value.year)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat()


def _number(value: int | float, code: str, language: Language) -> str:
    try:
        exact = Decimal(repr(value))
    except InvalidOperation:
        return ""
    if not exact.is_finite():
        return ""
    format_ = _format_of(_section(code, value))
    negative = exact < 0 and ";" not in code.split('"')[0]
    exact = abs(exact).scaleb(format_.power)
    if format_.places < 0:
        text = _general(exact)
    else:
        step = Decimal(1).scaleb(-format_.places)
        try:
            exact = exact.quantize(step, ROUND_HALF_UP)
        except InvalidOperation:
            return f"{value:.15g}"
        text = f"{exact:,f}" if format_.grouped else f"{exact:f}"
    if not any(c in "123456789" for c in text):
        negative = False
    marked = _in_language(text, language)
    return clean(f"{'-' if negative else ''}{format_.before}{marked}{format_.behind}")


def _general(exact: Decimal) -> str:
    if exact == exact.to_integral_value():
        return f"{int(exact)}"
    text = f"{float(exact):.12g}"
    return f"{exact:f}" if "e" in text else text


def _in_language(text: str, language: Language) -> str:
    """The marks that a reader of that language expects, and no decimals that read as thousands."""
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        text += "0"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def _section(code: str, value: int | float) -> str:
    """The part of a format that is for values of this sign."""
    sections = code.split(";")
    if '"' in code or len(sections) < 2:
        sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if value < 0 and len(sections) > 1:
        return sections[1] if sections[1].strip() else sections[0]
    if value == 0 and len(sections) > 2:
        return sections[2] or sections[0]
    return sections[0]


@lru_cache(maxsize=1_000)
def _format_of(section: str) -> _NumberFormat:
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(next((g for g in match.groups() if g is not None), ""))
        return chr(0xE000 + len(literals) - 1)

    plain = _LITERAL.sub(keep, section) if len(section) < 300 else "General"
    digits = _DIGITS.search(plain)
    if digits is None or plain.strip().lower() in ("general", "@") or re.search("[eE][+-]", plain):
        percent = plain.rstrip().endswith("%")
        return _NumberFormat(behind="%", power=2) if percent else _NumberFormat()
    if "/" in plain:
        return _NumberFormat()
    body = digits.group().rstrip(",")
    before, behind = (
        "".join(_told(c, literals) for c in part)
        for part in (plain[: digits.start()], plain[digits.end() :])
    )
    power = (2 if "%" in behind or "%" in before else 0) - 3 * len(digits["thousands"])
    places = len(body.partition(".")[2])
    return _NumberFormat(before, behind, min(places, _MOST_DECIMALS), "," in body, power)


def _told(char: str, literals: list[str]) -> str:
    place = ord(char) - 0xE000
    return literals[place] if 0 <= place < len(literals) else char
