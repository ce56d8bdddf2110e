"""Which version of a document answers, and as what: the steps of every change, within its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from assistant.library.descriptions import FIELDS, effective
from assistant.library.ledger import tables as t
from assistant.library.version_marks import bare_title
from assistant.records.viewers import SEALED, UNTOLD, narrower


def supersede(connection: Connection, document: str, version: str, revision: int) -> None:
    """Make ``version`` the document's newest, and current unless the document is set aside."""
    row = document_row(connection, document)
    head = row.head
    if head and head != version:
        end(connection, head, revision)
        set_version(connection, head, superseded_by=version)
        limit_further(connection, head, row.groups)  # this holds of it, whatever comes
    set_version(connection, version, superseded_by="")
    set_document(connection, document, head=version)
    if not document_row(connection, document).retired:
        begin(connection, version, revision)
    settle(connection, document, revision)


def begin(connection: Connection, version: str, revision: int) -> None:
    """Let a version answer from a revision on."""
    row = connection.execute(
        select(t.versions.c.current_until, t.versions.c.current_from).where(
            t.versions.c.id == version
        )
    ).one()
    if row.current_until is None:
        return
    set_version(
        connection, version, current_from=revision, current_until=None, indexed_from=revision
    )
    connection.execute(
        t.periods.insert().values(
            version=version, from_revision=revision, from_time=now(), until_time=None
        )
    )


def end(connection: Connection, version: str, revision: int) -> None:
    """Let a version answer no more from a revision on."""
    ended = connection.execute(
        update(t.versions)
        .where(t.versions.c.id == version, t.versions.c.current_until.is_(None))
        .values(current_until=revision)
    )
    if ended.rowcount:
        connection.execute(
            update(t.periods)
            .where(t.periods.c.version == version, t.periods.c.until_time.is_(None))
            .values(until_time=now())
        )


def settle(connection: Connection, document: str, revision: int) -> None:
    """A document is described by its newest version, by what lies beside it, and by a person."""
    row = document_row(connection, document)
    head = connection.execute(
        select(t.versions.c.found, t.versions.c.described, t.versions.c.groups).where(
            t.versions.c.id == row.head
        )
    ).one()
    meta = effective(head.found, head.described, row.said)
    # A limit stays until somebody lifts it: that a new file, or what lies beside it, is silent lifts none.
    limit = row.groups if row.groups != UNTOLD else ""
    if "groups" in row.said:
        limit = row.said["groups"]
    elif "groups" in head.described:  # or what it was limited to since
        limit = head.groups
    if (row.title, row.publisher, row.published) != (meta.title, meta.publisher, meta.published):
        set_version(connection, row.head, indexed_from=revision)  # they are indexed with it
    set_document(
        connection,
        document,
        title=meta.title,
        publisher=meta.publisher,
        published=meta.published,
        kind=meta.kind,
        language=meta.language,
        programme=meta.programme,
        groups=limit,
        bare=bare_title(meta.title),
    )


def ensure_document(connection: Connection, document: str) -> None:
    if connection.execute(select(t.documents.c.id).where(t.documents.c.id == document)).first():
        return
    blank = dict.fromkeys((*FIELDS, "bare", "head", "retired"), "")
    connection.execute(t.documents.insert().values(id=document, said={}, **blank))


def document_row(connection: Connection, document: str) -> Row[Any]:
    return connection.execute(select(t.documents).where(t.documents.c.id == document)).one()


def document_of(connection: Connection, version: str) -> str:
    return str(
        connection.execute(
            select(t.versions.c.document).where(t.versions.c.id == version)
        ).scalar_one()
    )


def versions_of(connection: Connection, document: str) -> list[str]:
    """A document's versions, the one that was current last at the end."""
    query = (
        select(t.versions.c.id)
        .where(t.versions.c.document == document)
        .order_by(t.versions.c.current_from, t.versions.c.id)
    )
    return [str(name) for name in connection.execute(query).scalars()]


def set_described(connection: Connection, version: str, described: Mapping[str, str]) -> None:
    """Keep what the files beside a version say of it.

    That they are silent lifts no limit, nor that they say what they said, nor anything where a person spoke."""
    query = (
        select(t.versions.c.groups, t.versions.c.described, t.documents.c.said)
        .join(t.documents, t.documents.c.id == t.versions.c.document)
        .where(t.versions.c.id == version)
    )
    known = connection.execute(query).one()
    before, told = known.described.get("groups"), described.get("groups")
    limit = str(known.groups)
    if before in (SEALED, UNTOLD) and told is None:
        limit = ""
    elif told is not None and told != before and "groups" not in known.said:
        limit = told
    set_version(connection, version, described=dict(described), groups=limit)


def limit_further(connection: Connection, version: str, limit: str) -> None:
    """Let nobody see a version who does not meet a limit beside its own."""
    known = select(t.versions.c.groups).where(t.versions.c.id == version)
    before = str(connection.execute(known).scalar_one())
    set_version(connection, version, groups=narrower(before, limit))


def set_document(connection: Connection, document: str, **values: Any) -> None:
    connection.execute(update(t.documents).where(t.documents.c.id == document).values(**values))


def set_version(connection: Connection, version: str, **values: Any) -> None:
    connection.execute(update(t.versions).where(t.versions.c.id == version).values(**values))


def now(precision: str = "microseconds") -> str:
    return datetime.now(UTC).isoformat(timespec=precision)
