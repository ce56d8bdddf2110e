"""The pages of versions in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import or_, select

from assistant.errors import UnknownCitation
from assistant.library.ledger import tables as t
from assistant.library.ledger.database import Database
from assistant.library.ledger.rows import in_parts, page_from_row
from assistant.records import Page

AT_ONCE = 100  # pages that are held in memory together


class Pages:
    """Normalised text with its structure, by version (its whole SHA-256) and number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, version: str, number: int, reading: int = 0) -> Page:
        """A page as it is read now, or as it was in an earlier ``reading``.

        Raises UnknownCitation where there is no such page."""
        with self._database.read() as connection:
            row = connection.execute(
                select(t.pages).where(t.pages.c.version == version, t.pages.c.number == number)
            ).first()
            if row is not None and reading and row.reading != reading:
                former = t.former_pages
                row = connection.execute(
                    select(former).where(
                        former.c.version == version,
                        former.c.number == number,
                        former.c.reading == reading,
                    )
                ).first()
        if row is None:
            raise UnknownCitation(f"The document has no page {number}.")
        return page_from_row(row)

    def of(self, version: str) -> Iterator[Page]:
        """Every page of a version as it is read now, in order, some at a time."""
        first = 0
        while True:
            query = (
                select(t.pages)
                .where(t.pages.c.version == version, t.pages.c.number > first)
                .order_by(t.pages.c.number)
                .limit(AT_ONCE)
            )
            with self._database.read() as connection:
                rows = connection.execute(query).all()
            yield from map(page_from_row, rows)
            if len(rows) < AT_ONCE:
                return
            first = rows[-1].number

    def numbered(self, versions: Sequence[str], numbers: Iterable[int]) -> set[tuple[str, int]]:
        """(version, page) of the pages that have one of the numbers, as a count or in print."""
        wanted = sorted(numbers)
        labels = [str(n) for n in wanted]
        labels += [f"{n}–{n + 1}" for first in wanted for n in (first - 1, first)]  # a sheet of two
        query = select(t.pages.c.version, t.pages.c.number).where(
            or_(t.pages.c.number.in_(wanted), t.pages.c.label.in_(labels))
        )
        with self._database.read() as connection:
            return {
                (row.version, row.number)
                for part in in_parts(versions)
                for row in connection.execute(query.where(t.pages.c.version.in_(part)))
            }
