"""Who is on the way to sign in elsewhere: what must come back, kept for ten minutes, for every process to find."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

from sqlalchemy import Column, Engine, Float, String, Table, Text, delete, func, select

from assistant.access.database import metadata, reading, writing

_MOST = 1_000  # people who are on their way
_LONGEST = 2_000  # characters of where they want to go

ways = Table(
    "ways",
    metadata,
    Column("state", String(64), primary_key=True),  # SHA-256 of it: the file signs nobody in
    Column("nonce", String(100), nullable=False),
    Column("verifier", String(200), nullable=False),
    Column("to", Text, nullable=False),
    Column("expires", Float, nullable=False),  # seconds since 1970
)


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """Somebody who was sent to the provider: what must come back, and where they wanted to go."""

    nonce: str
    verifier: str
    to: str


class Ways:
    """The ways of one library. Safe to share between threads and processes; a restart ends none."""

    def __init__(self, engine: Engine, most: int = _MOST) -> None:
        self._engine, self._most = engine, most
        ways.create(engine, checkfirst=True)

    def begin(self, way: OnTheWay, lasts: float) -> str:
        """The state that must come back within ``lasts`` seconds. The one who has waited longest makes room."""
        state, now = secrets.token_urlsafe(24), time.time()
        to = way.to if len(way.to) <= _LONGEST else "/"
        kept = {"nonce": way.nonce, "verifier": way.verifier, "to": to, "expires": now + lasts}
        oldest = select(ways.c.state).order_by(ways.c.expires.desc()).offset(self._most)
        with writing(self._engine) as connection:
            connection.execute(delete(ways).where(ways.c.expires < now))
            connection.execute(ways.insert().values({"state": _digest(state), **kept}))
            connection.execute(delete(ways).where(ways.c.state.in_(oldest)))
        return state

    def take(self, state: str) -> OnTheWay | None:
        """The way that began with a state, once; None where there is none, or it took too long."""
        taken = delete(ways).where(ways.c.state == _digest(state)).returning(ways)
        with writing(self._engine) as connection:
            row = connection.execute(taken).first()
        if row is None or row.expires < time.time():
            return None
        return OnTheWay(row.nonce, row.verifier, row.to)

    def count(self) -> int:
        """How many are on their way."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(ways)).scalar_one())


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
