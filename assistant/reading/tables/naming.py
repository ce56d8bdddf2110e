"""What names the rows and columns of a table: heads of several rows, stub, groups, caption and unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.figures.moments import moments_in
from assistant.figures.units import unit_in
from assistant.reading.tables.cell_kinds import bare, is_nil, is_ordinal, is_value
from assistant.reading.tables.drafts import DraftCell, TableDraft
from assistant.reading.tables.labels import labelled

LONGEST_HEAD = 90  # characters; a longer first cell is a sentence, and names no column
LONGEST_NAME = 40  # characters; a longer cell among figures is a remark
MOST_OF = 0.6  # of the columns of values, in which heads that come again have words
MOSTLY = 0.8  # of the rows
FEW = 3  # columns from which a first row of words is a head although nothing says so


@dataclass(frozen=True, slots=True)
class Named:
    """A table whose cells know what names them: ``heads`` by column, ``labels`` by row.

    ``group`` is the group that its last rows stand in: a part on the next page goes on in it."""

    cells: tuple[DraftCell, ...]
    heads: tuple[str, ...]
    labels: tuple[str, ...]
    caption: str = ""
    unit: str = ""
    group: str = ""


def named_tables(draft: TableDraft) -> list[Named]:
    """The tables of a draft: one, or one for each time that its heads change halfway.

    >>> from assistant.reading.tables.drafts import draft_of
    >>> [table] = named_tables(draft_of([["", "2018", "2019"], ["Limburg", "7", "9"]]))
    >>> table.heads, table.labels
    (('', '2018', '2019'), ('', 'Limburg'))
    """
    grid = _Grid(draft)
    starts = grid.head_starts()
    bounds = [*starts, draft.rows]
    parts = [grid.part(start, end) for start, end in pairwise(bounds)]
    return [
        _named(part, draft.caption if n == 0 else "") for n, part in enumerate(parts) if part.cells
    ]


class _Grid:
    """The rows of a draft, and which of them are heads."""

    def __init__(self, draft: TableDraft) -> None:
        self.draft = draft
        self.rows = draft.all_rows()

    def part(self, start: int, end: int) -> TableDraft:
        """The rows from start to end as a table of their own."""
        return TableDraft(
            tuple(
                replace(c, row=c.row - start, rows=min(c.rows, end - c.row))
                for c in self.draft.cells
                if start <= c.row < end
            )
        )

    def head_starts(self) -> list[int]:
        """Where a table starts: at the top, and where rows of words stand between rows of values."""
        starts, valued = [0], set[int]()
        number = 0
        while number < len(self.rows):
            end = self._heads_end(number, valued)
            if end > number:
                starts.append(number)
                valued = set()
                number = end
                continue
            valued |= {c.column for c in self.rows[number] if c.column and is_value(c.text)}
            number += 1
        return starts

    def _heads_end(self, start: int, valued: set[int]) -> int:
        """Behind the rows from ``start`` that name columns anew; ``start`` itself where none does.

        They have words, or periods, in most of the columns that had values until there, and values stand
        under them. A title over the whole width may stand first."""
        end = start
        if valued and self._is_title(start):
            end += 1
        named = False
        while end < len(self.rows) and valued and self._names(self.rows[end], valued):
            named, end = True, end + 1
        below = self.rows[end] if end < len(self.rows) else []
        return end if named and any(c.column and is_value(c.text) for c in below) else start

    def _is_title(self, number: int) -> bool:
        filled = [c for c in self.rows[number] if c.text]
        return len(filled) == 1 and filled[0].columns > 1

    def _names(self, row: Sequence[DraftCell], valued: set[int]) -> bool:
        filled = [c for c in row if c.text and c.column]
        covered = {n for c in filled for n in range(c.column, c.column + c.columns)} & valued
        words = all(not is_value(c.text) and len(c.text) <= LONGEST_NAME for c in filled)
        return words and len(filled) > 1 and len(covered) >= MOST_OF * len(valued)


def _named(draft: TableDraft, caption: str) -> Named:
    rows = draft.all_rows()
    titles = _title_rows(rows, draft.columns)
    top = titles + _head_rows(rows[titles:])
    stubs = _stub_columns(draft, top)
    above = sorted((c for c in draft.cells if titles <= c.row < top), key=lambda c: c.row)
    heads = tuple(_head_of(above, column) for column in range(draft.columns))
    labels, cells, group = labelled(draft, rows, top, stubs)
    title = " ".join(bare(c.text) for row in rows[:titles] for c in row if c.text)
    caption = " ".join(part for part in (caption, title) if part)
    valued = {c.column for c in draft.cells if c.row >= top and is_value(c.text)}
    corner = " ".join(head for column, head in enumerate(heads) if column not in valued)
    if moments_in(corner) and not moments_in(caption):
        caption = " ".join(part for part in (caption, corner) if part)
    unit = next((u.printed for text in (corner, caption) if (u := unit_in(text))), "")
    return Named(cells, heads, labels, caption, unit, group)


def _title_rows(rows: Sequence[Sequence[DraftCell]], columns: int) -> int:
    """How many rows at the top only say what the table is of: one cell over all, heads behind them."""
    count = 0
    for row in rows:
        filled = [c for c in row if c.text]
        if len(filled) > 1 or (filled and filled[0].column):
            break
        count += 1
    if count == len(rows) or columns < 2:
        return 0
    # A single cell above a row of values is a group of rows, unless it spans the table.
    follows_head = _is_head_row(rows[count])
    spanning = all(c.columns > 1 for row in rows[:count] for c in row if c.text)
    return count if follows_head or spanning else 0


def _head_rows(rows: Sequence[Sequence[DraftCell]]) -> int:
    """How many rows at the top name the columns."""
    marked = 0
    while marked < len(rows) and rows[marked] and all(c.head for c in rows[marked] if c.text):
        marked += 1
    if marked and (marked < len(rows) or len(rows) == 1):
        # Often only the first row of heads is marked; one over several columns goes on below.
        while marked < len(rows) - 1 and _goes_on_below(rows[marked - 1], rows[marked]):
            marked += 1
        return _without_groups(rows, marked)
    first = next((n for n, row in enumerate(rows) if _is_body_row(row)), None)
    counted = next((n for n in range(1, len(rows) - 1) if _are_counted(rows[n : n + 2])), None)
    if counted is not None and (first is None or counted < first):
        return counted
    if first is None:
        return _head_of_words(rows)
    return _without_groups(rows, first)


def _are_counted(rows: Sequence[Sequence[DraftCell]]) -> bool:
    """Whether two rows have the numbers 1 and 2 before their words, as those of a list of documents do."""
    numbers = [row[0].text.strip(" .)") for row in rows if row and row[0].column == 0]
    return numbers == ["1", "2"] and all(sum(bool(c.text) for c in row) > 2 for row in rows)


def _goes_on_below(head: Sequence[DraftCell], row: Sequence[DraftCell]) -> bool:
    spanning = sum(1 for c in head if c.text and c.columns > 1)
    filled = [c for c in row if c.text]
    return bool(spanning and len(head) > 1 and len(filled) > 1) and not _is_body_row(row)


def _without_groups(rows: Sequence[Sequence[DraftCell]], count: int) -> int:
    """Rows above the values with a label alone are groups of rows, and no heads."""
    while count and _is_label_alone(rows[count - 1]) and not _covers(rows, count):
        count -= 1
    return count


def _is_label_alone(row: Sequence[DraftCell]) -> bool:
    """Whether a row has nothing but a label: a cell alone over a column of values is that column's head."""
    filled = [c for c in row if c.text]
    return not filled or (len(filled) == 1 and filled[0].column == 0)


