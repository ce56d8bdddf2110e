"""Files that were fetched from a URL, and how to ask whether they changed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import delete, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.stored import Origin


class Origins:
    """What is known of each URL that a file came from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, url: str) -> Origin | None:
        with self._database.read() as connection:
            row = connection.execute(select(t.origins).where(t.origins.c.url == url)).first()
        return Origin(row.url, row.path, row.etag, row.last_modified) if row else None

    def by_path(self) -> dict[str, str]:
        """Path -> the URL that the file there came from."""
        with self._database.read() as connection:
            rows = connection.execute(select(t.origins.c.path, t.origins.c.url))
            return {str(row[0]): str(row[1]) for row in rows}

    def put(self, origin: Origin) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.write() as connection:
            connection.execute(delete(t.origins).where(t.origins.c.url == origin.url))
            connection.execute(t.origins.insert().values(**asdict(origin), fetched=now))
