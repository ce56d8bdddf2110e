"""How often something was done lately, counted over all machines that share a database."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import (
    Column,
    Engine,
    Float,
    Integer,
    String,
    Table,
    case,
    cast,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from assistant.access.database import metadata, open_access, reading, writing
from assistant.databases import is_sqlite

_counts = Table(
    "counts",
    metadata,
    Column("key", String(64), primary_key=True),  # a SHA-256: it names nobody
    Column("expires", Float, nullable=False),  # seconds since 1970; then it begins anew
    Column("count", Integer, nullable=False),
)
# Seconds since 1970 by the clock of the database: a machine whose own is wrong begins nobody's period anew.
_NOW = cast(func.extract("epoch", func.statement_timestamp()), Float)


class SharedCounts:
    """Each key has a period of its own, from the first time on. Safe to share between threads and machines.

    Raises LibraryUnavailable where the database does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, key: str, period: float) -> tuple[int, float]:
        """One more. (how often now, seconds until it begins anew)."""
        new = insert(_counts).values(key=_digest(key), expires=_NOW + period, count=1)
        over = _counts.c.expires <= _NOW
        change = new.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "expires": case((over, _NOW + period), else_=_counts.c.expires),
                "count": case((over, 1), else_=_counts.c.count + 1),
            },
        ).returning(_counts.c.count, _counts.c.expires - _NOW)
        with writing(self._engine) as connection:
            count, seconds = connection.execute(change).one()
        if count == 1:  # seldom enough to clear away, and often enough
            with writing(self._engine) as connection:
                connection.execute(delete(_counts).where(_counts.c.expires < _NOW))
        return count, seconds

    def of(self, keys: Collection[str]) -> dict[str, tuple[int, float]]:
        """Key -> (how often, seconds until it begins anew), of those that were counted."""
        named = {_digest(key): key for key in keys}
        asked = select(_counts.c.key, _counts.c.count, _counts.c.expires - _NOW).where(
            _counts.c.key.in_(named), _counts.c.expires > _NOW
        )
        with reading(self._engine) as connection:
            rows = connection.execute(asked).all()
        return {named[key]: (count, seconds) for key, count, seconds in rows}

    def forget(self, key: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(_counts).where(_counts.c.key == _digest(key)))


def shared_counts(engine: Engine) -> SharedCounts | None:
    """None where the database is a file of this machine's: it counts in its memory."""
    return None if is_sqlite(engine) else SharedCounts(engine)


def open_counts(folder: Path, url: str) -> SharedCounts | None:
    """Those of a library whose ledger is at ``url``, "" where that is a file. Raises AssistantError."""
    return shared_counts(open_access(folder, url)) if url else None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
