"""Whose an answer or a check is where people sign in, and whether they have shared it."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database

_A = t.askers.c


class AskerTable:
    """Answers and checks by name, with everybody who asked: the same words make one record, of several people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def may_open(self, record: str, by: str) -> bool:
        """Whether somebody asked it, or one who did has shared it."""
        mine = and_(_A.by == by, _A.by != "")
        with self._database.read() as connection:
            query = select(_A.record).where(_A.record == record, or_(mine, _A.shared))
            return connection.execute(query).first() is not None

    def asked(self, record: str, by: str) -> bool:
        """Whether it is theirs."""
        with self._database.read() as connection:
            query = select(_A.record).where(_A.record == record, _A.by == by, _A.by != "")
            return connection.execute(query).first() is not None

    def is_shared(self, record: str, by: str | None = None) -> bool:
        """Whether everybody who signs in may open it: because anybody, or one person, has shared it."""
        whose = [] if by is None else [_A.by == by]
        with self._database.read() as connection:
            query = select(_A.record).where(_A.record == record, _A.shared, *whose)
            return connection.execute(query).first() is not None

    def share(self, record: str, by: str, shared: bool = True) -> bool:
        """Let everybody who signs in open it, or no more, in the name of one whose it is. Whether it is theirs."""
        mine = and_(_A.record == record, _A.by == by, _A.by != "")
        with self._database.write() as connection:
            return (
                connection.execute(update(t.askers).where(mine).values(shared=shared)).rowcount > 0
            )

    def publish(self, record: str) -> bool:
        """Let everybody who signs in open what may be nobody's. Whether there is such an answer or check."""
        row = {"record": record, "by": "", "shared": True}
        with self._database.write() as connection:
            held = [
                connection.execute(select(table.c.id).where(table.c.id == record)).first()
                for table in (t.answers, t.checks)
            ]
            if any(held):
                connection.execute(delete(t.askers).where(_A.record == record, _A.by == ""))
                connection.execute(t.askers.insert().values(row))
            return any(held)

    def forget_gone(self) -> None:
        """Let go of what was said of answers and checks that are there no more."""
        held = [exists().where(table.c.id == _A.record) for table in (t.answers, t.checks)]
        with self._database.write() as connection:
            connection.execute(delete(t.askers).where(~or_(*held)))


def put_asker(connection: Connection, record: str, by: str) -> None:
    """Note that somebody asked what has this name; "" is nobody."""
    known = select(_A.record).where(_A.record == record, _A.by == by)
    if by and not connection.execute(known).first():
        connection.execute(t.askers.insert().values(record=record, by=by, shared=False))
