"""The ledger: documents, versions, pages, passages with vectors and figures, files, runs, answers, checks.

Every change of what can be answered is one SQL transaction that raises the library's revision.
"""

from __future__ import annotations

from pathlib import Path

from assistant.library.ledger import tables as t
from assistant.library.ledger.askers import AskerTable
from assistant.library.ledger.database import Database
from assistant.library.ledger.documents import DocumentTable
from assistant.library.ledger.feedback import FeedbackTable
from assistant.library.ledger.figures import FigureTable
from assistant.library.ledger.files import Files
from assistant.library.ledger.history import HistoryTable
from assistant.library.ledger.intake import Intake
from assistant.library.ledger.limits import LimitTable
from assistant.library.ledger.opening import open_database
from assistant.library.ledger.origins import Origins
from assistant.library.ledger.pages import Pages
from assistant.library.ledger.passages import Passages
from assistant.library.ledger.runs import Runs
from assistant.library.ledger.saved import SavedRecords
from assistant.library.ledger.versions import VersionTable


class Ledger:
    """One SQL database and its parts, a subject each. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.documents = DocumentTable(database)
        self.versions = VersionTable(database)
        self.pages = Pages(database)
        self.passages = Passages(database)
        self.figures = FigureTable(database)
        self.files = Files(database)
        self.intake = Intake(database)
        self.runs = Runs(database)
        self.origins = Origins(database)
        self.feedback = FeedbackTable(database)
        self.history = HistoryTable(database)
        self.askers = AskerTable(database)
        self.limits = LimitTable(database)
        self.answers = SavedRecords(database, t.answers, "answer")
        self.checks = SavedRecords(database, t.checks, "check")

    @classmethod
    def open(cls, folder: Path, url: str = "") -> Ledger:
        """Open or make the ledger. Raises LibraryError where that is not possible."""
        return cls(open_database(folder, url))

    @property
    def database(self) -> Database:
        """What all its parts read and write."""
        return self._database

    def freeze(self, why: str) -> None:
        """``Database.freeze``."""
        self._database.freeze(why)

    def wipe(self) -> None:
        """Leave nothing of what was deleted in the file."""
        self._database.wipe()

    def close(self) -> None:
        self._database.close()

    @property
    def revision(self) -> int:
        """How many changes of what can be answered there have been."""
        return self._database.revision

    def fact(self, name: str) -> str:
        """What the library knows of itself; "" where it does not."""
        return self._database.fact(name)

    def set_fact(self, name: str, value: str) -> None:
        self._database.set_fact(name, value)
