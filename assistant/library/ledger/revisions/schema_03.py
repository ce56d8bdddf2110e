"""Schema 3: versions answer for a time, and tell what was found in their file; runs list their files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

from assistant.library.ledger.changing import add_columns, create_table
from assistant.library.version_marks import bare_title

revision = "3"
down_revision = "2"

_FOUND = ("title", "publisher", "published", "kind", "language")  # what was known of a document

# What the steps below ask and write, as it was then.
_documents = sa.table("documents", *map(sa.column, ("id", *_FOUND, "bare", "head")))
_versions = sa.table(
    "versions",
    *map(sa.column, ("id", "document", "added", "current_from", "current_until")),
    *map(sa.column, ("indexed_from", "context", "superseded_by")),
    sa.column("found", sa.JSON),
)
_periods = sa.table(
    "periods", *map(sa.column, ("version", "from_revision", "from_time", "until_time"))
)
_passages = sa.table("passages", *map(sa.column, ("version", "ordinal", "language", "vector")))
_sums = sa.table("sums", *map(sa.column, ("version", "language", "passages", "total")))


def upgrade() -> None:
    """Each document's versions get their places in time, as far as is known."""
    _change_tables()
    _create_tables()
    connection = op.get_bind()
    for document in connection.execute(sa.select(_documents)).all():
        rows = connection.execute(
            sa.select(_versions)
            .where(_versions.c.document == document.id)
            .order_by(_versions.c.current_from, _versions.c.added)
        ).all()
        if rows:
            _put_versions_in_time(connection, document, list(rows))


def _change_tables() -> None:
    add_columns(
        "documents",
        sa.Column("programme", sa.Text, nullable=False, server_default=""),
        sa.Column("bare", sa.Text, nullable=False, server_default=""),
        sa.Column("said", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("head", sa.String(64), nullable=False, server_default=""),
        sa.Column("retired", sa.String(32), nullable=False, server_default=""),
    )
    op.create_index("documents_bare", "documents", ["bare"], if_not_exists=True)
    add_columns(
        "versions",
        sa.Column("indexed_from", sa.Integer, nullable=False, server_default="0"),
        sa.Column("superseded_by", sa.String(64), nullable=False, server_default=""),
        sa.Column("found", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("described", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("context", sa.Text, nullable=False, server_default=""),
        sa.Column("origin", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("versions_indexed", "versions", ["indexed_from"], if_not_exists=True)
    op.create_index("versions_until", "versions", ["current_until"], if_not_exists=True)
    add_columns(
        "files",
        sa.Column("described", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("container", sa.Text, nullable=False, server_default=""),
    )
    add_columns(
        "runs",
        sa.Column("state", sa.String(12), nullable=False, server_default="done"),
        sa.Column("process", sa.Integer, nullable=False, server_default="0"),
    )


def _create_tables() -> None:
    create_table(
        "periods",
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id"), primary_key=True),
        sa.Column("from_revision", sa.Integer, primary_key=True),
        sa.Column("from_time", sa.String(32), nullable=False),
        sa.Column("until_time", sa.String(32)),
    )
    create_table(
        "sums",
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id"), primary_key=True),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("total", sa.LargeBinary, nullable=False),
    )
    create_table(
        "run_files",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("entry", sa.JSON, nullable=False),
    )
    create_table(
        "origins",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("fetched", sa.String(32), nullable=False),
    )


def _put_versions_in_time(
    connection: sa.Connection, document: sa.Row[Any], rows: list[sa.Row[Any]]
) -> None:
    head = next((row for row in rows if row.current_until is None), rows[-1])
    connection.execute(
        sa.update(_documents)
        .where(_documents.c.id == document.id)
        # By the program of today, which compares titles so: it asks no table.
        .values(head=head.id, bare=bare_title(document.title))
    )
    for row in rows:
        after = next((r for r in rows if r.current_from == row.current_until), head)
        superseded = after.id if after.id != row.id and row.current_until is not None else ""
        connection.execute(
            sa.update(_versions)
            .where(_versions.c.id == row.id)
            # What older versions said of themselves was not kept: the document's is the nearest.
            .values(
                indexed_from=row.current_from,
                found={name: getattr(document, name) for name in _FOUND},
                context=document.title,
                superseded_by=superseded,
            )
        )
        connection.execute(
            _periods.insert().values(
                version=row.id,
                from_revision=row.current_from,
                from_time=row.added,
                until_time=_ended(connection, row),
            )
        )
        _add_up(connection, row.id)


def _ended(connection: sa.Connection, row: sa.Row[Any]) -> str | None:
    """When a version stopped answering: when the next change of the library was, as far as is known."""
    if row.current_until is None:
        return None
    following = connection.execute(
        sa.select(_versions.c.added)
        .where(_versions.c.current_from >= row.current_until)
        .order_by(_versions.c.current_from)
    ).scalar()
    return str(following or datetime.now(UTC).isoformat(timespec="seconds"))


def _add_up(connection: sa.Connection, version: str) -> None:
    """The sum of a version's vectors by language: float32 in passages, float64 in sums."""
    found = connection.execute(
        sa.select(_passages.c.language, _passages.c.vector)
        .where(_passages.c.version == version)
        .order_by(_passages.c.ordinal)
    )
    vectors: dict[str, list[bytes]] = {}
    for language, vector in found:
        vectors.setdefault(language, []).append(vector)
    for language, parts in vectors.items():
        total = np.sum([np.frombuffer(p, np.float32).astype(np.float64) for p in parts], axis=0)
        connection.execute(
            _sums.insert().values(
                version=version, language=language, passages=len(parts), total=total.tobytes()
            )
        )
