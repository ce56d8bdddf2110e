"""The value of a simple formula that its workbook does not store: sums, + - * / and what they refer to.

Nothing but arithmetic on cells is done, within a number of steps; what is not understood has no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.reading.spreadsheet.sheet_structure import Place, column_number

MAX_STEPS = 200_000  # for one workbook: tokens and cells of ranges
MAX_DEPTH = 60  # formulas that refer to formulas, and brackets
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<sheet>'(?:[^']|'')+'!|[A-Za-z_][\w.]*!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?![\w(])"
    r"|(?P<name>[A-Z]+)(?=\()|(?P<sign>[-+*/^():,;%]))"
)
_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "SUM": sum,
    "MIN": lambda values: min(values, default=0.0),
    "MAX": lambda values: max(values, default=0.0),
    "AVERAGE": lambda values: sum(values) / len(values),
    "COUNT": lambda values: float(len(values)),
}
Cells = Mapping[str, Mapping[Place, Any]]  # sheet -> place -> value


class _NoValue(Exception):
    """A formula that is not understood, or goes on too long."""


class Formulas:
    """Formulas of one workbook. ``values`` are the stored ones, ``formulas`` those that have none."""

    def __init__(self, values: Cells, formulas: Mapping[str, Mapping[Place, str]]) -> None:
        self._values = values
        self._formulas = formulas
        self._known: dict[tuple[str, Place], float] = {}
        self._steps = 0
        self._depth = 0

    def value(self, sheet: str, place: Place) -> float | None:
        """What a formula comes to, None where that cannot be told."""
        try:
            return self._cell(sheet, place)
        except (_NoValue, ZeroDivisionError, OverflowError, ValueError, RecursionError):
            return None
        finally:
            self._depth = 0

    def _cell(self, sheet: str, place: Place) -> float:
        if sheet not in self._values:
            raise _NoValue  # a sheet that is not read
        formula = self._formulas.get(sheet, {}).get(place)
        if formula is None:
            value = self._values.get(sheet, {}).get(place)
            if isinstance(value, bool) or not isinstance(value, int | float | None):
                raise _NoValue
            return float(value or 0)
        if (sheet, place) not in self._known:
            with_depth = self._deeper()
            self._known[sheet, place] = _Expression(self, sheet, formula).value()
            self._depth = with_depth
        return self._known[sheet, place]

    def _deeper(self) -> int:
        before = self._depth
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _NoValue
        return before

    def spend(self, steps: int) -> None:
        """Count steps. Raises where there were too many."""
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise _NoValue

    def range_of(self, sheet: str, first: Place, last: Place) -> Iterator[float]:
        """The numbers of a range; its texts and empty cells count for nothing."""
        if sheet not in self._values:
            raise _NoValue
        self.spend((last[0] - first[0] + 1) * (last[1] - first[1] + 1))
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                place = (row, column)
                stored = self._values.get(sheet, {}).get(place)
                number = isinstance(stored, int | float) and not isinstance(stored, bool)
                if number or place in self._formulas.get(sheet, {}):
                    yield self._cell(sheet, place)

    def single(self, sheet: str, place: Place) -> float:
        """The number in a cell, 0 where it is empty."""
        return self._cell(sheet, place)


class _Expression:
    """One formula, read from left to right."""

    def __init__(self, formulas: Formulas, sheet: str, formula: str) -> None:
        self._formulas = formulas
        self._sheet = sheet
        self._tokens = list(_tokens(formula))
        self._at = 0
        self._brackets = 0
        formulas.spend(len(self._tokens))

    def value(self) -> float:
        found = self._sum()
        if self._at < len(self._tokens):
            raise _NoValue
        return found

    def _next(self) -> str:
        return self._tokens[self._at].group().strip() if self._at < len(self._tokens) else ""

    def _takes(self, *signs: str) -> str:
        sign = self._next()
        if sign in signs:
            self._at += 1
            return sign
        return ""

    def _sum(self) -> float:
        found = self._product()
        while sign := self._takes("+", "-"):
            other = self._product()
            found = found + other if sign == "+" else found - other
        return found

    def _product(self) -> float:
        found = self._signed()
        while sign := self._takes("*", "/"):
            other = self._signed()
            found = found * other if sign == "*" else found / other
        return found

    def _signed(self) -> float:
        negative = False
        while sign := self._takes("-", "+"):
            negative ^= sign == "-"
        found = self._single()
        while self._takes("%"):
            found /= 100
        return -found if negative else found

    def _single(self) -> float:
        self._brackets += 1
        if self._brackets > MAX_DEPTH or self._at >= len(self._tokens):
            raise _NoValue
        token = self._tokens[self._at]
        self._at += 1
        if token["number"]:
            found = float(token["number"])
        elif token["column"]:
            found = self._formulas.single(self._sheet_of(token), _place(token))
        elif token["name"]:
            found = self._called(token["name"])
        elif token["sign"] == "(":
            found = self._sum()
            if not self._takes(")"):
                raise _NoValue
        else:
            raise _NoValue
        self._brackets -= 1
        return found

    def _called(self, name: str) -> float:
        if name == "ROUND":
            self._takes("(")
            found = self._sum()
            if not self._takes(","):
                raise _NoValue
            places = self._sum()
            if not self._takes(")") or abs(places) > 15:
                raise _NoValue
            return round(found, int(places))
        if name not in _FUNCTIONS or not self._takes("("):
            raise _NoValue
        values: list[float] = []
        while True:
            values += self._argument()
            if self._takes(")"):
                return _FUNCTIONS[name](values)
            if not self._takes(",", ";"):
                raise _NoValue

    def _argument(self) -> list[float]:
        """A range's numbers, or the value of an expression."""
        ahead = self._tokens[self._at : self._at + 3]
        if (
            len(ahead) == 3
            and ahead[0]["column"]
            and ahead[1]["sign"] == ":"
            and ahead[2]["column"]
        ):
            self._at += 3
            corners = [_place(ahead[0]), _place(ahead[2])]
            first = (min(c[0] for c in corners), min(c[1] for c in corners))
            last = (max(c[0] for c in corners), max(c[1] for c in corners))
            return list(self._formulas.range_of(self._sheet_of(ahead[0]), first, last))
        return [self._sum()]

    def _sheet_of(self, token: re.Match[str]) -> str:
        named = token["sheet"]
        return named[:-1].strip("'").replace("''", "'") if named else self._sheet


def _place(token: re.Match[str]) -> Place:
    return int(token["row"]), column_number(token["column"])


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    text = formula.removeprefix("=").strip()
    if len(text) > 2_000:
        raise _NoValue
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _NoValue
        yield match
        at = match.end()
