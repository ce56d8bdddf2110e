"""Documents in the ledger, and how a keeper changes them: one SQL transaction each."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select, update

from assistant.errors import UnknownCitation
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.stored import StoredDocument
from assistant.library.ledger.succession import (
    begin,
    document_of,
    document_row,
    end,
    ensure_document,
    limit_further,
    now,
    set_document,
    set_version,
    settle,
    supersede,
    versions_of,
)
from assistant.records.viewers import narrower


class DocumentTable:
    """Documents outlive their versions; ``head`` names the newest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> StoredDocument:
        """Raises UnknownCitation."""
        with self._database.read() as connection:
            row = connection.execute(select(t.documents).where(t.documents.c.id == name)).first()
        if row is None:
            raise UnknownCitation("This library does not hold that document (any more).")
        return StoredDocument(row.id, row.title, row.head, row.retired, dict(row.said))

    def retired_heads(self) -> list[str]:
        """The newest versions of documents that a person has set aside."""
        query = select(t.documents.c.head).where(t.documents.c.retired != "")
        with self._database.read() as connection:
            return [str(name) for name in connection.execute(query).scalars()]

    def stale_contexts(self, document: str = "") -> list[tuple[str, str]]:
        """(version, title) of newest versions whose passages were embedded with another title."""
        query = (
            select(t.versions.c.id, t.documents.c.title)
            .join(t.documents, t.documents.c.head == t.versions.c.id)
            .where(t.versions.c.context != t.documents.c.title)
        )
        if document:
            query = query.where(t.documents.c.id == document)
        with self._database.read() as connection:
            return [(str(row[0]), str(row[1])) for row in connection.execute(query)]

    def of_path(self, path: str) -> str | None:
        """The document that a file path last gave a version to."""
        query = (
            select(t.versions.c.document)
            .join(t.files, t.files.c.version == t.versions.c.id)
            .where(t.files.c.path == path)
        )
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def set_aside(self, document: str) -> int:
        """Let a document answer no more, and its coming versions neither, until it is brought back."""
        with self._database.change() as (connection, revision):
            set_document(connection, document, retired=now("seconds"))
            end(connection, document_row(connection, document).head, revision)
        return revision

    def bring_back(self, document: str) -> int:
        """Let a document's newest version answer again."""
        with self._database.change() as (connection, revision):
            set_document(connection, document, retired="")
            begin(connection, document_row(connection, document).head, revision)
        return revision

    def join(self, document: str, into: str, *, newest: str) -> int:
        """Make all versions of one document versions of another; ``newest`` answers from now on."""
        with self._database.change() as (connection, revision):
            heads = [document_row(connection, name) for name in (document, into)]
            overrides = {**heads[0].said, **heads[1].said}
            limit = narrower(*(row.groups for row in heads))
            if "groups" in overrides:
                overrides["groups"] = limit
            for row in heads:
                if row.head != newest:
                    end(connection, row.head, revision)
                    set_version(connection, row.head, superseded_by=newest)
            connection.execute(
                update(t.versions).where(t.versions.c.document == document).values(document=into)
            )
            connection.execute(delete(t.documents).where(t.documents.c.id == document))
            set_document(connection, into, said=overrides, groups=limit)
            for version in versions_of(connection, into):
                limit_further(connection, version, limit)
            supersede(connection, into, newest, revision)
        return revision

    def separate(self, version: str) -> int:
        """Make a version a document of its own; what it superseded answers again."""
        with self._database.change() as (connection, revision):
            document = document_of(connection, version)
            others = [v for v in versions_of(connection, document) if v != version]
            if not others:
                return revision
            own = version[:12] if version[:12] != document else version[:20]
            ensure_document(connection, own)
            whole = document_row(connection, document)
            said = {name: text for name, text in whole.said.items() if name == "groups"}
            set_document(connection, own, groups=whole.groups, said=said)
            limit_further(connection, version, whole.groups)
            set_version(connection, version, document=own)
            if document_row(connection, document).head == version:
                connection.execute(
                    update(t.versions)
                    .where(t.versions.c.superseded_by == version)
                    .values(superseded_by=others[-1])
                )
                supersede(connection, document, others[-1], revision)
            supersede(connection, own, version, revision)
        return revision

    def override(self, document: str, fields: Mapping[str, str], limits: bool = False) -> int:
        """Keep a person's word on a document: all fields that one has set, and to what.

        ``limits`` where the person speaks of groups now: that holds of all versions that they see."""
        unseen = self._unseen() if limits else frozenset()
        with self._database.change() as (connection, revision):
            set_document(connection, document, said=dict(fields))
            if limits:
                _limit_versions(connection, document, fields.get("groups"), unseen)
            settle(connection, document, revision)
        return revision

    def _unseen(self) -> frozenset[str]:
        """Versions of which whoever uses this cannot say who sees them."""
        return frozenset()


def _limit_versions(
    connection: Connection, document: str, limit: str | None, unseen: frozenset[str]
) -> None:
    """Limit versions to what a person says; to what lies beside them where one takes a word back (None)."""
    query = select(t.versions.c.id, t.versions.c.groups, t.versions.c.described).where(
        t.versions.c.document == document
    )
    for row in connection.execute(query).all():
        if row.id not in unseen:
            groups = row.described.get("groups", row.groups) if limit is None else limit
            set_version(connection, row.id, groups=groups)
