"""Figures in the ledger: written with the passages that they are derived from, found by what they count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, select

from assistant.figures import figures_of
from assistant.library.ledger import tables as t
from assistant.library.ledger.rows import passage_from_row
from assistant.records import Passage, Quantity

_BOUNDS = {"low": -math.inf, "high": math.inf}


class LedgerFigures:
    """The part of the ledger that keeps figures."""

    engine: Engine

    def write(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def figures_named(
        self, names: Sequence[frozenset[str]], versions: Sequence[str] | None = None
    ) -> list[Quantity]:
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
        with self.engine.connect() as connection:
            quantities = [quantity_from_row(row) for row in connection.execute(query)]
        return [
            q
            for q in quantities
            if (allowed is None or q.version in allowed)
            and all(not wanted.isdisjoint(q.names) for wanted in names)
        ]

    def version_figures(self, version: str) -> list[Quantity]:
        """All figures of one version, in reading order."""
        query = select(t.figures).where(t.figures.c.version == version)
        with self.engine.connect() as connection:
            ordered = connection.execute(query.order_by(t.figures.c.ordinal))
            return [quantity_from_row(row) for row in ordered]

    def derive_figures(self) -> None:
        """Make the figures of every version again from its stored passages, a transaction each."""
        with self.engine.connect() as connection:
            versions = connection.execute(select(t.versions.c.id)).scalars().all()
        for version in versions:
            with self.write() as connection:
                put_figures(connection, version, stored_passages(connection, version))

    def stale_figures(self) -> list[str]:
        """Versions whose figures are not those of their passages."""
        with self.engine.connect() as connection:
            versions = connection.execute(select(t.versions.c.id)).scalars().all()
            passages = {version: stored_passages(connection, version) for version in versions}
        return [v for v, found in passages.items() if self.version_figures(v) != figures_of(found)]


def stored_passages(connection: Connection, version: str) -> list[Passage]:
    query = select(t.passages).where(t.passages.c.version == version)
    rows = connection.execute(query.order_by(t.passages.c.ordinal))
    return [passage_from_row(row) for row in rows]


def put_figures(connection: Connection, version: str, passages: Sequence[Passage]) -> None:
    """Replace the figures of a version by those of its passages."""
    for table in (t.figure_names, t.figures):
        connection.execute(delete(table).where(table.c.version == version))
    found = list(enumerate(figures_of(passages)))
    if not found:
        return
    connection.execute(t.figures.insert(), [_row(ordinal, q) for ordinal, q in found])
    named = [
        {"name": name, "version": version, "ordinal": ordinal}
        for ordinal, quantity in found
        for name in quantity.names
    ]
    if named:
        connection.execute(t.figure_names.insert(), named)


def _row(ordinal: int, quantity: Quantity) -> dict[str, Any]:
    row = {name: getattr(quantity, name) for name in Quantity.__slots__}
    bounds = {name: row[name] if math.isfinite(row[name]) else None for name in _BOUNDS}
    return {**row, **bounds, "names": " ".join(quantity.names), "ordinal": ordinal}


def quantity_from_row(row: Row[Any]) -> Quantity:
    values = {name: getattr(row, name) for name in Quantity.__slots__}
    for name, unbounded in _BOUNDS.items():
        values[name] = unbounded if values[name] is None else values[name]
    return Quantity(**{**values, "names": tuple(row.names.split())})
