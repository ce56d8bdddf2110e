"""What readers said of answers, as the ledger keeps it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select, update

from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.records.feedback import Feedback, Opinion

LONGEST_NOTE = 2_000  # characters
MOST_OPEN = 10_000  # more are not taken: somebody, or something, writes without reading


class FeedbackTable:
    """Opinions on answers, the newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, answer: str, opinion: Opinion, note: str = "", by: str = "") -> bool:
        """Keep an opinion. False where too many wait to be seen."""
        row = {
            "answer": answer,
            "opinion": opinion.value,
            "note": note.replace("\0", " ").strip()[:LONGEST_NOTE],
            "by": by[:100],
            "given": datetime.now(UTC).isoformat(timespec="seconds"),
            "done": False,
        }
        with self._database.write() as connection:
            waiting = select(func.count()).select_from(t.feedback).where(~t.feedback.c.done)
            if connection.execute(waiting).scalar_one() >= MOST_OPEN:
                return False
            connection.execute(t.feedback.insert().values(row))
        return True

    def every(self, most: int = 500, *, waiting: bool = False) -> list[Feedback]:
        """The newest ``most``; only those that nobody has dealt with where they are ``waiting``."""
        query = select(t.feedback).order_by(t.feedback.c.id.desc()).limit(most)
        if waiting:
            query = query.where(~t.feedback.c.done)
        with self._database.read() as connection:
            return [
                Feedback(
                    row.id, row.answer, Opinion(row.opinion), row.note, row.by, row.given, row.done
                )
                for row in connection.execute(query)
            ]

    def close(self, number: int) -> None:
        """It was dealt with."""
        with self._database.write() as connection:
            connection.execute(
                update(t.feedback).where(t.feedback.c.id == number).values(done=True)
            )
