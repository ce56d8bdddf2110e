"""The ledger: documents, versions, pages, passages with their vectors, files, runs and answers.

Every change of what can be answered is one SQL transaction that raises the library's revision.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    Connection,
    Engine,
    Row,
    create_engine,
    delete,
    event,
    func,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import LibraryError, UnknownCitation
from assistant.library import tables as t
from assistant.reading.transport import (
    blocks_as_rows,
    blocks_from_rows,
    runs_as_rows,
    runs_from_rows,
)
from assistant.records import (
    BlockKind,
    Document,
    Failure,
    Language,
    Page,
    Passage,
    Reading,
    Sentence,
    Span,
    Version,
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it looked when it was last taken in."""

    path: str
    name: str
    version: str | None
    size: int
    modified: int
    status: str
    reason: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NewVersion:
    """Everything about one file that goes into the ledger in one transaction.

    ``vectors`` has a row a passage, ``sentence_vectors`` a matrix a passage with a row a sentence.
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


class Ledger:
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
                revision = _fact(connection, "revision", 0) + 1
                yield connection, revision
                _set_fact(connection, "revision", revision)
        except SQLAlchemyError as error:
            raise LibraryError(f"The library could not be written: {_first_line(error)}.") from error

    @property
    def revision(self) -> int:
        with self.engine.connect() as connection:
            return _fact(connection, "revision", 0)

    def fact(self, name: str) -> str:
        with self.engine.connect() as connection:
            row = connection.execute(select(t.facts.c.value).where(t.facts.c.name == name)).first()
        return str(row[0]) if row else ""

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
            connection.execute(t.pages.insert(), [_page_row(new.version, p) for p in new.reading.pages])
            rows = [
                _passage_row(p, v, s)
                for p, v, s in zip(new.passages, new.vectors, new.sentence_vectors, strict=True)
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

    def forget_file(self, path: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(delete(t.files).where(t.files.c.path == path))

    def add_run(self, started: str, seconds: float, report: dict[str, Any]) -> None:
        with self.engine.begin() as connection:
            connection.execute(t.runs.insert().values(started=started, seconds=seconds, report=report))

    def put_answer(self, name: str, answer: dict[str, Any]) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.engine.begin() as connection:
            known = connection.execute(select(t.answers.c.id).where(t.answers.c.id == name)).first()
            if not known:
                connection.execute(t.answers.insert().values(id=name, asked=now, answer=answer))

    # Reading

    def answer(self, name: str) -> dict[str, Any]:
        with self.engine.connect() as connection:
            row = connection.execute(
                select(t.answers.c.answer, t.answers.c.asked).where(t.answers.c.id == name)
            ).first()
        if row is None:
            raise UnknownCitation("There is no answer with this number in the library.")
        return dict(row.answer)

    def files(self) -> dict[str, StoredFile]:
        with self.engine.connect() as connection:
            rows = connection.execute(select(t.files)).all()
        return {row.path: StoredFile(**row._mapping) for row in rows}

    def problems(self) -> tuple[Failure, ...]:
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(t.files.c.name, t.files.c.reason)
                .where(t.files.c.status == "failed")
                .order_by(t.files.c.name)
            ).all()
        return tuple(Failure(row.name, row.reason) for row in rows)

    def versions(self, *, current_only: bool = True) -> tuple[Version, ...]:
        """Versions with their documents, newest publication first."""
        query = select(t.versions, t.documents).join(
            t.documents, t.documents.c.id == t.versions.c.document
        )
        if current_only:
            query = query.where(t.versions.c.current_until.is_(None))
        query = query.order_by(t.documents.c.published.desc(), t.documents.c.title, t.versions.c.id)
        with self.engine.connect() as connection:
            return tuple(_version(row) for row in connection.execute(query.set_label_style(_LABELS)))

    def version(self, name: str) -> Version:
        """By the whole SHA-256 or its first 16 digits. Raises UnknownCitation."""
        query = (
            select(t.versions, t.documents)
            .join(t.documents, t.documents.c.id == t.versions.c.document)
            .where(
                t.versions.c.id == name
                if len(name) == 64
                else func.substr(t.versions.c.id, 1, 16) == name
            )
            .set_label_style(_LABELS)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UnknownCitation("This library does not hold that document (any more).")
        return _version(row)

    def document_of_path(self, path: str) -> str | None:
        """The document that a file path last gave a version to."""
        query = (
            select(t.versions.c.document)
            .join(t.files, t.files.c.version == t.versions.c.id)
            .where(t.files.c.path == path)
        )
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def has_version(self, version: str) -> bool:
        with self.engine.connect() as connection:
            return (
                connection.execute(select(t.versions.c.id).where(t.versions.c.id == version)).first()
                is not None
            )

    def suffix(self, version: str) -> str:
        with self.engine.connect() as connection:
            return str(
                connection.execute(
                    select(t.versions.c.suffix).where(t.versions.c.id == version)
                ).scalar_one()
            )

    def page(self, version: str, number: int) -> Page:
        """Raises UnknownCitation where there is no such page."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(t.pages).where(t.pages.c.version == version, t.pages.c.number == number)
            ).first()
        if row is None:
            raise UnknownCitation(f"The document has no page {number}.")
        return _page(row)

    def page_labels(self, version: str) -> dict[int, str]:
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(t.pages.c.number, t.pages.c.label).where(t.pages.c.version == version)
            ).all()
        return {row.number: row.label for row in rows}

    def passages(self, names: Sequence[str]) -> dict[str, tuple[Passage, NDArray[np.float32]]]:
        """Passage id -> (passage, its sentence vectors as float32)."""
        found: dict[str, tuple[Passage, NDArray[np.float32]]] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(names), 500):  # SQLite takes a limited number of variables
                part = list(names[start : start + 500])
                for row in connection.execute(select(t.passages).where(t.passages.c.id.in_(part))):
                    found[row.id] = (_passage(row), _sentence_vectors(row))
        return found

    def version_passages(self, version: str) -> list[tuple[Passage, NDArray[np.float32]]]:
        """(passage, vector) of one version, in reading order."""
        query = (
            select(t.passages).where(t.passages.c.version == version).order_by(t.passages.c.ordinal)
        )
        with self.engine.connect() as connection:
            return [
                (_passage(row), np.frombuffer(row.vector, dtype=np.float32))
                for row in connection.execute(query)
            ]

    def neighbours(self, version: str, ordinal: int) -> list[Passage]:
        """The passage of that ordinal and the ones before and after it."""
        query = (
            select(t.passages)
            .where(
                t.passages.c.version == version,
                t.passages.c.ordinal.between(ordinal - 1, ordinal + 1),
            )
            .order_by(t.passages.c.ordinal)
        )
        with self.engine.connect() as connection:
            return [_passage(row) for row in connection.execute(query)]

    def changes_since(self, revision: int) -> tuple[list[str], list[str]]:
        """(versions that became current, versions that ceased to be) after a revision."""
        v = t.versions.c
        with self.engine.connect() as connection:
            came = connection.execute(
                select(v.id).where(v.current_from > revision, v.current_until.is_(None))
            ).scalars()
            went = connection.execute(select(v.id).where(v.current_until > revision)).scalars()
            return sorted(came), sorted(went)

    def language_vectors(self) -> dict[Language, NDArray[np.float32]]:
        """Language -> matrix of the vectors of all current passages."""
        query = (
            select(t.passages.c.language, t.passages.c.vector)
            .join(t.versions, t.versions.c.id == t.passages.c.version)
            .where(t.versions.c.current_until.is_(None))
            .order_by(t.passages.c.id)
        )
        found: dict[Language, list[NDArray[np.float32]]] = {}
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                found.setdefault(row.language, []).append(np.frombuffer(row.vector, dtype=np.float32))
        return {language: np.stack(vectors) for language, vectors in found.items()}

    def current_passage_ids(self) -> set[str]:
        query = (
            select(t.passages.c.id)
            .join(t.versions, t.versions.c.id == t.passages.c.version)
            .where(t.versions.c.current_until.is_(None))
        )
        with self.engine.connect() as connection:
            return set(connection.execute(query).scalars())


