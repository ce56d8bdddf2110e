"""Ledgers of earlier schemas are brought to this one in place, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, inspect, select, text, update

from assistant.library.ledger import tables as t
from assistant.library.ledger.figures import put_figures
from assistant.library.ledger.passages import passages_of
from assistant.library.ledger.rows import sum_rows
from assistant.library.version_marks import bare_title

FROM = 2  # the earliest schema that can be brought here

_COLUMNS_3 = (
    ("documents", "programme", "TEXT NOT NULL DEFAULT ''"),
    ("documents", "bare", "TEXT NOT NULL DEFAULT ''"),
    ("documents", "said", "JSON NOT NULL DEFAULT '{}'"),
    ("documents", "head", "VARCHAR(64) NOT NULL DEFAULT ''"),
    ("documents", "retired", "VARCHAR(32) NOT NULL DEFAULT ''"),
    ("versions", "indexed_from", "INTEGER NOT NULL DEFAULT 0"),
    ("versions", "superseded_by", "VARCHAR(64) NOT NULL DEFAULT ''"),
    ("versions", "found", "JSON NOT NULL DEFAULT '{}'"),
    ("versions", "described", "JSON NOT NULL DEFAULT '{}'"),
    ("versions", "context", "TEXT NOT NULL DEFAULT ''"),
    ("versions", "origin", "TEXT NOT NULL DEFAULT ''"),
    ("files", "described", "JSON NOT NULL DEFAULT '{}'"),
    ("files", "container", "TEXT NOT NULL DEFAULT ''"),
    ("runs", "state", "VARCHAR(12) NOT NULL DEFAULT 'done'"),
    ("runs", "process", "INTEGER NOT NULL DEFAULT 0"),
)
_COLUMNS_4 = (
    ("versions", "unread", "INTEGER NOT NULL DEFAULT 0"),
    ("versions", "view", "VARCHAR(64) NOT NULL DEFAULT ''"),
)
# The next run opens each file once, and then knows its time.
_COLUMNS_6 = (("files", "touched", "BIGINT NOT NULL DEFAULT 0"),)
_COLUMNS_7 = (
    ("pages", "reading", "INTEGER NOT NULL DEFAULT 1"),
    ("versions", "account", "JSON NOT NULL DEFAULT '{}'"),
    ("versions", "reader", "INTEGER NOT NULL DEFAULT 1"),
    ("figures", "row", "TEXT NOT NULL DEFAULT ''"),
    ("figures", "column", "TEXT NOT NULL DEFAULT ''"),
)
_COLUMNS_10 = (
    ("documents", "groups", "TEXT NOT NULL DEFAULT ''"),
    ("versions", "groups", "TEXT NOT NULL DEFAULT ''"),
)
_COLUMNS = {
    2: _COLUMNS_3,
    3: _COLUMNS_4,
    4: (),
    5: _COLUMNS_6,
    6: _COLUMNS_7,
    7: (),  # a new table
    8: (),  # another
    9: _COLUMNS_10,
}  # what a schema lacks of the next one
# How pages that OCR would have read were reported until schema 3.
_UNREAD = re.compile(
    r"(\d+) of \d+ pages (?:is|are) not read, because they have no usable text"
    r"(?: and OCR is not installed)?: page "
)
_OCR_BROKE = "Reading the pages without text by OCR broke off"


def migrate(connection: Connection, schema: int) -> None:
    """Bring a ledger of ``schema`` to this program's. The caller's transaction holds all of it."""
    steps: dict[int, Callable[[Connection], None]] = {2: _to_3, 3: _to_4, 4: _to_5, 9: _to_10}
    missing = range(schema, t.SCHEMA)
    # All columns first: the tables that the steps ask are this program's.
    known = inspect(connection)
    for table, column, kind in (added for number in missing for added in _COLUMNS[number]):
        if known.has_table(table) and column not in {c["name"] for c in known.get_columns(table)}:
            # A table that is not there yet is made whole by a step.
            connection.execute(text(f'ALTER TABLE {table} ADD COLUMN "{column}" {kind}'))
    t.metadata.create_all(connection)
    for number in missing:
        if number in steps:
            steps[number](connection)


def _to_10(connection: Connection) -> None:
    """What somebody asked is theirs. What nobody asked by name belongs to nobody."""
    mine = select(t.history.c.record, t.history.c.by).where(t.history.c.by != "").distinct()
    rows = [{"record": r, "by": by, "shared": False} for r, by in connection.execute(mine)]
    if rows:
        connection.execute(t.askers.insert(), rows)


def _to_5(connection: Connection) -> None:
    t.metadata.create_all(connection)
    for version in connection.execute(select(t.versions.c.id)).scalars().all():
        put_figures(connection, version, passages_of(connection, version))


def _to_4(connection: Connection) -> None:
    for row in connection.execute(select(t.versions.c.id, t.versions.c.warnings)).all():
        told = [match for line in row.warnings if (match := _UNREAD.match(line))]
        if told and not any(line.startswith(_OCR_BROKE) for line in row.warnings):
            unread = sum(int(match[1]) for match in told)
            connection.execute(
                update(t.versions).where(t.versions.c.id == row.id).values(unread=unread)
            )


def _to_3(connection: Connection) -> None:
    t.metadata.create_all(connection)
    for table_ in (t.documents, t.versions):
        for index in table_.indexes:
            index.create(connection, checkfirst=True)
    for document in connection.execute(select(t.documents)).all():
        rows = connection.execute(
            select(t.versions)
            .where(t.versions.c.document == document.id)
            .order_by(t.versions.c.current_from, t.versions.c.added)
        ).all()
        if rows:
            _document_to_3(connection, document, list(rows))


def _document_to_3(connection: Connection, document: Row[Any], rows: list[Row[Any]]) -> None:
    head = next((row for row in rows if row.current_until is None), rows[-1])
    found = {
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "kind": document.kind,
        "language": document.language,
    }
    connection.execute(
        update(t.documents)
        .where(t.documents.c.id == document.id)
        .values(head=head.id, bare=bare_title(document.title))
    )
    for row in rows:
        after = next((r for r in rows if r.current_from == row.current_until), head)
        superseded = after.id if after.id != row.id and row.current_until is not None else ""
        connection.execute(
            update(t.versions)
            .where(t.versions.c.id == row.id)
            # What older versions said of themselves was not kept: the document's is the nearest.
            .values(
                indexed_from=row.current_from,
                found=found,
                context=document.title,
                superseded_by=superseded,
            )
        )
        connection.execute(
            t.periods.insert().values(
                version=row.id,
                from_revision=row.current_from,
                from_time=row.added,
                until_time=_ended(connection, row),
            )
        )
        _sums_to_3(connection, row.id)


def _ended(connection: Connection, row: Row[Any]) -> str | None:
    """When a version stopped answering: when the next change of the library was, as far as is known."""
    if row.current_until is None:
        return None
    following = connection.execute(
        select(t.versions.c.added)
        .where(t.versions.c.current_from >= row.current_until)
        .order_by(t.versions.c.current_from)
    ).scalar()
    return str(following or datetime.now(UTC).isoformat(timespec="seconds"))


def _sums_to_3(connection: Connection, version: str) -> None:
    found = connection.execute(
        select(t.passages.c.language, t.passages.c.vector)
        .where(t.passages.c.version == version)
        .order_by(t.passages.c.ordinal)
    ).all()
    rows = sum_rows(version, [(row.language, row.vector) for row in found])
    if rows:
        connection.execute(t.sums.insert(), rows)
