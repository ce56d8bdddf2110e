"""Ruled lines -> grids: where they cross they part a page into cells, some of which span others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.reading.glyphs import PrintedLine
from assistant.reading.tables.rules import RuledLine, RuledLines

NEAR = 3.0  # points; rules that are nearer to each other are one
FEWEST = 2  # columns, or rows, of a grid: a box round a text is none


@dataclass(frozen=True, slots=True)
class Grid:
    """The borders of columns (``xs``, from the left) and rows (``ys``, from the top), and which cell owns
    each field between them: ``owners[row][column]``."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of the field that a point lies in."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = sum(border <= x for border in self.xs[1:-1])
        row = sum(border >= y for border in self.ys[1:-1])
        return row, column

    def holds(self, line: PrintedLine) -> bool:
        """Whether a printed line stands in it, and not alone: it has more than one row."""
        middle = (line.left + line.right) / 2, (line.bottom + line.top) / 2
        return len(self.ys) > 2 and self.field(*middle) is not None

    def span(self, owner: int) -> tuple[int, int, int, int]:
        """(row, column, rows, columns) of a cell."""
        fields = [
            (r, c) for r, row in enumerate(self.owners) for c, o in enumerate(row) if o == owner
        ]
        rows, columns = [r for r, _ in fields], [c for _, c in fields]
        top, left = min(rows), min(columns)
        return top, left, max(rows) - top + 1, max(columns) - left + 1


def grids(rules: RuledLines) -> list[Grid]:
    """The grids of a page, from the top."""
    level, upright = _merged(rules.level), _merged(rules.upright)
    found = [grid for part in _parts(level, upright) if (grid := _grid(*part)) is not None]
    return sorted(found, key=lambda g: -g.ys[0])


def _merged(rules: Iterable[RuledLine]) -> list[RuledLine]:
    """RuledLines that lie on each other or go on in each other, as one; small differences of place gone."""
    lines: list[list[RuledLine]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if lines and rule.at - lines[-1][0].at <= NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[RuledLine] = []
    for line in lines:
        at = sum(r.at for r in line) / len(line)
        start, end = 0.0, -1.0
        for rule in sorted(line, key=lambda r: r.start):
            if end >= start and rule.start <= end + NEAR:
                end = max(end, rule.end)
                continue
            if end >= start:
                merged.append(RuledLine(at, start, end))
            start, end = rule.start, rule.end
        merged.append(RuledLine(at, start, end))
    return merged


def _parts(
    level: Sequence[RuledLine], upright: Sequence[RuledLine]
) -> list[tuple[list[RuledLine], list[RuledLine]]]:
    """RuledLines that hang together by crossing each other."""
    parent = list(range(len(level) + len(upright)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, one in enumerate(level):
        for j, other in enumerate(upright, start=len(level)):
            if _cross(one, other):
                parent[root(j)] = root(i)
    parts: dict[int, tuple[list[RuledLine], list[RuledLine]]] = {}
    for n, rule in enumerate([*level, *upright]):
        parts.setdefault(root(n), ([], []))[n >= len(level)].append(rule)
    return list(parts.values())


def _cross(level: RuledLine, upright: RuledLine) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR
        and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _grid(level: Sequence[RuledLine], upright: Sequence[RuledLine]) -> Grid | None:
    if len(level) < 2 or not upright:
        return None
    xs = _borders([r.at for r in upright], [x for r in level for x in (r.start, r.end)])
    ys = _borders([r.at for r in level], [y for r in upright for y in (r.start, r.end)])[::-1]
    rows, columns = len(ys) - 1, len(xs) - 1
    if columns < FEWEST or rows < 1:
        return None
    owners = _owners(xs, ys, level, upright)
    if len({owner for row in owners for owner in row}) < 2 * FEWEST:
        return None
    return Grid(tuple(xs), tuple(ys), owners)


def _borders(drawn: Iterable[float], ends: Iterable[float]) -> list[float]:
    """Where lines are drawn, and the outermost ends of those across where no line closes the table."""
    borders: list[float] = []
    for at in sorted(drawn):
        if not borders or at - borders[-1] > NEAR:
            borders.append(at)
    outer = list(ends)
    if min(outer) < borders[0] - 2 * NEAR:
        borders.insert(0, min(outer))
    if max(outer) > borders[-1] + 2 * NEAR:
        borders.append(max(outer))
    return borders


def _owners(
    xs: Sequence[float],
    ys: Sequence[float],
    level: Sequence[RuledLine],
    upright: Sequence[RuledLine],
) -> tuple[tuple[int, ...], ...]:
    """Fields without a line between them are one cell, named by its first field."""
    columns = len(xs) - 1
    owner = list(range((len(ys) - 1) * columns))

    def root(n: int) -> int:
        while owner[n] != n:
            n = owner[n]
        return n

    for r in range(len(ys) - 1):
        for c in range(columns):
            here = root(r * columns + c)
            middle_y, middle_x = (ys[r] + ys[r + 1]) / 2, (xs[c] + xs[c + 1]) / 2
            if c + 1 < columns and not _drawn(upright, xs[c + 1], middle_y):
                owner[root(r * columns + c + 1)] = here
            if r + 2 < len(ys) and not _drawn(level, ys[r + 1], middle_x):
                owner[root((r + 1) * columns + c)] = root(here)
    return tuple(tuple(root(r * columns + c) for c in range(columns)) for r in range(len(ys) - 1))


def _drawn(rules: Sequence[RuledLine], at: float, crossing: float) -> bool:
    return any(abs(r.at - at) <= NEAR and r.start - NEAR <= crossing <= r.end + NEAR for r in rules)
