"""Figures in the ledger: written with the passages that they are derived from, found by what they count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from assistant.figures import figures_of
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.passages import passages_of
from assistant.records import FigureMention, Passage

_BOUNDS = {"low": -math.inf, "high": math.inf}


class FigureTable:
    """The figures of every version, in reading order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def named(
        self, names: Sequence[frozenset[str]], versions: Sequence[str] | None = None
    ) -> list[FigureMention]:
        """Figures that have a stem of each set among their names, in reading order of each version.

        ``versions`` None means those that answer now.
        """
        if not names:
            return []
        index, figures = t.figure_names.c, t.figures.c
        rarest = min(names, key=len)
        found = (
            select(index.version, index.ordinal).where(index.name.in_(sorted(rarest))).distinct()
        )
        if versions is None:
            found = found.join(t.versions, t.versions.c.id == index.version).where(
                t.versions.c.current_until.is_(None)
            )
        hits = found.subquery()
        query = (
            select(t.figures)
            .join(hits, (hits.c.version == figures.version) & (hits.c.ordinal == figures.ordinal))
            .order_by(figures.version, figures.ordinal)
        )
        allowed = None if versions is None else frozenset(versions)
        with self._database.read() as connection:
            mentions = [_mention_from_row(row) for row in connection.execute(query)]
        return [
            m
            for m in mentions
            if (allowed is None or m.version in allowed)
            and all(not wanted.isdisjoint(m.names) for wanted in names)
        ]

    def of(self, version: str) -> list[FigureMention]:
        """All figures of one version, in reading order."""
        query = select(t.figures).where(t.figures.c.version == version)
        with self._database.read() as connection:
            ordered = connection.execute(query.order_by(t.figures.c.ordinal))
            return [_mention_from_row(row) for row in ordered]

    def derive(self) -> None:
        """Make the figures of every version again from its stored passages, a transaction each."""
        with self._database.read() as connection:
            versions = connection.execute(select(t.versions.c.id)).scalars().all()
        for version in versions:
            with self._database.write() as connection:
                put_figures(connection, version, passages_of(connection, version))

    def stale(self) -> list[str]:
        """Versions whose figures are not those of their passages."""
        with self._database.read() as connection:
            versions = connection.execute(select(t.versions.c.id)).scalars().all()
            passages = {version: passages_of(connection, version) for version in versions}
        return [v for v, found in passages.items() if self.of(v) != figures_of(found)]


def put_figures(connection: Connection, version: str, passages: Sequence[Passage]) -> None:
    """Replace the figures of a version by those of its passages."""
    for table in (t.figure_names, t.figures):
        connection.execute(delete(table).where(table.c.version == version))
    found = list(enumerate(figures_of(passages)))
    if not found:
        return
    connection.execute(t.figures.insert(), [_row(ordinal, mention) for ordinal, mention in found])
    named = [
        {"name": name, "version": version, "ordinal": ordinal}
        for ordinal, mention in found
        for name in mention.names
    ]
    if named:
        connection.execute(t.figure_names.insert(), named)


def _row(ordinal: int, mention: FigureMention) -> dict[str, Any]:
    row = {name: getattr(mention, name) for name in FigureMention.__slots__}
    bounds = {name: row[name] if math.isfinite(row[name]) else None for name in _BOUNDS}
    return {**row, **bounds, "names": " ".join(mention.names), "ordinal": ordinal}


def _mention_from_row(row: Row[Any]) -> FigureMention:
    values = {name: getattr(row, name) for name in FigureMention.__slots__}
    for name, unbounded in _BOUNDS.items():
        values[name] = unbounded if values[name] is None else values[name]
    return FigureMention(**{**values, "names": tuple(row.names.split())})
