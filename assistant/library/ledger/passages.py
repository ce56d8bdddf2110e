"""The passages of versions in the ledger, with their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, delete, select, update

from assistant.embedding import TokenSigns
from assistant.library.comparison import sentence_texts
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.rows import (
    in_parts,
    passage_from_row,
    passage_row,
    sentence_vectors_from_row,
    sum_rows,
    tokens_from_row,
)
from assistant.library.ledger.stored import NewVersion, StoredPassage
from assistant.library.ledger.succession import set_version
from assistant.records import Language, Passage


class Passages:
    """Runs of whole sentences, and what search compares a question with."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, names: Sequence[str]) -> dict[str, StoredPassage]:
        """Passage id -> the passage and what search looks at."""
        found: dict[str, StoredPassage] = {}
        with self._database.read() as connection:
            for part in in_parts(names):
                for row in connection.execute(select(t.passages).where(t.passages.c.id.in_(part))):
                    found[row.id] = StoredPassage(
                        passage_from_row(row), sentence_vectors_from_row(row), tokens_from_row(row)
                    )
        return found

    def read(self, names: Sequence[str]) -> dict[str, Passage]:
        """Passage id -> the passage alone, which is a third of the work of what search looks at, too."""
        c, found = t.passages.c, dict[str, Passage]()
        with self._database.read() as connection:
            for part in in_parts(names):
                columns: Select[Any] = select(
                    c.id, c.version, c.ordinal, c.section, c.language, c.sentences
                )
                for row in connection.execute(columns.where(c.id.in_(part))):
                    found[row.id] = passage_from_row(row)
        return found

    def sections_of(self, names: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Passage id -> (its version, the path of its section)."""
        c, found = t.passages.c, dict[str, tuple[str, str]]()
        with self._database.read() as connection:
            for part in in_parts(names):
                asked = select(c.id, c.version, c.section).where(c.id.in_(part))
                found.update(
                    (row.id, (row.version, row.section)) for row in connection.execute(asked)
                )
        return found

    def versions_of(self, names: Sequence[str]) -> dict[str, str]:
        """Passage id -> its version."""
        found: dict[str, str] = {}
        with self._database.read() as connection:
            for part in in_parts(names):
                asked = select(t.passages.c.id, t.passages.c.version).where(
                    t.passages.c.id.in_(part)
                )
                found.update((name, version) for name, version in connection.execute(asked))
        return found

    def of(self, version: str) -> list[Passage]:
        """The passages of one version, in reading order."""
        with self._database.read() as connection:
            return passages_of(connection, version)

    def with_vectors(self, version: str) -> list[tuple[Passage, NDArray[np.float32]]]:
        """(passage, vector) of one version, in reading order."""
        query = (
            select(t.passages).where(t.passages.c.version == version).order_by(t.passages.c.ordinal)
        )
        with self._database.read() as connection:
            return [
                (passage_from_row(row), np.frombuffer(row.vector, dtype=np.float32))
                for row in connection.execute(query)
            ]

    def vectors(self, version: str) -> list[tuple[str, Language, NDArray[np.float32]]]:
        """(passage id, language, vector) of one version."""
        c = t.passages.c
        query = select(c.id, c.language, c.vector).where(c.version == version)
        with self._database.read() as connection:
            return [
                (row.id, row.language, np.frombuffer(row.vector, dtype=np.float32))
                for row in connection.execute(query)
            ]

    def on(self, places: set[tuple[str, int]]) -> list[str]:
        """Ids of the passages that have words on one of some (version, page) places."""
        return [
            passage.id
            for version in sorted({version for version, _ in places})
            for passage in self.of(version)
            if not places.isdisjoint((version, page) for page in passage.pages)
        ]

    def sentences(self, version: str) -> list[str]:
        """The texts of a version's sentences in reading order."""
        return sentence_texts(self.of(version))

    def language_sums(self) -> dict[Language, tuple[int, NDArray[np.float64]]]:
        """Language -> (how many current passages, the sum of their vectors)."""
        query = (
            select(t.sums)
            .join(t.versions, t.versions.c.id == t.sums.c.version)
            .where(t.versions.c.current_until.is_(None))
            .order_by(t.sums.c.version)
        )
        found: dict[Language, tuple[int, NDArray[np.float64]]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query):
                total = np.frombuffer(row.total, dtype=np.float64)
                count, before = found.get(row.language, (0, np.zeros_like(total)))
                found[row.language] = (count + row.passages, before + total)
        return found

    def current_ids(self) -> set[str]:
        query = (
            select(t.passages.c.id)
            .join(t.versions, t.versions.c.id == t.passages.c.version)
            .where(t.versions.c.current_until.is_(None))
        )
        with self._database.read() as connection:
            return set(connection.execute(query).scalars())

    def put_vectors(
        self,
        version: str,
        context: str,
        rows: Sequence[tuple[Passage, NDArray[np.float32], NDArray[np.float16], TokenSigns]],
    ) -> int:
        """Replace the vectors of a version's passages by ones made with another title."""
        with self._database.change() as (connection, revision):
            for parts in rows:
                row = passage_row(*parts)
                connection.execute(
                    update(t.passages).where(t.passages.c.id == row.pop("id")).values(**row)
                )
            put_sums(connection, version, rows)
            set_version(connection, version, context=context, indexed_from=revision)
        return revision


def passages_of(connection: Connection, version: str) -> list[Passage]:
    query = select(t.passages).where(t.passages.c.version == version)
    rows = connection.execute(query.order_by(t.passages.c.ordinal))
    return [passage_from_row(row) for row in rows]


def put_passages(connection: Connection, new: NewVersion) -> None:
    """The passages of a version that has none, with their vectors."""
    rows = list(zip(new.passages, new.vectors, new.sentence_vectors, new.tokens, strict=True))
    if rows:
        connection.execute(t.passages.insert(), [passage_row(*parts) for parts in rows])
        put_sums(connection, new.version, rows)


def put_sums(
    connection: Connection,
    version: str,
    rows: Sequence[tuple[Passage, NDArray[np.float32], object, object]],
) -> None:
    connection.execute(delete(t.sums).where(t.sums.c.version == version))
    vectors = [(p.language, np.asarray(v, dtype=np.float32).tobytes()) for p, v, *_ in rows]
    if vectors:
        connection.execute(t.sums.insert(), sum_rows(version, vectors))
