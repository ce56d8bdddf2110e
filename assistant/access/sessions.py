"""Who is signed in: a token in the browser, its digest here."""

from __future__ import annotations

import hashlib
import secrets
import time

from sqlalchemy import Engine, delete, select

from assistant.access.database import reading, sessions, users, writing
from assistant.access.roles import Role, User
from assistant.records.viewers import as_limit, groups_told

LASTS = 12 * 3600.0  # seconds: a working day


class Sessions:
    """The sessions of one library. Safe to share between threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, user: User, lasts: float = LASTS, groups: frozenset[str] = frozenset()) -> str:
        """A new session's token, for whoever holds it alone; ``lasts`` so many seconds.

        ``groups`` are those that a provider gives them for as long as it lasts, beside their own."""
        token = secrets.token_urlsafe(32)
        now = time.time()
        row = {
            "token": _digest(token),
            "name": user.name,
            "expires": now + lasts,
            "groups": as_limit(groups),
        }
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.expires < now))
            connection.execute(sessions.insert().values(row))
        return token

    def user(self, token: str) -> User | None:
        """Whose session it is, with the role and groups that they have now; None where it ended."""
        asked = (
            select(users.c.name, users.c.role, users.c.groups, sessions.c.groups)
            .join(sessions, sessions.c.name == users.c.name)
            .where(sessions.c.token == _digest(token), sessions.c.expires > time.time())
        )
        with reading(self._engine) as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        return User(row[0], Role(row[1]), groups_told(row[2]) | groups_told(row[3]))

    def end(self, token: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.token == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
