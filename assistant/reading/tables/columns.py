"""What stands under each other is a column. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class ColumnBounds:
    """What the cells of a column cover between them, from the left to the right."""

    left: float
    right: float


def column_bounds(rows: Sequence[Sequence[tuple[float, float]]]) -> list[ColumnBounds]:
    """Columns of rows of (left, right), from those with most cells down; a cell over several makes none."""
    columns: list[ColumnBounds] = []
    for row in sorted(rows, key=lambda r: -len(r)):
        for left, right in row:
            over = [c for c in columns if c.left < right and left < c.right]
            if not over:
                columns.append(ColumnBounds(left, right))
            elif len(over) == 1:
                wider = ColumnBounds(min(over[0].left, left), max(over[0].right, right))
                others = [c for c in columns if c is not over[0]]
                if not any(c.left < wider.right and wider.left < c.right for c in others):
                    over[0].left, over[0].right = wider.left, wider.right
    return sorted(columns, key=lambda c: c.left)
