"""Which versions are hidden from whom: of documents that are limited to groups."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from sqlalchemy import or_, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.records.viewers import meets


@dataclass(frozen=True, slots=True)
class _Limited:
    """A version with every limit that somebody must meet who sees it."""

    version: str
    limits: tuple[str, ...]


class LimitTable:
    """The limits of one ledger, read once for each of its revisions. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._known: tuple[int, tuple[_Limited, ...]] = (-1, ())

    def hidden_from(self, groups: frozenset[str]) -> frozenset[str]:
        """The versions that somebody in these groups does not see, whether or not they answer."""
        return frozenset(
            each.version
            for each in self._limited()
            if not all(meets(limit, groups) for limit in each.limits)
        )

    def _limited(self) -> tuple[_Limited, ...]:
        revision = self._database.revision
        with self._lock:
            known, limited = self._known
            if known != revision:
                limited = self._read()
                self._known = (revision, limited)
            return limited

    def _read(self) -> tuple[_Limited, ...]:
        d, v = t.documents.c, t.versions.c
        query = (
            select(v.id, v.groups, d.groups.label("of_document"))
            .join(t.documents, d.id == v.document)
            .where(or_(d.groups != "", v.groups != ""))
        )
        with self._database.read() as connection:
            return tuple(
                # A person's word is kept with each version that this person saw, and lifts no limit of others.
                _Limited(row.id, (str(row.of_document), str(row.groups)))
                for row in connection.execute(query)
            )
