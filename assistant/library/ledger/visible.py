"""A ledger as somebody sees it from whom some of its versions are hidden: as if it had never held them.

Every part from which documents are read has its like here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from assistant.errors import UnknownCitation
from assistant.library.ledger.database import Database
from assistant.library.ledger.documents import DocumentTable
from assistant.library.ledger.figures import FigureTable
from assistant.library.ledger.ledger import Ledger
from assistant.library.ledger.pages import Pages
from assistant.library.ledger.passages import Passages
from assistant.library.ledger.stored import StoredDocument, StoredPassage
from assistant.library.ledger.versions import VersionTable
from assistant.library.ledger.visible_runs import VisibleFiles
from assistant.records import FigureMention, Language, Page, Passage, Version

_NOT_HELD = "This library does not hold that document (any more)."


def visible(ledger: Ledger, hidden: frozenset[str]) -> Ledger:
    """The same ledger without some versions, by their SHA-256, whatever is limited later.

    What could not be taken in is none's here."""
    database = ledger.database
    seen = copy(ledger)
    seen.versions = _VisibleVersions(database, hidden)
    seen.documents = _VisibleDocuments(database, hidden)
    seen.pages = _VisiblePages(database, hidden)
    seen.passages = _VisiblePassages(database, hidden)
    seen.figures = _VisibleFigures(database, hidden)
    seen.files = VisibleFiles(database, hidden)
    return seen


class _VisibleVersions(VersionTable):
    def __init__(self, database: Database, hidden: frozenset[str]) -> None:
        super().__init__(database)
        self._hidden = hidden

    def find(
        self, *, current_only: bool = True, document: str = "", as_of: str = ""
    ) -> tuple[Version, ...]:
        found = super().find(current_only=current_only, document=document, as_of=as_of)
        return tuple(version for version in found if version.id not in self._hidden)

    def get(self, name: str) -> Version:
        version = super().get(name)
        if version.id in self._hidden:
            raise UnknownCitation(_NOT_HELD)
        return version

    def with_bare_title(self, bare: str, title: str) -> list[Version]:
        return [v for v in super().with_bare_title(bare, title) if v.id not in self._hidden]

    def holds(self, version: str) -> bool:
        return version not in self._hidden and super().holds(version)

    def suffix(self, version: str) -> str:
        return super().suffix(self.get(version).id)

    def described(self, version: str) -> dict[str, str]:
        return super().described(self.get(version).id)

    def unread(self) -> set[str]:
        return super().unread() - self._hidden

    def read_by_earlier(self, readers: int) -> list[str]:
        return [name for name in super().read_by_earlier(readers) if name not in self._hidden]

    def changes_since(self, revision: int) -> tuple[list[str], list[str]]:
        came, went = super().changes_since(revision)
        return [v for v in came if v not in self._hidden], [
            v for v in went if v not in self._hidden
        ]

    def names(self, versions: Sequence[str]) -> dict[str, str]:
        return super().names([version for version in versions if version not in self._hidden])


class _VisibleDocuments(DocumentTable):
    """A document is hidden where its newest version is."""

    def __init__(self, database: Database, hidden: frozenset[str]) -> None:
        super().__init__(database)
        self._hidden = hidden

    def get(self, name: str) -> StoredDocument:
        document = super().get(name)
        if document.head in self._hidden:
            raise UnknownCitation(_NOT_HELD)
        return document

    def retired_heads(self) -> list[str]:
        return [name for name in super().retired_heads() if name not in self._hidden]

    def stale_contexts(self, document: str = "") -> list[tuple[str, str]]:
        found = super().stale_contexts(document)
        return [(version, title) for version, title in found if version not in self._hidden]

    def _unseen(self) -> frozenset[str]:
        return self._hidden

    def of_path(self, path: str) -> str | None:
        name = super().of_path(path)
        return name if name and super().get(name).head not in self._hidden else None


class _VisiblePages(Pages):
    def __init__(self, database: Database, hidden: frozenset[str]) -> None:
        super().__init__(database)
        self._hidden = hidden

    def get(self, version: str, number: int, reading: int = 0) -> Page:
        if version in self._hidden:
            raise UnknownCitation(f"The document has no page {number}.")
        return super().get(version, number, reading)

    def of(self, version: str) -> Iterator[Page]:
        return iter(()) if version in self._hidden else super().of(version)

    def numbered(self, versions: Sequence[str], numbers: Iterable[int]) -> set[tuple[str, int]]:
        return super().numbered([v for v in versions if v not in self._hidden], numbers)


class _VisiblePassages(Passages):
    """What says something of all passages together (``language_sums``) stays that of all."""

    def __init__(self, database: Database, hidden: frozenset[str]) -> None:
        super().__init__(database)
        self._hidden = hidden

    def get(self, names: Sequence[str]) -> dict[str, StoredPassage]:
        found = super().get(names)
        return {n: one for n, one in found.items() if one.passage.version not in self._hidden}

    def of(self, version: str) -> list[Passage]:
        return [] if version in self._hidden else super().of(version)

    def with_vectors(self, version: str) -> list[tuple[Passage, NDArray[np.float32]]]:
        return [] if version in self._hidden else super().with_vectors(version)

    def vectors(self, version: str) -> list[tuple[str, Language, NDArray[np.float32]]]:
        return [] if version in self._hidden else super().vectors(version)


class _VisibleFigures(FigureTable):
    def __init__(self, database: Database, hidden: frozenset[str]) -> None:
        super().__init__(database)
        self._hidden = hidden

    def named(
        self, names: Sequence[frozenset[str]], versions: Sequence[str] | None = None
    ) -> list[FigureMention]:
        found = super().named(names, versions)
        return [figure for figure in found if figure.version not in self._hidden]

    def of(self, version: str) -> list[FigureMention]:
        return [] if version in self._hidden else super().of(version)
