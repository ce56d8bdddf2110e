"""What each person asked, as the ledger keeps it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from assistant.library.ledger import tables as t
from assistant.library.ledger.askers import put_asker
from assistant.library.ledger.database import Database
from assistant.records.history import Entry, Kind

LONGEST = 300  # characters of a text that are kept here; the record has all of it


class HistoryTable:
    """Everybody's entries, each seen and changed by whose they are alone. ``by`` is "" where nobody signs in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, by: str, kind: Kind, record: str, text: str) -> None:
        """Keep that somebody asked, and that the answer is theirs, which it stays when this is removed.

        What they asked before, with the same answer, is listed once."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"by": by, "kind": kind, "record": record, "text": _one_line(text)}
        mine = and_(t.history.c.by == by, t.history.c.record == record)
        with self._database.write() as connection:
            if not connection.execute(update(t.history).where(mine).values(at=now)).rowcount:
                connection.execute(t.history.insert().values(row | {"at": now, "pinned": False}))
            put_asker(connection, record, by)

    def of(self, by: str, words: str = "", most: int = 100, before: int = 0) -> list[Entry]:
        """The newest ``most``, pinned ones first, that have all the words; ``before`` skips so many."""
        query = (
            select(t.history)
            .where(t.history.c.by == by, *_having(words))
            .order_by(t.history.c.pinned.desc(), t.history.c.at.desc(), t.history.c.id.desc())
            .limit(most)
            .offset(before)
        )
        with self._database.read() as connection:
            return [
                Entry(row.id, row.kind, row.record, row.text, row.at, row.pinned)
                for row in connection.execute(query)
            ]

    def pin(self, by: str, number: int, pinned: bool) -> None:
        """One of theirs stays first, or does not; another's is left alone."""
        mine = and_(t.history.c.by == by, t.history.c.id == number)
        with self._database.write() as connection:
            connection.execute(update(t.history).where(mine).values(pinned=pinned))

    def remove(self, by: str, number: int | None = None) -> int:
        """How many of theirs are gone: one, or all. The answers and their links stay."""
        mine = t.history.c.by == by
        chosen = mine if number is None else and_(mine, t.history.c.id == number)
        return self._remove(chosen)

    def remove_records(self, records: list[str] | None = None, than: str = "") -> int:
        """Of everybody: entries of some records, or what was last asked until a time."""
        return self._remove(t.history.c.record.in_(records) if records else t.history.c.at <= than)

    def _remove(self, which: ColumnElement[bool]) -> int:
        with self._database.write() as connection:
            return connection.execute(delete(t.history).where(which)).rowcount


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST]


def _having(words: str) -> list[ColumnElement[bool]]:
    column = t.history.c.text
    return [
        or_(column.icontains(word, autoescape=True), column.contains(word, autoescape=True))
        for word in words.replace("\0", " ").split()[:10]
    ]
