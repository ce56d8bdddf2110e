"""Schema 8: what readers say of answers."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.ledger.changing import create_table

revision = "8"
down_revision = "7"


def upgrade() -> None:
    """One table."""
    create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("opinion", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("given", sa.String(32), nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
    )
