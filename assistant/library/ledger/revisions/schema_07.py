"""Schema 7: pages may be read again, figures know their cell, versions where the letters of their file went."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.ledger.changing import add_columns, create_table

revision = "7"
down_revision = "6"


def upgrade() -> None:
    """All that is there was read once, by the first edition of the readers."""
    add_columns("pages", sa.Column("reading", sa.Integer, nullable=False, server_default="1"))
    add_columns(
        "versions",
        sa.Column("account", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("reader", sa.Integer, nullable=False, server_default="1"),
    )
    add_columns(
        "figures",
        sa.Column("row", sa.Text, nullable=False, server_default=""),
        sa.Column("column", sa.Text, nullable=False, server_default=""),
    )
    create_table(
        "former_pages",
        sa.Column("version", sa.String(64), sa.ForeignKey("versions.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("label", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("structure", sa.LargeBinary, nullable=False),
    )
