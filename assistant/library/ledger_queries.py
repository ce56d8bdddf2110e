"""What can be asked of the ledger; nothing here changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL, Connection, Engine, func, or_, select

from assistant.embedding import TokenSigns
from assistant.errors import UnknownCitation
from assistant.library import tables as t
from assistant.library.rows import (
    page_from_row,
    passage_from_row,
    sentence_vectors_from_row,
    tokens_from_row,
    version_from_row,
)
from assistant.records import Failure, Language, Page, Passage, Version

_LABELS = LABEL_STYLE_TABLENAME_PLUS_COL


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
            return tuple(version_from_row(row) for row in connection.execute(query.set_label_style(_LABELS)))

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
        return version_from_row(row)

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
                for start in range(0, len(versions), 500)
                for row in connection.execute(
                    query.where(t.pages.c.version.in_(versions[start : start + 500]))
                )
            }

    def passages(self, names: Sequence[str]) -> dict[str, StoredPassage]:
        """Passage id -> the passage and what search looks at."""
        found: dict[str, StoredPassage] = {}
        with self.engine.connect() as connection:
            for start in range(0, len(names), 500):  # SQLite takes a limited number of variables
                part = list(names[start : start + 500])
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


def number_of(connection: Connection, name: str) -> int:
    """A fact that is a number; 0 where it is not set."""
    row = connection.execute(select(t.facts.c.value).where(t.facts.c.name == name)).first()
    return int(row[0]) if row else 0
