"""What can be asked of the ledger; nothing here changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    Connection,
    Engine,
    Select,
    and_,
    func,
    or_,
    select,
)

from assistant.embedding import TokenSigns
from assistant.errors import UnknownCitation
from assistant.library.ledger import tables as t
from assistant.library.ledger.rows import (
    page_from_row,
    passage_from_row,
    sentence_vectors_from_row,
    tokens_from_row,
    version_from_row,
)
from assistant.library.names import naming
from assistant.records import Language, Page, Passage, Version
from assistant.records.runs import Failure

MANY = 40  # documents of one name; more of them are a series


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with the vectors of its sentences, shape (sentences, dimension), and its tokens."""

    passage: Passage
    sentences: NDArray[np.float32]
    tokens: TokenSigns


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
    described: dict[str, str] = field(default_factory=dict)
    container: str = ""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document's own row: ``head`` is its newest version, ``said`` what a person said of it."""

    id: str
    title: str
    head: str
    retired: str
    said: dict[str, str]


class LedgerQueries:
    """The reading side of the ledger."""

    engine: Engine

    @property
    def revision(self) -> int:
        with self.engine.connect() as connection:
            return number_of(connection, "revision")

    def fact(self, name: str) -> str:
        with self.engine.connect() as connection:
            row = connection.execute(select(t.facts.c.value).where(t.facts.c.name == name)).first()
        return str(row[0]) if row else ""

    def answer(self, name: str) -> dict[str, Any]:
        with self.engine.connect() as connection:
            row = connection.execute(
                select(t.answers.c.answer, t.answers.c.asked).where(t.answers.c.id == name)
            ).first()
        if row is None:
            raise UnknownCitation("There is no answer with this number in the library.")
        return dict(row.answer)

    def files(self) -> dict[str, StoredFile]:
        """Every file that is known, by path."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(t.files)).all()
        return {row.path: StoredFile(*row) for row in rows}

    def files_of(self, version: str) -> list[StoredFile]:
        """The files that give a version, or gave it before they went."""
        query = select(t.files).where(t.files.c.version == version).order_by(t.files.c.path)
        with self.engine.connect() as connection:
            return [StoredFile(*row) for row in connection.execute(query)]

    def originals(self) -> dict[str, str]:
        """Version -> the ending of its original's name, for all versions that a file gives."""
        query = (
            select(t.versions.c.id, t.versions.c.suffix)
            .join(t.files, t.files.c.version == t.versions.c.id)
            .where(t.files.c.status == "present")
        )
        with self.engine.connect() as connection:
            return {row.id: row.suffix for row in connection.execute(query)}

    def problems(self) -> tuple[Failure, ...]:
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(t.files.c.name, t.files.c.reason)
                .where(t.files.c.status == "failed")
                .order_by(t.files.c.name)
            ).all()
        return tuple(Failure(row.name, row.reason) for row in rows)

    def versions(
        self, *, current_only: bool = True, document: str = "", as_of: str = ""
    ) -> tuple[Version, ...]:
        """Versions with their documents, newest publication first.

        ``as_of``, an ISO time in UTC, asks for those that answered then.
        """
        query = _versions()
        if document:
            query = query.where(t.versions.c.document == document)
        if as_of:
            then = t.periods.alias()
            answered = select(then.c.version).where(
                then.c.from_time <= as_of,
                or_(then.c.until_time.is_(None), then.c.until_time > as_of),
            )
            query = query.where(t.versions.c.id.in_(answered))
        elif current_only:
            query = query.where(t.versions.c.current_until.is_(None))
        with self.engine.connect() as connection:
            found = [version_from_row(row) for row in connection.execute(query)]
        found.sort(key=lambda v: (v.document.title, v.id))
        found.sort(key=lambda v: v.document.published, reverse=True)
        return tuple(found)

    def version(self, name: str) -> Version:
        """By the whole SHA-256 or its first 16 digits. Raises UnknownCitation."""
        v = t.versions.c
        # A range and not a LIKE: the primary key's index serves it.
        wanted = v.id == name if len(name) == 64 else and_(v.id >= name, v.id < f"{name}g")
        if len(name) not in (16, 64):
            raise UnknownCitation("This library does not hold that document (any more).")
        with self.engine.connect() as connection:
            row = connection.execute(_versions().where(wanted)).first()
        if row is None:
            raise UnknownCitation("This library does not hold that document (any more).")
        return version_from_row(row)

    def document(self, name: str) -> StoredDocument:
        """Raises UnknownCitation."""
        with self.engine.connect() as connection:
            row = connection.execute(select(t.documents).where(t.documents.c.id == name)).first()
        if row is None:
            raise UnknownCitation("This library does not hold that document (any more).")
        return StoredDocument(row.id, row.title, row.head, row.retired, dict(row.said))

    def retired_heads(self) -> list[str]:
        """The newest versions of documents that a person has set aside."""
        query = select(t.documents.c.head).where(t.documents.c.retired != "")
        with self.engine.connect() as connection:
            return [str(name) for name in connection.execute(query).scalars()]

    def versions_with_bare_title(self, bare: str, title: str) -> list[Version]:
        """Newest versions of the documents whose titles differ by numbers and version marks at most.

        Where there are many such documents they are a series, and only equal titles say anything.
        """
        held = select(func.count()).select_from(t.documents).where(t.documents.c.bare == bare)
        query = _versions().where(t.documents.c.bare == bare, t.documents.c.head == t.versions.c.id)
        with self.engine.connect() as connection:
            if (connection.execute(held).scalar() or 0) > MANY:
                query = query.where(t.documents.c.title == title).limit(MANY)
            return [version_from_row(row) for row in connection.execute(query)]

    def stale_contexts(self, document: str = "") -> list[tuple[str, str]]:
        """(version, title) of newest versions whose passages were embedded with another title."""
        query = (
            select(t.versions.c.id, t.documents.c.title)
            .join(t.documents, t.documents.c.head == t.versions.c.id)
            .where(t.versions.c.context != t.documents.c.title)
        )
        if document:
            query = query.where(t.documents.c.id == document)
        with self.engine.connect() as connection:
            return [(str(row[0]), str(row[1])) for row in connection.execute(query)]

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
        query = select(t.versions.c.id).where(t.versions.c.id == version)
        with self.engine.connect() as connection:
            return connection.execute(query).first() is not None

    def suffix(self, version: str) -> str:
        query = select(t.versions.c.suffix).where(t.versions.c.id == version)
        with self.engine.connect() as connection:
            return str(connection.execute(query).scalar_one())

    def page(self, version: str, number: int) -> Page:
        """Raises UnknownCitation where there is no such page."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(t.pages).where(t.pages.c.version == version, t.pages.c.number == number)
            ).first()
        if row is None:
            raise UnknownCitation(f"The document has no page {number}.")
        return page_from_row(row)

    def pages_numbered(
        self, versions: Sequence[str], numbers: Iterable[int]
    ) -> set[tuple[str, int]]:
        """(version, page) of the pages that have one of the numbers, as a count or in print."""
        wanted = sorted(numbers)
        query = select(t.pages.c.version, t.pages.c.number).where(
            or_(t.pages.c.number.in_(wanted), t.pages.c.label.in_([str(n) for n in wanted]))
        )
        with self.engine.connect() as connection:
            return {
                (row.version, row.number)
                for part in _parts(versions)
                for row in connection.execute(query.where(t.pages.c.version.in_(part)))
            }

    def passages(self, names: Sequence[str]) -> dict[str, StoredPassage]:
        """Passage id -> the passage and what search looks at."""
        found: dict[str, StoredPassage] = {}
        with self.engine.connect() as connection:
            for part in _parts(names):
                for row in connection.execute(select(t.passages).where(t.passages.c.id.in_(part))):
                    found[row.id] = StoredPassage(
                        passage_from_row(row), sentence_vectors_from_row(row), tokens_from_row(row)
                    )
        return found

    def version_passages(self, version: str) -> list[tuple[Passage, NDArray[np.float32]]]:
        """(passage, vector) of one version, in reading order."""
        query = (
            select(t.passages).where(t.passages.c.version == version).order_by(t.passages.c.ordinal)
        )
        with self.engine.connect() as connection:
            return [
                (passage_from_row(row), np.frombuffer(row.vector, dtype=np.float32))
                for row in connection.execute(query)
            ]

    def changes_since(self, revision: int) -> tuple[list[str], list[str]]:
        """(versions that indexes must take, versions that ceased to answer) after a revision."""
        v = t.versions.c
        with self.engine.connect() as connection:
            came = connection.execute(
                select(v.id).where(v.indexed_from > revision, v.current_until.is_(None))
            ).scalars()
            went = connection.execute(select(v.id).where(v.current_until > revision)).scalars()
            return sorted(came), sorted(went)

    def names(self, versions: Sequence[str]) -> dict[str, str]:
        """Version -> everything that may name it in a question."""
        with self.engine.connect() as connection:
            return {
                version.id: naming(version)
                for part in _parts(versions)
                for version in map(
                    version_from_row,
                    connection.execute(_versions().where(t.versions.c.id.in_(part))),
                )
            }

    def language_sums(self) -> dict[Language, tuple[int, NDArray[np.float64]]]:
        """Language -> (how many current passages, the sum of their vectors)."""
        query = (
            select(t.sums)
            .join(t.versions, t.versions.c.id == t.sums.c.version)
            .where(t.versions.c.current_until.is_(None))
            .order_by(t.sums.c.version)
        )
        found: dict[Language, tuple[int, NDArray[np.float64]]] = {}
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                total = np.frombuffer(row.total, dtype=np.float64)
                count, before = found.get(row.language, (0, np.zeros_like(total)))
                found[row.language] = (count + row.passages, before + total)
        return found

    def current_passage_ids(self) -> set[str]:
        query = (
            select(t.passages.c.id)
            .join(t.versions, t.versions.c.id == t.passages.c.version)
            .where(t.versions.c.current_until.is_(None))
        )
        with self.engine.connect() as connection:
            return set(connection.execute(query).scalars())


def _versions() -> Select[Any]:
    return (
        select(t.versions, t.documents, t.periods)
        .join(t.documents, t.documents.c.id == t.versions.c.document)
        .outerjoin(
            t.periods,
            and_(
                t.periods.c.version == t.versions.c.id,
                t.periods.c.from_revision == t.versions.c.current_from,
            ),
        )
        .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    )


def _parts(names: Sequence[str]) -> Iterator[list[str]]:
    """Five hundred at a time: SQLite takes a limited number of variables."""
    for start in range(0, len(names), 500):
        yield list(names[start : start + 500])


def number_of(connection: Connection, name: str) -> int:
    """A fact that is a number; 0 where it is not set."""
    row = connection.execute(select(t.facts.c.value).where(t.facts.c.name == name)).first()
    return int(row[0]) if row else 0
