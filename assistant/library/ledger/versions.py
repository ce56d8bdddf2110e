"""Versions in the ledger, with their documents; nothing here changes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL, Select, and_, func, or_, select

from assistant.errors import UnknownCitation
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.rows import in_parts, version_from_row
from assistant.library.names import naming
from assistant.records import Version

MANY = 40  # documents of one name; more of them are a series


class VersionTable:
    """Every version that was ever taken in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self, *, current_only: bool = True, document: str = "", as_of: str = ""
    ) -> tuple[Version, ...]:
        """Versions with their documents, newest publication first.

        ``as_of``, an ISO time in UTC, asks for those that answered then.
        """
        query = _versions()
        if document:
            query = query.where(t.versions.c.document == document)
        if as_of:
            then = t.periods.alias()
            answered = select(then.c.version).where(
                then.c.from_time <= as_of,
                or_(then.c.until_time.is_(None), then.c.until_time > as_of),
            )
            query = query.where(t.versions.c.id.in_(answered))
        elif current_only:
            query = query.where(t.versions.c.current_until.is_(None))
        with self._database.read() as connection:
            found = [version_from_row(row) for row in connection.execute(query)]
        found.sort(key=lambda v: (v.document.title, v.id))
        found.sort(key=lambda v: v.document.published, reverse=True)
        return tuple(found)

    def get(self, name: str) -> Version:
        """By the whole SHA-256 or its first 16 digits. Raises UnknownCitation."""
        v = t.versions.c
        # A range and not a LIKE: the primary key's index serves it.
        wanted = v.id == name if len(name) == 64 else and_(v.id >= name, v.id < f"{name}g")
        if len(name) not in (16, 64):
            raise UnknownCitation("This library does not hold that document (any more).")
        with self._database.read() as connection:
            row = connection.execute(_versions().where(wanted)).first()
        if row is None:
            raise UnknownCitation("This library does not hold that document (any more).")
        return version_from_row(row)

    def with_bare_title(self, bare: str, title: str) -> list[Version]:
        """Newest versions of the documents whose titles differ by numbers and version marks at most.

        Where there are many such documents they are a series, and only equal titles say anything.
        """
        held = select(func.count()).select_from(t.documents).where(t.documents.c.bare == bare)
        query = _versions().where(t.documents.c.bare == bare, t.documents.c.head == t.versions.c.id)
        with self._database.read() as connection:
            if (connection.execute(held).scalar() or 0) > MANY:
                query = query.where(t.documents.c.title == title).limit(MANY)
            return [version_from_row(row) for row in connection.execute(query)]

    def holds(self, version: str) -> bool:
        query = select(t.versions.c.id).where(t.versions.c.id == version)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    def suffix(self, version: str) -> str:
        query = select(t.versions.c.suffix).where(t.versions.c.id == version)
        with self._database.read() as connection:
            return str(connection.execute(query).scalar_one())

    def described(self, version: str) -> dict[str, str]:
        query = select(t.versions.c.described).where(t.versions.c.id == version)
        with self._database.read() as connection:
            return dict(connection.execute(query).scalar_one())

    def unread(self) -> set[str]:
        """Current versions with pages that stayed without text for want of OCR."""
        query = select(t.versions.c.id).where(
            t.versions.c.unread > 0, t.versions.c.current_until.is_(None)
        )
        with self._database.read() as connection:
            return set(connection.execute(query).scalars())

    def read_by_earlier(self, readers: int) -> list[str]:
        """Versions that an earlier edition of the readers read, the current ones first."""
        query = (
            select(t.versions.c.id)
            .where(t.versions.c.reader < readers)
            .order_by(t.versions.c.current_until.is_not(None), t.versions.c.file, t.versions.c.id)
        )
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def changes_since(self, revision: int) -> tuple[list[str], list[str]]:
        """(versions that indexes must take, versions that ceased to answer) after a revision."""
        v = t.versions.c
        with self._database.read() as connection:
            came = connection.execute(
                select(v.id).where(v.indexed_from > revision, v.current_until.is_(None))
            ).scalars()
            went = connection.execute(select(v.id).where(v.current_until > revision)).scalars()
            return sorted(came), sorted(went)

    def names(self, versions: Sequence[str]) -> dict[str, str]:
        """Version -> everything that may name it in a question."""
        with self._database.read() as connection:
            return {
                version.id: naming(version)
                for part in in_parts(versions)
                for version in map(
                    version_from_row,
                    connection.execute(_versions().where(t.versions.c.id.in_(part))),
                )
            }


def _versions() -> Select[Any]:
    return (
        select(t.versions, t.documents, t.periods)
        .join(t.documents, t.documents.c.id == t.versions.c.document)
        .outerjoin(
            t.periods,
            and_(
                t.periods.c.version == t.versions.c.id,
                t.periods.c.from_revision == t.versions.c.current_from,
            ),
        )
        .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
    )
