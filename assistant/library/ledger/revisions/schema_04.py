"""Schema 4: a version knows how many of its pages wait for OCR, and the PDF that LibreOffice made of it."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

from assistant.library.ledger.changing import add_columns

revision = "4"
down_revision = "3"

# How pages that OCR would have read were reported until schema 3.
_UNREAD = re.compile(
    r"(\d+) of \d+ pages (?:is|are) not read, because they have no usable text"
    r"(?: and OCR is not installed)?: page "
)
_OCR_BROKE = "Reading the pages without text by OCR broke off"


def upgrade() -> None:
    """What the warnings of each version told is counted."""
    add_columns(
        "versions",
        sa.Column("unread", sa.Integer, nullable=False, server_default="0"),
        sa.Column("view", sa.String(64), nullable=False, server_default=""),
    )
    versions = sa.table(
        "versions", sa.column("id"), sa.column("warnings", sa.JSON), sa.column("unread")
    )
    connection = op.get_bind()
    for version, warnings in connection.execute(
        sa.select(versions.c.id, versions.c.warnings)
    ).all():
        told = [match for line in warnings if (match := _UNREAD.match(line))]
        if told and not any(line.startswith(_OCR_BROKE) for line in warnings):
            unread = sum(int(match[1]) for match in told)
            connection.execute(
                sa.update(versions).where(versions.c.id == version).values(unread=unread)
            )
