"""Where a quote stands, in words: its section and paragraph, the head of its table."""

from __future__ import annotations

from assistant.records import BlockKind, Page


def readable(text: str) -> str:
    """A quote on one line: line ends become spaces, the tabs between table cells become bars.

    >>> readable("Fieldlabs\\t32\\nin 2018")
    'Fieldlabs | 32 in 2018'
    """
    return " ".join(text.replace("\t", " | ").split("\n"))


def section_place(page: Page, start: int) -> tuple[str, int]:
    """The heading above ``start`` and which paragraph under it this is, counted from 1."""
    section, number = "", 0
    for block in page.blocks:
        if block.start > start:
            break
        if block.kind is BlockKind.HEADING:
            section, number = readable(page.text[block.start : block.end]), 0
        else:
            number += 1
    return section, max(number, 1)


def table_head(page: Page, start: int) -> str:
    """The first row of the table in which a row starts; "" for that row itself or outside a table.

    A first row with figures is a row like the others and says nothing of their columns.
    """
    rows: list[tuple[int, int]] = []
    for block in page.blocks:
        if block.kind is not BlockKind.TABLE_ROW:
            rows = []
            continue
        rows.append((block.start, block.end))
        if block.start <= start < block.end:
            head = page.text[slice(*rows[0])]
            names = "\t" in head and not any(c.isdigit() for c in head.split("\t", 1)[1])
            return head if len(rows) > 1 and names else ""
    return ""
