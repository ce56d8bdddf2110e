"""A table that goes on over pages: its next part has the heads of the first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.records import BlockKind, Cell, Page, Table

_PASSED_OVER = (BlockKind.FOOTNOTE, BlockKind.CONTENTS)


def with_tables_continued(pages: Sequence[Page]) -> list[Page]:
    """The pages, with each part of a table that goes on from the page before knowing its heads."""
    made: list[Page] = []
    for page in pages:
        before = made[-1] if made else None
        last = _last_table(before) if before is not None else None
        if last is not None and not (page.tables and _starts_with_table(page)):
            page = _with_last_rows(last, page)
        elif last is not None:
            first = _continued(last, page.tables[0], page.text)
            if first is not None:
                page = replace(page, tables=(first, *page.tables[1:]))
        made.append(page)
    return made


def _last_table(page: Page) -> Table | None:
    """The table that ends a page, notes under it aside."""
    blocks = [b for b in page.blocks if b.kind not in _PASSED_OVER]
    if not page.tables or not blocks:
        return None
    last = page.tables[-1]
    return last if any(c.start >= blocks[-1].start for c in last.cells) else None


def _starts_with_table(page: Page) -> bool:
    """Whether a page starts with its first table; a heading above it would start another one."""
    first = page.tables[0].cells
    return bool(first) and page.blocks[0].start <= first[0].start < page.blocks[0].end


def _with_last_rows(before: Table, page: Page) -> Page:
    """A page that starts with a row or two of the table before, too few to be a table of their own."""
    cells: list[Cell] = []
    labels: list[str] = []
    for row, block in enumerate(page.blocks):
        texts = page.text[block.start : block.end].split("\t")
        if block.kind is not BlockKind.TABLE_ROW or len(texts) != len(before.heads):
            break
        labels.append(texts[0])
        start = block.start
        for column, text in enumerate(texts):
            cells.append(Cell(start, start + len(text), row, column, head=column == 0))
            start += len(text) + 1
    if not cells or not any(before.heads):
        return page
    table = Table(tuple(cells), before.heads, tuple(labels), before.caption, before.unit, True)
    return replace(page, tables=(_in_group(table, before), *page.tables))


def _continued(before: Table, table: Table, text: str) -> Table | None:
    """The part that goes on, None where it is another table."""
    if len(before.heads) != len(table.heads) or (table.caption and table.caption != before.caption):
        return None
    named = replace(table, caption=before.caption, unit=table.unit or before.unit, continues=True)
    if table.heads == before.heads:
        return _in_group(named, before)
    if not any(table.heads):
        return _in_group(replace(named, heads=before.heads), before)
    if _has_values(before) or not any(before.heads):
        return None
    return _without_head(replace(named, heads=before.heads), text)


def _has_values(table: Table) -> bool:
    return any(c.isdigit() for head in table.heads for c in head)


def _in_group(table: Table, before: Table) -> Table:
    """Rows above the first group of their own stand in the group that the page before ended in."""
    group = next(
        (label.rsplit(" › ", 1)[0] for label in reversed(before.labels) if " › " in label), ""
    )
    last = before.labels[-1] if before.labels else ""
    if not group or (last and " › " not in last):
        return table
    labels = list(table.labels)
    for number, label in enumerate(labels):
        if label:
            alone = all(c.head for c in table.cells if c.row == number)
            if alone or " › " in label:
                break
            labels[number] = f"{group} › {label}"
    return replace(table, labels=tuple(labels))


def _without_head(table: Table, text: str) -> Table:
    """A first row of words that was taken for a head is a row like those of the page before."""
    cells: list[Cell] = []
    labels = list(table.labels)
    for cell in table.cells:
        if cell.row == 0:
            cell = replace(cell, head=cell.column == 0)
            labels[0] = text[cell.start : cell.end] if cell.column == 0 else labels[0]
        cells.append(cell)
    return replace(table, cells=tuple(cells), labels=tuple(labels))
