"""The tables of schema 2, the earliest that can be brought here."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.ledger.changing import create_table

revision = "2"
down_revision = None


def upgrade() -> None:
    """Nobody needs it to upgrade; with it the revisions make a ledger of any schema, as tests do."""
    create_table(
        "facts",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    _create_documents()
    _create_contents()
    create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("started", sa.String(32), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
    )
    create_table(
        "answers",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("asked", sa.String(32), nullable=False),
        sa.Column("answer", sa.JSON, nullable=False),
    )


def _create_documents() -> None:
    create_table(
        "documents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("published", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
    )
    create_table(
        "versions",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("document", sa.String(64), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("suffix", sa.String(16), nullable=False),
        sa.Column("paged", sa.Boolean, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("passages", sa.Integer, nullable=False),
        sa.Column("added", sa.String(32), nullable=False),
        sa.Column("current_from", sa.Integer, nullable=False),
        sa.Column("current_until", sa.Integer),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Index("versions_document", "document"),
    )
    create_table(
        "files",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id")),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("modified", sa.Integer, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Index("files_version", "version"),
    )


def _create_contents() -> None:
    create_table(
        "pages",
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("label", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("structure", sa.LargeBinary, nullable=False),
    )
    create_table(
        "passages",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("sentences", sa.LargeBinary, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("sentence_vectors", sa.LargeBinary, nullable=False),
        sa.Column("token_signs", sa.LargeBinary, nullable=False),
        sa.Column("token_counts", sa.LargeBinary, nullable=False),
        sa.Index("passages_version", "version", "ordinal"),
    )
