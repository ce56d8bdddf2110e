"""Schema 9: who asked what."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.ledger.changing import create_table

revision = "9"
down_revision = "8"


def upgrade() -> None:
    """One table."""
    create_table(
        "history",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("record", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Index("history_by", "by", "record"),
    )
