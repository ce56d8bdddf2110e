"""How documents and their versions change: one SQL transaction each, which raises the revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select, update

from assistant.embedding import TokenSigns
from assistant.library.descriptions import effective
from assistant.library.ledger import tables as t
from assistant.library.ledger.figures import put_figures
from assistant.library.ledger.files import put_entry, put_file
from assistant.library.ledger.new_version import NewVersion
from assistant.library.ledger.queries import StoredFile
from assistant.library.ledger.rows import page_row, passage_row, sum_rows
from assistant.library.version_matching import bare_title
from assistant.records import Passage
from assistant.records.runs import RunLine


class LedgerVersions:
    """The part of the ledger that changes documents and versions."""

    def change(self) -> AbstractContextManager[tuple[Connection, int]]:
        raise NotImplementedError

    def add_version(self, new: NewVersion, file: StoredFile, entry: RunLine | None = None) -> int:
        """Add a version; it supersedes its document's newest one unless it is ``past``.

        ``entry`` is a run's line about the file, written with it. Returns the revision.
        """
        with self.change() as (connection, revision):
            document = new.document or new.version[:12]
            _ensure_document(connection, document)
            connection.execute(
                t.versions.insert().values(
                    id=new.version,
                    document=document,
                    file=new.file,
                    format=new.format,
                    suffix=new.suffix,
                    paged=new.reading.paged,
                    pages=len(new.reading.pages),
                    passages=len(new.passages),
                    added=_now("seconds"),
                    current_from=revision,
                    current_until=revision,
                    indexed_from=revision,
                    warnings=list(new.reading.warnings),
                    superseded_by="",
                    found=dict(new.found),
                    described=dict(file.described),
                    context=new.context,
                    origin=new.origin,
                    unread=new.reading.unread,
                    view=new.view,
                )
            )
            connection.execute(
                t.pages.insert(), [page_row(new.version, p) for p in new.reading.pages]
            )
            put_passages(connection, new)
            if new.past:
                head = _document(connection, document).head
                set_version(connection, new.version, superseded_by=head)
            else:
                _supersede(connection, document, new.version, revision)
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
        whose row is as it should be is not looked at again.
        """
        with self.change() as (connection, revision):
            _supersede(connection, document_of(connection, version), version, revision)
            for other in retired:
                _end(connection, other, revision)
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
        with self.change() as (connection, revision):
            for version in versions:
                _end(connection, version, revision)
            put_file(connection, file)
            put_entry(connection, entry)
        return revision

    def set_aside(self, document: str) -> int:
        """Let a document answer no more, and its coming versions neither, until it is brought back."""
        with self.change() as (connection, revision):
            _set_document(connection, document, retired=_now("seconds"))
            _end(connection, _document(connection, document).head, revision)
        return revision

    def bring_back(self, document: str) -> int:
        """Let a document's newest version answer again."""
        with self.change() as (connection, revision):
            _set_document(connection, document, retired="")
            _begin(connection, _document(connection, document).head, revision)
        return revision

    def join(self, document: str, into: str, *, newest: str) -> int:
        """Make all versions of one document versions of another; ``newest`` answers from now on."""
        with self.change() as (connection, revision):
            heads = [_document(connection, name) for name in (document, into)]
            said = {**heads[0].said, **heads[1].said}
            for row in heads:
                if row.head != newest:
                    _end(connection, row.head, revision)
                    set_version(connection, row.head, superseded_by=newest)
            connection.execute(
                update(t.versions).where(t.versions.c.document == document).values(document=into)
            )
            connection.execute(delete(t.documents).where(t.documents.c.id == document))
            _set_document(connection, into, said=said)
            _supersede(connection, into, newest, revision)
        return revision

    def separate(self, version: str) -> int:
        """Make a version a document of its own; what it superseded answers again."""
        with self.change() as (connection, revision):
            document = document_of(connection, version)
            others = [v for v in _versions_of(connection, document) if v != version]
            if not others:
                return revision
            own = version[:12] if version[:12] != document else version[:20]
            _ensure_document(connection, own)
            set_version(connection, version, document=own)
            if _document(connection, document).head == version:
                connection.execute(
                    update(t.versions)
                    .where(t.versions.c.superseded_by == version)
                    .values(superseded_by=others[-1])
                )
                _supersede(connection, document, others[-1], revision)
            _supersede(connection, own, version, revision)
        return revision

    def say(self, document: str, fields: Mapping[str, str]) -> int:
        """Keep what a person says of a document."""
        with self.change() as (connection, revision):
            _set_document(connection, document, said=dict(fields))
            settle(connection, document, revision)
        return revision

    def describe(self, file: StoredFile, entry: RunLine | None = None) -> int:
        """Keep what the files beside a report say of it."""
        with self.change() as (connection, revision):
            put_file(connection, file)
            put_entry(connection, entry)
            if file.version:
                set_version(connection, file.version, described=dict(file.described))
                settle(connection, document_of(connection, file.version), revision)
        return revision

    def rename(self, before: str, file: StoredFile, entry: RunLine | None = None) -> int:
        """A file stands elsewhere, or under another name."""
        with self.change() as (connection, revision):
            connection.execute(delete(t.files).where(t.files.c.path == before))
            put_file(connection, file)
            put_entry(connection, entry)
            if file.version:
                set_version(
                    connection,
                    file.version,
                    file=file.name,
                    described=dict(file.described),
                    indexed_from=revision,  # the file's name may be indexed with it
                )
                settle(connection, document_of(connection, file.version), revision)
        return revision

    def put_vectors(
        self,
        version: str,
        context: str,
        rows: Sequence[tuple[Passage, NDArray[np.float32], NDArray[np.float16], TokenSigns]],
    ) -> int:
        """Replace the vectors of a version's passages by ones made with another title."""
        with self.change() as (connection, revision):
            for parts in rows:
                row = passage_row(*parts)
                connection.execute(
                    update(t.passages).where(t.passages.c.id == row.pop("id")).values(**row)
                )
            _put_sums(connection, version, rows)
            set_version(connection, version, context=context, indexed_from=revision)
        return revision


