"""Records that are kept as JSON under a short name, so that a link to one shows the same a year later."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Column, Table, delete, select

from assistant.errors import UnknownCitation
from assistant.library.ledger.database import Database

NOT_KEPT = "There is no {kind} with this number in the library."


class SavedRecords:
    """A table of name, time and record, in this order. ``kind`` is what people call a record."""

    def __init__(self, database: Database, table: Table, kind: str) -> None:
        self._database = database
        self._table = table
        self._name, self._time, self._record = table.columns
        self._kind = kind

    def put(self, record: dict[str, Any], time: str) -> str:
        """Keep a record under a name made from all that it says; the same record is kept once."""
        record = _without_nul(record)
        name = _name_of(record)
        with self._database.write() as connection:
            known = connection.execute(select(self._name).where(self._name == name)).first()
            if not known:
                row = {self._name: name, self._time: time, self._record: record}
                connection.execute(self._table.insert().values(row))
        return name

    def get(self, name: str) -> dict[str, Any]:
        """Raises UnknownCitation."""
        return dict(self._column(self._record, name))

    def time_of(self, name: str) -> str:
        """When it was kept first. Raises UnknownCitation."""
        return str(self._column(self._time, name))

    def _column(self, column: Column[Any], name: str) -> Any:
        with self._database.read() as connection:
            row = connection.execute(select(column).where(self._name == name)).first()
        if row is None:
            raise UnknownCitation(NOT_KEPT.format(kind=self._kind))
        return row[0]

    def remove(self, name: str) -> bool:
        """Whether there was such a record, which is gone now."""
        with self._database.write() as connection:
            found = connection.execute(delete(self._table).where(self._name == name))
        return found.rowcount > 0

    def remove_older(self, than: str) -> int:
        """How many records were kept until a time, in the form of theirs, and are gone now."""
        with self._database.write() as connection:
            found = connection.execute(delete(self._table).where(self._time <= than))
        return found.rowcount


def _without_nul(told: Any) -> Any:
    """The same without the character that PostgreSQL takes in no text."""
    if isinstance(told, str):
        return told.replace("\0", " ")
    if isinstance(told, dict):
        return {_without_nul(name): _without_nul(each) for name, each in told.items()}
    return [_without_nul(each) for each in told] if isinstance(told, (list, tuple)) else told


def _name_of(record: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:12]
