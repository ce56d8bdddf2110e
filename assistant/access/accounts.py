"""Names, roles and passwords."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Engine, Row, Select, delete, func, or_, select, update

from assistant.access.counts import shared_counts
from assistant.access.database import reading, sessions, users, writing
from assistant.access.roles import Role, User
from assistant.databases import insert_new
from assistant.errors import AssistantError
from assistant.records.viewers import as_limit, groups_told, is_group

SHORTEST, LONGEST = 10, 200  # characters of a password
WITHIN = 900.0  # seconds in which wrong passwords are counted
TRIES = 5  # for a name from one address: who tries in vain locks nobody else out
TRIES_OF_ONE = 50  # for a name from anywhere, and from an address for any name
MOST_KNOWN = 10_000  # names and addresses whose wrong tries are remembered
_NAME = re.compile(r"[\w.@+|:-]{1,100}")  # providers know people as "auth0|5f7c", too


class WrongName(AssistantError):
    """A name that there is already, or is not, or cannot be one."""


class WrongPassword(AssistantError):
    """A password that is too short, or not this user's. Which of name and password is wrong is not told."""


class Locked(AssistantError):
    """Too many wrong passwords: ``seconds`` until the next try."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too many wrong passwords. Try again in {seconds / 60:.0f} minutes.")
        self.seconds = seconds


def _check(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise WrongName("A name has letters, digits and . @ + - _ | : only.")


def folded(name: str) -> str:
    """What is one person's. Addresses are, however they are capitalised, as their providers hold; other names (a
    "sub") are not. ASCII alone: among other letters are some whose small form is another's (the sign of Kelvin).

    >>> folded("Anna@Example.org"), folded("auth0|Ab"), folded("\u212aeeper@example.org") == "keeper@example.org"
    ('anna@example.org', 'auth0|Ab', False)
    """
    return name.lower() if "@" in name and name.isascii() else name


def _known() -> Select[Any]:
    return select(users.c.name, users.c.role, users.c.groups, users.c.password)


def _row(connection: Connection, name: str) -> Row[Any] | None:
    """That of a name; of those who differ in capitals alone, from before these were one, the one written so."""
    same = or_(users.c.name == name, func.lower(users.c.name) == folded(name))
    rows = connection.execute(_known().where(same).order_by(users.c.name != name, users.c.name))
    # What is small is each database's own idea.
    return next((row for row in rows if folded(row.name) == folded(name)), None)


def _user(row: Row[Any]) -> User:
    return User(row.name, Role(row.role), groups_told(row.groups))


class Accounts:
    """The users of one library. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._hasher = PasswordHasher()
        # Who tries a name that is not there, or has no password, must wait as long as who tries another.
        self._nobody = self._hasher.hash("a password that is nobody's")
        self._lock = threading.Lock()
        self._wrong: dict[str, list[float]] = defaultdict(list)
        self._shared = shared_counts(engine)  # over all machines, instead of ``_wrong``

    def add(self, name: str, role: Role, password: str | None) -> None:
        """Raises WrongName and WrongPassword. Without a password only a provider or a proxy can vouch for them."""
        _check(name)
        if (known := self.find(name)) is not None:
            raise WrongName(f"There is a user {known.name} already.")
        hashed = "" if password is None else self._hashed(password)
        row = {"name": name, "role": role.value, "password": hashed}
        with writing(self._engine) as connection:
            # Another may have made it in the meantime.
            if not connection.execute(insert_new(connection, users).values(row)).rowcount:
                raise WrongName(f"There is a user {name} already.")

    def welcome(self, name: str) -> User:
        """Somebody whom a provider vouches for: a reader where the name is new. Raises WrongName.

        The account has no password that anybody could give."""
        _check(name)
        if (known := self.find(name)) is not None:
            return known
        name = folded(name)
        row = {"name": name, "role": Role.READER.value, "password": ""}
        with writing(self._engine) as connection:
            connection.execute(insert_new(connection, users).values(row))
        return self.find(name) or User(name, Role.READER)

    def change(self, name: str, role: Role | None = None, password: str | None = None) -> None:
        """Another role or password. Whoever is signed in under the name has to sign in again."""
        values: dict[str, str] = {}
        if role is not None:
            values["role"] = role.value
        if password is not None:
            values["password"] = self._hashed(password)
        name = self.existing(name).name
        with writing(self._engine) as connection:
            if values:
                connection.execute(update(users).where(users.c.name == name).values(values))
            connection.execute(delete(sessions).where(sessions.c.name == name))

    def put_in_groups(self, name: str, groups: Iterable[str]) -> None:
        """Somebody is in these groups from now on, and in no others. Raises WrongName."""
        every = set(groups)
        for group in every:
            if not is_group(group):
                raise WrongName(f"A group cannot be named {group[:40]!r}.")
        name = self.existing(name).name
        change = update(users).where(users.c.name == name).values(groups=as_limit(every))
        with writing(self._engine) as connection:
            connection.execute(change)

    def remove(self, name: str) -> None:
        """Also ends what they are signed in to. Raises WrongName."""
        name = self.existing(name).name
        with writing(self._engine) as connection:
            connection.execute(delete(users).where(users.c.name == name))
            connection.execute(delete(sessions).where(sessions.c.name == name))

    def find(self, name: str) -> User | None:
        with reading(self._engine) as connection:
            row = _row(connection, name)
        return _user(row) if row else None

    def existing(self, name: str) -> User:
        """Raises WrongName where there is none."""
        found = self.find(name)
        if found is None:
            raise WrongName(
                f"There is no user {name}. Whom a provider signs in is known from the first time on; "
                f"to give a role before that: assistant users add {name} --no-password --role keeper"
            )
        return found

    def every(self) -> list[User]:
        """In the order of their names."""
        with reading(self._engine) as connection:
            return [_user(row) for row in connection.execute(_known().order_by(users.c.name))]

    def signed_in(self, name: str, password: str, address: str) -> User:
        """Who has this name and password. Raises WrongPassword, and Locked after too many tries.

        ``address`` is where the try comes from: one that tries many names is stopped, too."""
        name = name.replace("\0", " ")  # no database takes it, and no account has either
        tried = name.lower()
        keys = (f"{tried} from {address}", f"{tried} from anywhere", f"any from {address}")
        self._unless_locked(keys)
        with reading(self._engine) as connection:
            row = _row(connection, name)
        known = row.password if row else ""  # nor have those for whom others vouch
        right = self._is_right(known or self._nobody, password)
        if row is None or not known or not right:
            self._remember(keys)
            raise WrongPassword("This name and password do not go together.")
        # The others go on counting: who tries many names may know a password of his own.
        if self._shared:
            self._shared.forget(keys[0])
        with self._lock:
            self._wrong.pop(keys[0], None)
        return _user(row)

    def _hashed(self, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            raise WrongPassword(f"A password has {SHORTEST} to {LONGEST} characters.")
        return self._hasher.hash(password)

    def _is_right(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False

    def _unless_locked(self, keys: tuple[str, ...]) -> None:
        allowed = dict(zip(keys, (TRIES, TRIES_OF_ONE, TRIES_OF_ONE), strict=True))
        if self._shared:
            for key, (count, seconds) in self._shared.of(keys).items():
                if count >= allowed[key]:
                    raise Locked(seconds)
            return
        now = time.monotonic()
        with self._lock:
            for key, most in allowed.items():
                recent = [moment for moment in self._wrong.get(key, ()) if moment > now - WITHIN]
                if len(recent) >= most:
                    raise Locked(recent[-most] + WITHIN - now)

    def _remember(self, keys: tuple[str, ...]) -> None:
        if self._shared:
            for key in keys:
                self._shared.add(key, WITHIN)
            return
        now = time.monotonic()
        with self._lock:
            if len(self._wrong) > MOST_KNOWN:
                self._wrong.clear()
            for key in keys:
                self._wrong[key] = [*self._wrong[key][-TRIES_OF_ONE:], now]
