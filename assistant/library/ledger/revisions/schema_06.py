"""Schema 6: a file that was rewritten with its old size and time is noticed by the time of its change."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.library.ledger.changing import add_columns

revision = "6"
down_revision = "5"


def upgrade() -> None:
    """The next run opens each file once, and then knows its time."""
    add_columns("files", sa.Column("touched", sa.BigInteger, nullable=False, server_default="0"))
