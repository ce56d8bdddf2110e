"""The ledger's checks: what became of each text that was checked."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Engine, select

from assistant.errors import UnknownCitation
from assistant.library.ledger import tables as t


class LedgerChecks:
    """Part of the Ledger."""

    engine: Engine

    def write(self) -> AbstractContextManager[Connection]:
        """One transaction, as the whole ledger makes it."""
        raise NotImplementedError

    def put_check(self, name: str, check: dict[str, Any]) -> None:
        with self.write() as connection:
            known = connection.execute(select(t.checks.c.id).where(t.checks.c.id == name)).first()
            if not known:
                row = {"id": name, "checked": check["checked"], "record": check}
                connection.execute(t.checks.insert().values(row))

    def check(self, name: str) -> dict[str, Any]:
        with self.engine.connect() as connection:
            row = connection.execute(select(t.checks.c.record).where(t.checks.c.id == name)).first()
        if row is None:
            raise UnknownCitation("There is no check with this number in the library.")
        return dict(row.record)
