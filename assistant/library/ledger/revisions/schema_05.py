"""Schema 5: checks are kept, and the figures of the passages.

The figures of the passages that are there already are written after the last revision (``upgrading.py``).
"""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.ledger.changing import create_table

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Three tables."""
    create_table(
        "checks",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("checked", sa.String(32), nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    create_table(
        "figures",
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("passage", sa.String(64), nullable=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("printed", sa.Text, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        sa.Column("unit", sa.String(8), nullable=False),
        sa.Column("hedge", sa.String(12), nullable=False),
        sa.Column("per", sa.String(12), nullable=False),
        sa.Column("noun", sa.Text, nullable=False),
        sa.Column("counted_by", sa.String(12), nullable=False),
        sa.Column("names", sa.Text, nullable=False),
        sa.Column("first", sa.String(10), nullable=False),
        sa.Column("last", sa.String(10), nullable=False),
        sa.Column("told_by", sa.String(12), nullable=False),
        sa.Column("planned", sa.Boolean, nullable=False),
    )
    create_table(
        "figure_names",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id"), primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Index("figure_names_version", "version"),
        sqlite_with_rowid=False,
    )