def put_passages(connection: Connection, new: NewVersion) -> None:
    """The passages of a version that has none, with their vectors, and the figures in them."""
    rows = list(zip(new.passages, new.vectors, new.sentence_vectors, new.tokens, strict=True))
    if rows:
        connection.execute(t.passages.insert(), [passage_row(*parts) for parts in rows])
        _put_sums(connection, new.version, rows)
    put_figures(connection, new.version, new.passages)


def _put_sums(
    connection: Connection,
    version: str,
    rows: Sequence[tuple[Passage, NDArray[np.float32], Any, Any]],
) -> None:
    connection.execute(delete(t.sums).where(t.sums.c.version == version))
    vectors = [(p.language, np.asarray(v, dtype=np.float32).tobytes()) for p, v, *_ in rows]
    if vectors:
        connection.execute(t.sums.insert(), sum_rows(version, vectors))


def _supersede(connection: Connection, document: str, version: str, revision: int) -> None:
    """Make ``version`` the document's newest, and current unless the document is set aside."""
    head = _document(connection, document).head
    if head and head != version:
        _end(connection, head, revision)
        set_version(connection, head, superseded_by=version)
    set_version(connection, version, superseded_by="")
    _set_document(connection, document, head=version)
    if not _document(connection, document).retired:
        _begin(connection, version, revision)
    settle(connection, document, revision)


def _begin(connection: Connection, version: str, revision: int) -> None:
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
            version=version, from_revision=revision, from_time=_now(), until_time=None
        )
    )


def _end(connection: Connection, version: str, revision: int) -> None:
    ended = connection.execute(
        update(t.versions)
        .where(t.versions.c.id == version, t.versions.c.current_until.is_(None))
        .values(current_until=revision)
    )
    if ended.rowcount:
        connection.execute(
            update(t.periods)
            .where(t.periods.c.version == version, t.periods.c.until_time.is_(None))
            .values(until_time=_now())
        )


def settle(connection: Connection, document: str, revision: int) -> None:
    """A document is described by its newest version, by what lies beside it, and by a person."""
    row = _document(connection, document)
    head = connection.execute(
        select(t.versions.c.found, t.versions.c.described).where(t.versions.c.id == row.head)
    ).one()
    meta = effective(head.found, head.described, row.said)
    if (row.title, row.publisher, row.published) != (meta.title, meta.publisher, meta.published):
        set_version(connection, row.head, indexed_from=revision)  # they are indexed with it
    _set_document(
        connection,
        document,
        title=meta.title,
        publisher=meta.publisher,
        published=meta.published,
        kind=meta.kind,
        language=meta.language,
        programme=meta.programme,
        bare=bare_title(meta.title),
    )


def _ensure_document(connection: Connection, document: str) -> None:
    if connection.execute(select(t.documents.c.id).where(t.documents.c.id == document)).first():
        return
    blank = dict.fromkeys(
        (
            "title",
            "publisher",
            "published",
            "kind",
            "language",
            "programme",
            "bare",
            "head",
            "retired",
        ),
        "",
    )
    connection.execute(t.documents.insert().values(id=document, said={}, **blank))


def _document(connection: Connection, document: str) -> Any:
    return connection.execute(select(t.documents).where(t.documents.c.id == document)).one()


def document_of(connection: Connection, version: str) -> str:
    return str(
        connection.execute(
            select(t.versions.c.document).where(t.versions.c.id == version)
        ).scalar_one()
    )


def _versions_of(connection: Connection, document: str) -> list[str]:
    """A document's versions, the one that was current last at the end."""
    query = (
        select(t.versions.c.id)
        .where(t.versions.c.document == document)
        .order_by(t.versions.c.current_from, t.versions.c.id)
    )
    return [str(name) for name in connection.execute(query).scalars()]


def _set_document(connection: Connection, document: str, **values: Any) -> None:
    connection.execute(update(t.documents).where(t.documents.c.id == document).values(**values))


def set_version(connection: Connection, version: str, **values: Any) -> None:
    connection.execute(update(t.versions).where(t.versions.c.id == version).values(**values))


def _now(precision: str = "microseconds") -> str:
    return datetime.now(UTC).isoformat(timespec=precision)
