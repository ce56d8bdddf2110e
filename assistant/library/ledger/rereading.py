"""Versions that are read again from the same bytes: pages that had no text get it, the rest stays."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine, delete, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.files import put_entry
from assistant.library.ledger.new_version import NewVersion
from assistant.library.ledger.rows import page_row
from assistant.library.ledger.versions import document_of, put_passages, set_version, settle
from assistant.records.runs import RunLine


class LedgerRereading:
    """The part of the ledger that replaces what was read of a version."""

    engine: Engine

    def change(self) -> AbstractContextManager[tuple[Connection, int]]:
        raise NotImplementedError

    def write(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def unread(self) -> set[str]:
        """Current versions with pages that stayed without text for want of OCR."""
        query = select(t.versions.c.id).where(
            t.versions.c.unread > 0, t.versions.c.current_until.is_(None)
        )
        with self.engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def read_again(self, new: NewVersion, filled: Collection[int], entry: RunLine | None) -> int:
        """Replace the ``filled`` pages and all passages of a version, in one transaction.

        Pages that are not named keep their rows: what was cited from them stays where it is.
        Returns the revision.
        """
        version = new.version
        with self.change() as (connection, revision):
            pages = [page for page in new.reading.pages if page.number in filled]
            if pages:
                connection.execute(
                    delete(t.pages).where(
                        t.pages.c.version == version,
                        t.pages.c.number.in_([p.number for p in pages]),
                    )
                )
                connection.execute(t.pages.insert(), [page_row(version, page) for page in pages])
            connection.execute(delete(t.passages).where(t.passages.c.version == version))
            connection.execute(delete(t.sums).where(t.sums.c.version == version))
            put_passages(connection, new)
            set_version(
                connection,
                version,
                passages=len(new.passages),
                warnings=list(new.reading.warnings),
                unread=new.reading.unread,
                found=dict(new.found),
                context=new.context,
                indexed_from=revision,
            )
            settle(connection, document_of(connection, version), revision)
            put_entry(connection, entry)
        return revision

    def leave_unread(self, version: str, entry: RunLine | None) -> None:
        """Note that reading a version again came to nothing, so that it is not tried at each run."""
        with self.write() as connection:
            set_version(connection, version, unread=0)
            put_entry(connection, entry)
