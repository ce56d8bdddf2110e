"""Readings as JSON, from the reader process to this one.

JSON and not pickle: a file that took over its reader process must not be able to run code here.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.reading.recognition import recognition_as_json, recognition_from_json
from assistant.records import Account, Block, BlockKind, Cell, Metadata, Page, Reading, Run, Table


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """A Reading as plain lists and dictionaries; structure goes in compact rows."""
    return {
        "metadata": asdict(reading.metadata),
        "paged": reading.paged,
        "warnings": list(reading.warnings),
        "unread": reading.unread,
        "account": asdict(reading.account),
        "pages": [
            {
                "number": page.number,
                "label": page.label,
                "text": page.text,
                "blocks": blocks_as_rows(page.blocks),
                "runs": runs_as_rows(page.runs),
                "recognition": recognition_as_json(page.recognition),
                "tables": tables_as_rows(page.tables),
                "reading": page.reading,
                "folds": list(page.folds),
            }
            for page in reading.pages
        ],
    }


def reading_from_json(data: dict[str, Any]) -> Reading:
    """The reverse of ``reading_as_json``."""
    return Reading(
        metadata=Metadata(**data["metadata"]),
        pages=tuple(
            Page(
                page["number"],
                page["label"],
                page["text"],
                blocks_from_rows(page["blocks"]),
                runs_from_rows(page["runs"]),
                recognition_from_json(page["recognition"]),
                tables_from_rows(page["tables"]),
                page["reading"],
                tuple(page["folds"]),
            )
            for page in data["pages"]
        ),
        paged=data["paged"],
        warnings=tuple(data["warnings"]),
        unread=data["unread"],
        account=Account(**data["account"]),
    )


def blocks_as_rows(blocks: tuple[Block, ...]) -> list[list[Any]]:
    return [[b.start, b.end, b.kind.value, b.level] for b in blocks]


def blocks_from_rows(rows: list[list[Any]]) -> tuple[Block, ...]:
    return tuple(Block(start, end, BlockKind(kind), level) for start, end, kind, level in rows)


def runs_as_rows(runs: tuple[Run, ...]) -> list[list[int]]:
    return [[r.start, r.source, r.length] for r in runs]


def runs_from_rows(rows: list[list[int]]) -> tuple[Run, ...]:
    return tuple(Run(start, source, length) for start, source, length in rows)


def tables_as_rows(tables: tuple[Table, ...]) -> list[dict[str, Any]]:
    return [
        {
            "cells": [
                [c.start, c.end, c.row, c.column, c.rows, c.columns, int(c.head)]
                for c in table.cells
            ],
            "heads": list(table.heads),
            "labels": list(table.labels),
            "caption": table.caption,
            "unit": table.unit,
            "continues": table.continues,
        }
        for table in tables
    ]


def tables_from_rows(rows: list[dict[str, Any]]) -> tuple[Table, ...]:
    return tuple(
        Table(
            tuple(_cell(*numbers) for numbers in row["cells"]),
            tuple(row["heads"]),
            tuple(row["labels"]),
            row["caption"],
            row["unit"],
            row["continues"],
        )
        for row in rows
    )


def _cell(start: int, end: int, row: int, column: int, rows: int, columns: int, head: int) -> Cell:
    return Cell(start, end, row, column, rows, columns, bool(head))
