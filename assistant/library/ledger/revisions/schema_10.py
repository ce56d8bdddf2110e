"""Schema 10: documents may be limited to groups, answers and checks belong to who asked, files may be large."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.library.ledger.changing import add_columns, create_table

revision = "10"
down_revision = "9"


def upgrade() -> None:
    """Nothing was limited before. What somebody asked is theirs; what nobody asked by name is nobody's."""
    for table in ("documents", "versions"):
        add_columns(table, sa.Column("groups", sa.Text, nullable=False, server_default=""))
    create_table(
        "askers",
        sa.Column("record", sa.String(16), primary_key=True),
        sa.Column("by", sa.String(100), primary_key=True),
        sa.Column("shared", sa.Boolean, nullable=False),
    )
    _widen_files()
    history = sa.table("history", sa.column("record"), sa.column("by"))
    askers = sa.table(
        "askers", sa.column("record"), sa.column("by"), sa.column("shared", sa.Boolean)
    )
    asked = sa.select(history.c.record, history.c.by).where(history.c.by != "").distinct()
    connection = op.get_bind()
    rows = [{"record": r, "by": by, "shared": False} for r, by in connection.execute(asked)]
    if rows:
        connection.execute(askers.insert(), rows)


def _widen_files() -> None:
    """PostgreSQL's INTEGER ends at 2 GB. SQLite copies the table, which is small, and which no other refers to."""
    with op.batch_alter_table("files") as files:
        for name in ("size", "modified"):
            files.alter_column(name, type_=sa.BigInteger(), existing_type=sa.Integer())
        for name in ("described", "container", "touched"):
            files.alter_column(name, server_default=None)