_LABELS = LABEL_STYLE_TABLENAME_PLUS_COL


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    # WAL lets readers go on while an ingest writes; FULL makes a commit survive a power cut.
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]


def _fact(connection: Connection, name: str, default: int) -> int:
    row = connection.execute(select(t.facts.c.value).where(t.facts.c.name == name)).first()
    return int(row[0]) if row else default


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


def _pack(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def _unpack(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))


def _page_row(version: str, page: Page) -> dict[str, Any]:
    structure = {"blocks": blocks_as_rows(page.blocks), "runs": runs_as_rows(page.runs)}
    return {
        "version": version,
        "number": page.number,
        "label": page.label[:32],
        "text": page.text,
        "structure": _pack(structure),
    }


def _page(row: Row[Any]) -> Page:
    structure = _unpack(row.structure)
    blocks, runs = blocks_from_rows(structure["blocks"]), runs_from_rows(structure["runs"])
    return Page(row.number, row.label, row.text, blocks, runs)


def _passage_row(
    passage: Passage, vector: NDArray[np.float32], sentences: NDArray[np.float16]
) -> dict[str, Any]:
    rows = [
        [s.text, s.kind.value, [[p.page, p.start, p.end] for p in s.spans]] for s in passage.sentences
    ]
    return {
        "id": passage.id,
        "version": passage.version,
        "ordinal": passage.ordinal,
        "section": passage.section,
        "language": passage.language,
        "sentences": _pack(rows),
        "vector": np.asarray(vector, dtype=np.float32).tobytes(),
        "sentence_vectors": np.asarray(sentences, dtype=np.float16).tobytes(),
    }


def _passage(row: Row[Any]) -> Passage:
    sentences = tuple(
        Sentence(text, tuple(Span(*span) for span in spans), BlockKind(kind))
        for text, kind, spans in _unpack(row.sentences)
    )
    return Passage(row.id, row.version, row.ordinal, row.section, row.language, sentences)


def _sentence_vectors(row: Row[Any]) -> NDArray[np.float32]:
    flat = np.frombuffer(row.sentence_vectors, dtype=np.float16).astype(np.float32)
    dimension = len(row.vector) // 4
    return flat.reshape(-1, dimension)


def _version(row: Row[Any]) -> Version:
    document = Document(
        row.documents_id,
        row.documents_title,
        row.documents_publisher,
        row.documents_published,
        row.documents_kind,
        row.documents_language,
    )
    current = row.versions_current_until is None
    return Version(
        id=row.versions_id,
        document=document,
        file=row.versions_file,
        format=row.versions_format,
        pages=row.versions_pages,
        passages=row.versions_passages,
        paged=row.versions_paged,
        added=row.versions_added,
        current=current,
        status="current" if current else "superseded",
        warnings=tuple(row.versions_warnings),
    )