def _covers(rows: Sequence[Sequence[DraftCell]], count: int) -> bool:
    """Whether cells of the rows above reach down beside the last of them."""
    last = count - 1
    return any(c.row + c.rows > rows[0][0].row + last for row in rows[:last] for c in row if c.text)


def _is_body_row(row: Sequence[DraftCell]) -> bool:
    return any(c.column and is_value(c.text) for c in row if c.text)


def _is_head_row(row: Sequence[DraftCell]) -> bool:
    filled = [c for c in row if c.text]
    return len(filled) > 1 and not _is_body_row(row)


def _head_of_words(rows: Sequence[Sequence[DraftCell]]) -> int:
    """A table without values: its first row is a head where print or width say so."""
    if len(rows) < 2:
        return 0
    first = [c for c in rows[0] if c.text]
    short = len(first) > 1 and all(
        len(c.text) <= LONGEST_HEAD and c.text[-1:] not in ".;" for c in first
    )
    bold = all(c.bold for c in first) and not all(c.bold for c in rows[1] if c.text)
    return int(short and (bold or len(first) >= FEW))


def _stub_columns(draft: TableDraft, top: int) -> set[int]:
    """The columns that name the rows: those of words to the left of the first column of values."""
    body = [c for c in draft.cells if c.row >= top and c.text]
    words: list[int] = []
    for column in range(draft.columns):
        filled = [c for c in body if c.column == column and not is_nil(c.text)]
        valued = sum(is_value(c.text) for c in filled)
        ordinals = sum(is_ordinal(c.text) for c in filled)
        numbered = bool(filled) and ordinals >= MOSTLY * len(filled) and not words
        if filled and valued > 0.5 * len(filled) and not numbered:
            break
        if filled and not numbered:
            words.append(column)
    # A column of words with gaps, or with cells over several rows, groups what the next one names.
    stubs = words[:1]
    for column in words[1:]:
        if not _has_gaps([c for c in body if c.column == stubs[-1]], draft.rows - top):
            break
        stubs.append(column)
    return set(stubs) or {0}


def _has_gaps(cells: Sequence[DraftCell], rows: int) -> bool:
    return sum(c.rows for c in cells) < MOSTLY * rows or any(c.rows > 1 for c in cells)


def _head_of(above: Sequence[DraftCell], column: int) -> str:
    parts: list[str] = []
    for cell in above:
        over = cell.column <= column < cell.column + cell.columns
        if over and (text := bare(cell.text)) and text not in parts:
            parts.append(text)
    return " ".join(parts)
