"""The ledger: documents, versions, pages, passages with their vectors, files, runs and answers.

Every change of what can be answered is one SQL transaction that raises the library's revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray
from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    delete,
    event,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from assistant.embedding import TokenSigns
from assistant.errors import LibraryError
from assistant.library import tables as t
from assistant.library.ledger_queries import LedgerQueries, StoredFile, number_of
from assistant.library.rows import page_row, passage_row
from assistant.records import (
    Passage,
    Reading,
)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """Everything about one file that goes into the ledger in one transaction.

    ``vectors`` has a row a passage, ``sentence_vectors`` a matrix a passage with a row a sentence,
    ``tokens`` the signs of each passage's tokens.
    """

    version: str
    file: str
    format: str
    suffix: str
    document: str | None
    reading: Reading
    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32]
    sentence_vectors: tuple[NDArray[np.float16], ...]
    tokens: tuple[TokenSigns, ...]


class Ledger(LedgerQueries):
    """One SQL database. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, folder: Path, url: str = "") -> Ledger:
        """Open or make the ledger. Raises LibraryError where that is not possible."""
        engine = create_engine(url or f"sqlite:///{folder / 'ledger.sqlite'}")
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_pragmas)
        try:
            with FileLock(folder / "opening.lock"):  # processes may open a new library at once
                t.metadata.create_all(engine)
                ledger = cls(engine)
                ledger._check_schema()
        except SQLAlchemyError as error:
            raise LibraryError(
                f"The library's ledger cannot be opened: {_first_line(error)}. "
                f"Check that {folder} is writable and not damaged."
            ) from error
        return ledger

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def change(self) -> Iterator[tuple[Connection, int]]:
        """(connection, new revision) of one transaction; all of it happens or nothing does."""
        try:
            with self.engine.begin() as connection:
                revision = number_of(connection, "revision") + 1
                yield connection, revision
                _set_fact(connection, "revision", revision)
        except SQLAlchemyError as error:
            raise LibraryError(f"The library could not be written: {_first_line(error)}.") from error

    def set_fact(self, name: str, value: str) -> None:
        with self.engine.begin() as connection:
            _set_fact(connection, name, value)

    def _check_schema(self) -> None:
        known = self.fact("schema")
        if not known:
            self.set_fact("schema", str(t.SCHEMA))
        elif known != str(t.SCHEMA):
            raise LibraryError(
                f"The library was made by another version of this program (schema {known}, "
                f"here {t.SCHEMA}). Name another folder with --library, or ingest again."
            )

    # Writing

    def add_version(self, new: NewVersion, file: StoredFile) -> int:
        """Make a version current (superseding its document's other one). Returns the revision."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        meta = new.reading.metadata
        with self.change() as (connection, revision):
            document = new.document or new.version[:12]
            values = {
                "title": meta.title,
                "publisher": meta.publisher,
                "published": meta.published,
                "kind": meta.kind,
                "language": meta.language,
            }
            known = connection.execute(
                select(t.documents.c.id).where(t.documents.c.id == document)
            ).first()
            if known:
                connection.execute(
                    update(t.documents).where(t.documents.c.id == document).values(**values)
                )
            else:
                connection.execute(t.documents.insert().values(id=document, **values))
            connection.execute(
                update(t.versions)
                .where(t.versions.c.document == document, t.versions.c.current_until.is_(None))
                .values(current_until=revision)
            )
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
                    added=now,
                    current_from=revision,
                    current_until=None,
                    warnings=list(new.reading.warnings),
                )
            )
            connection.execute(t.pages.insert(), [page_row(new.version, p) for p in new.reading.pages])
            rows = [
                passage_row(*parts)
                for parts in zip(
                    new.passages, new.vectors, new.sentence_vectors, new.tokens, strict=True
                )
            ]
            if rows:
                connection.execute(t.passages.insert(), rows)
            _put_file(connection, file)
        return revision

    def restore_version(self, version: str, file: StoredFile) -> int:
        """Make a version that is already in the ledger its document's current one again."""
        with self.change() as (connection, revision):
            document = connection.execute(
                select(t.versions.c.document).where(t.versions.c.id == version)
            ).scalar_one()
            connection.execute(
                update(t.versions)
                .where(
                    t.versions.c.document == document,
                    t.versions.c.current_until.is_(None),
                    t.versions.c.id != version,
                )
                .values(current_until=revision)
            )
            connection.execute(
                update(t.versions)
                .where(t.versions.c.id == version)
                .values(current_from=revision, current_until=None)
            )
            _put_file(connection, file)
        return revision

    def retire(self, version: str) -> int:
        """Let a version answer no more; it stays readable."""
        with self.change() as (connection, revision):
            connection.execute(
                update(t.versions)
                .where(t.versions.c.id == version, t.versions.c.current_until.is_(None))
                .values(current_until=revision)
            )
        return revision

    def put_file(self, file: StoredFile) -> None:
        with self.engine.begin() as connection:
            _put_file(connection, file)

    def add_run(self, started: str, seconds: float, report: dict[str, Any]) -> None:
        with self.engine.begin() as connection:
            connection.execute(t.runs.insert().values(started=started, seconds=seconds, report=report))

    def put_answer(self, name: str, answer: dict[str, Any]) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.engine.begin() as connection:
            known = connection.execute(select(t.answers.c.id).where(t.answers.c.id == name)).first()
            if not known:
                connection.execute(t.answers.insert().values(id=name, asked=now, answer=answer))


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    # WAL lets readers go on while an ingest writes; FULL makes a commit survive a power cut.
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")  # first: changing the journal mode locks, too
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]


def _set_fact(connection: Connection, name: str, value: object) -> None:
    changed = connection.execute(
        update(t.facts).where(t.facts.c.name == name).values(value=str(value))
    )
    if not changed.rowcount:
        connection.execute(t.facts.insert().values(name=name, value=str(value)))


def _put_file(connection: Connection, file: StoredFile) -> None:
    connection.execute(delete(t.files).where(t.files.c.path == file.path))
    values = {name: getattr(file, name) for name in StoredFile.__slots__}
    connection.execute(t.files.insert().values(**values))
