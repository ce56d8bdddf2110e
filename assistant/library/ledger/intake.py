"""What an ingest run writes: versions that come, come back, go, or are read again, with a run's line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.figures import put_figures
from assistant.library.ledger.files import put_entry, put_file
from assistant.library.ledger.passages import put_passages
from assistant.library.ledger.rows import page_row
from assistant.library.ledger.stored import NewVersion, StoredFile
from assistant.library.ledger.succession import (
    document_of,
    document_row,
    end,
    ensure_document,
    now,
    set_described,
    set_version,
    settle,
    supersede,
)
from assistant.reading import READERS
from assistant.records import Page
from assistant.records.runs import RunLine
from assistant.records.viewers import narrower


class Intake:
    """How documents and their versions change with their files: one SQL transaction each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_version(self, new: NewVersion, file: StoredFile, entry: RunLine | None = None) -> int:
        """Add a version; it supersedes its document's newest one unless it is ``past``.

        ``entry`` is a run's line about the file, written with it. Returns the revision.
        """
        with self._database.change() as (connection, revision):
            document = new.document or new.version[:12]
            ensure_document(connection, document)
            row = _version_row(new, document, file.described, revision)
            # A person's word on the document goes before what lies beside its files.
            said = document_row(connection, document).said
            row["groups"] = said.get("groups", row["groups"])
            connection.execute(t.versions.insert().values(row))
            connection.execute(
                t.pages.insert(), [page_row(new.version, p) for p in new.reading.pages]
            )
            put_passages(connection, new)
            put_figures(connection, new.version, new.passages)
            if new.past:
                head = document_row(connection, document).head
                set_version(connection, new.version, superseded_by=head)
            else:
                supersede(connection, document, new.version, revision)
            put_file(connection, file)
            put_entry(connection, entry)
        return revision

    def restore_version(
        self,
        version: str,
        file: StoredFile,
        entry: RunLine | None = None,
        retired: Sequence[str] = (),
    ) -> int:
        """Make a version that is already in the ledger its document's newest one again.

        ``file`` is what led to it, and ``retired`` answer no more: all of it at once, since a file
        whose row is as it should be is not looked at again. What lies beside it describes the version now.
        """
        with self._database.change() as (connection, revision):
            document = document_of(connection, version)
            _describe_restored(connection, version, document, file)
            supersede(connection, document, version, revision)
            for other in retired:
                end(connection, other, revision)
            put_file(connection, file)
            put_entry(connection, entry)
        return revision

    def retire(
        self,
        versions: Sequence[str],
        file: StoredFile,
        entry: RunLine | None = None,
    ) -> int:
        """Let versions answer no more, and note the file that led to it; they stay readable."""
        with self._database.change() as (connection, revision):
            for version in versions:
                end(connection, version, revision)
            put_file(connection, file)
            put_entry(connection, entry)
        return revision

    def describe(self, file: StoredFile, entry: RunLine | None = None) -> int:
        """Keep what the files beside a report say of it."""
        with self._database.change() as (connection, revision):
            put_file(connection, file)
            put_entry(connection, entry)
            if file.version:
                set_described(connection, file.version, file.described)
                settle(connection, document_of(connection, file.version), revision)
        return revision

    def rename(self, before: str, file: StoredFile, entry: RunLine | None = None) -> int:
        """A file stands elsewhere, or under another name."""
        with self._database.change() as (connection, revision):
            connection.execute(delete(t.files).where(t.files.c.path == before))
            put_file(connection, file)
            put_entry(connection, entry)
            if file.version:
                set_described(connection, file.version, file.described)
                # Its name may be indexed with it.
                set_version(connection, file.version, file=file.name, indexed_from=revision)
                settle(connection, document_of(connection, file.version), revision)
        return revision

    def read_again(self, new: NewVersion, changed: Collection[int], entry: RunLine | None) -> int:
        """Replace the ``changed`` pages and all passages of a version, in one transaction.

        Pages that are not named keep their rows, and a page that gets another text keeps the one that it
        had as well: what was cited from it stays where it is. Returns the revision.
        """
        version = new.version
        with self._database.change() as (connection, revision):
            for page in new.reading.pages:
                if page.number in changed:
                    _replace_page(connection, version, page)
            connection.execute(delete(t.passages).where(t.passages.c.version == version))
            connection.execute(delete(t.sums).where(t.sums.c.version == version))
            put_passages(connection, new)
            put_figures(connection, new.version, new.passages)
            set_version(
                connection,
                version,
                pages=len(new.reading.pages),
                passages=len(new.passages),
                warnings=list(new.reading.warnings),
                unread=new.reading.unread,
                found=dict(new.found),
                context=new.context,
                account=asdict(new.reading.account),
                reader=READERS,
                indexed_from=revision,
            )
            settle(connection, document_of(connection, version), revision)
            put_entry(connection, entry)
        return revision

    def leave_unread(self, version: str, entry: RunLine | None) -> None:
        """Note that reading a version again came to nothing, so that it is not tried at each run."""
        with self._database.write() as connection:
            set_version(connection, version, unread=0, reader=READERS)
            put_entry(connection, entry)


def _describe_restored(
    connection: Connection, version: str, document: str, file: StoredFile
) -> None:
    """Another file of the same bytes limits a document further: it lifts nothing that others said of it."""
    given = (
        select(t.files.c.path)
        .join(t.versions, t.versions.c.id == t.files.c.version)
        .where(t.files.c.path == file.path, t.versions.c.document == document)
    )
    described = dict(file.described)
    if "groups" in described and connection.execute(given).first() is None:
        known = select(t.versions.c.groups).where(t.versions.c.id == version)
        own = str(connection.execute(known).scalar_one())
        limit = narrower(own, document_row(connection, document).groups)
        described["groups"] = narrower(limit, described["groups"])
    set_described(connection, version, described)


def _replace_page(connection: Connection, version: str, page: Page) -> None:
    """Put a page in the place of the one that was there, which is kept where its text was another."""
    own = (t.pages.c.version == version, t.pages.c.number == page.number)
    before = connection.execute(select(t.pages).where(*own)).first()
    if before is not None and before.reading != page.reading:
        kept = {c.name: getattr(before, c.name) for c in t.former_pages.columns}
        connection.execute(t.former_pages.insert().values(kept))
    connection.execute(delete(t.pages).where(*own))
    connection.execute(t.pages.insert().values(page_row(version, page)))


def _version_row(
    new: NewVersion, document: str, described: Mapping[str, str], revision: int
) -> dict[str, Any]:
    """A version that does not answer yet: it becomes current with its document's change."""
    return {
        "id": new.version,
        "document": document,
        "file": new.file,
        "format": new.format,
        "suffix": new.suffix,
        "paged": new.reading.paged,
        "pages": len(new.reading.pages),
        "passages": len(new.passages),
        "added": now("seconds"),
        "current_from": revision,
        "current_until": revision,
        "indexed_from": revision,
        "warnings": list(new.reading.warnings),
        "superseded_by": "",
        "found": dict(new.found),
        "described": dict(described),
        "groups": described.get("groups", ""),
        "context": new.context,
        "origin": new.origin,
        "unread": new.reading.unread,
        "view": new.view,
        "account": asdict(new.reading.account),
        "reader": READERS,
    }
