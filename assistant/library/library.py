"""A library: a folder with the ledger, the original files, and the indexes that follow the ledger."""

from __future__ import annotations

import logging
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.embedding import Embedder, embedder
from assistant.errors import LibraryError
from assistant.library.answers import Answers
from assistant.library.checks import Checks
from assistant.library.citations import Citations
from assistant.library.curation import Curation
from assistant.library.documents import Documents
from assistant.library.figures import FigureMentions
from assistant.library.file_store import file_store
from assistant.library.indexes.indexes import Indexes
from assistant.library.ingest_lock import IngestLock, ingest_lock
from assistant.library.ledger.ledger import Ledger
from assistant.library.ledger.opening import has_ledger
from assistant.library.originals import Originals
from assistant.library.read_only import copied, is_read_only
from assistant.library.search import IndexSearch
from assistant.library.vectoriser import Vectoriser
from assistant.library.versions import Versions
from assistant.library.views import Views
from assistant.reading import Isolation, Limits, ocr_data
from assistant.records.viewers import Viewer
from assistant.settings import Settings

_LOG = logging.getLogger(__name__)

_READ_ONLY = (
    "The library in {folder} cannot be written by this user, so nothing in it can be changed. Make the "
    "folder and what is in it writable, or use another with --library."
)


class Library:
    """Its parts, a subject each. Open with ``Library.open``; close when done. Safe to share between threads.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
    ...     library.versions.current()
    ()
    """

    def __init__(self, folder: Path, settings: Settings, ledger: Ledger) -> None:
        self.folder = folder
        self.hides = False  # whether this is how somebody sees it from whom documents are hidden
        self.hidden = frozenset[str]()  # their versions, as they were when it was asked for
        self.viewer: Viewer | None = None  # who sees it so
        self.settings = settings
        self._ledger = ledger
        self._read_only: Path | None = None
        self.isolation = Isolation(limits_of(settings))
        self.vectoriser = Vectoriser(lambda: self.embedder)
        indexes = settings.indexes or folder / "indexes"
        self.indexes = Indexes(indexes, ledger, lambda: self.embedder)
        # What it holds
        self.documents = Documents(ledger)
        self.versions = Versions(ledger)
        self.originals = Originals(folder, self.versions, file_store(folder, settings))
        self.pages = ledger.pages
        self.passages = ledger.passages
        # What is asked of it
        self.search = IndexSearch(self.indexes, ledger, self.versions)
        self.figures = FigureMentions(ledger, self.search, self.versions)
        self.citations = Citations(ledger, self.versions)
        self.answers = Answers(ledger.answers)
        self.checks = Checks(ledger.checks)
        self.feedback = ledger.feedback
        self.history = ledger.history
        # How it changes
        self.curation = Curation(ledger, self.vectoriser)
        self.intake = ledger.intake
        self.files = ledger.files
        self.origins = ledger.origins
        self.runs = ledger.runs
        self.askers = ledger.askers
        self._views = Views(self, ledger)

    def visible_to(self, viewer: Viewer) -> Library:
        """This library as somebody sees it: without the documents that are limited to groups of others, and
        with those answers and checks alone that are theirs or shared. It is not to be closed.

        What is hidden is what was when it was asked for: ask for it anew at each request, and ``as_now`` within
        one that takes long."""
        return self._views.of(viewer)

    def as_now(self) -> Library:
        """What its viewer sees of it now: documents may have been limited since."""
        return self if self.viewer is None else self._views.of(self.viewer)

    @property
    def inbox(self) -> Path:
        """Where files lie that came in through the browser."""
        return self.folder / "inbox"

    @staticmethod
    def is_in(settings: Settings) -> bool:
        """Whether there is a library where the settings say."""
        return has_ledger(settings.library.expanduser(), settings.ledger_url)

    @classmethod
    def open(cls, folder: Path | None = None, settings: Settings | None = None) -> Library:
        """Open a library, making it where there is none. Raises LibraryError in one clear line.

        One that cannot be written is asked from a copy, which is gone when it is closed."""
        settings = settings or Settings()
        folder = (folder or settings.library).expanduser().resolve()
        if is_read_only(folder):
            return cls._open_copy(folder, settings)
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            # What is asked and checked is kept in it: nobody else on this machine may read that.
            folder.mkdir(mode=0o700, exist_ok=True)
            for name in ("files", "incoming"):
                (folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The library folder {folder} cannot be made, or is not writable: {error.strerror}. "
                "Name another with --library or ASSISTANT_LIBRARY."
            ) from error
        library = cls(folder, settings, Ledger.open(folder, settings.ledger_url))
        library._check_model()
        return library

    @classmethod
    def _open_copy(cls, folder: Path, settings: Settings) -> Library:
        copy = copied(folder)
        _LOG.warning(
            "the library in %s cannot be written: what is asked of it is not kept after this",
            folder,
        )
        library = cls(copy, settings, Ledger.open(copy, settings.ledger_url))
        library._read_only = folder
        library._ledger.freeze(_READ_ONLY.format(folder=folder))
        library._check_model()
        return library

    def close(self) -> None:
        self.indexes.close()
        self.isolation.close()
        self._ledger.close()
        if self._read_only:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def read_only(self) -> bool:
        """Whether this is a copy of a library that cannot be written."""
        return self._read_only is not None

    def check_writable(self) -> None:
        """Raises LibraryError where nothing can be taken in, changed or removed."""
        if self._read_only:
            raise LibraryError(_READ_ONLY.format(folder=self._read_only))

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_model(self) -> None:
        known = self._ledger.fact("embedding")
        if not known:
            self._ledger.set_fact("embedding", self.settings.embedding)
        elif known != self.settings.embedding:
            raise LibraryError(
                f"The library's vectors were made by {known!r} and this program is set to "
                f"{self.settings.embedding!r}. Set ASSISTANT_EMBEDDING={known}, or use another library."
            )

    def forget(self, days: float) -> tuple[int, int]:
        """(answers, checks) that were kept longer than so many days ago, and are gone now, for good."""
        self.check_writable()
        than = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        found = self._ledger.answers.remove_older(than), self._ledger.checks.remove_older(than)
        self.history.remove_records(than=than)
        self.askers.forget_gone()
        if any(found):
            self._ledger.wipe()
        return found

    def forget_one(self, name: str) -> bool:
        """Whether there was an answer or a check of this name, which is gone now, for good."""
        self.check_writable()
        found = [self._ledger.answers.remove(name), self._ledger.checks.remove(name)]
        self.history.remove_records([name])
        self.askers.forget_gone()
        self._ledger.wipe()
        return any(found)

    @property
    def embedder(self) -> Embedder:
        return embedder(self.settings.embedding)

    @property
    def reads_scans(self) -> bool:
        """Whether pages without text are read by OCR here."""
        return self.isolation.limits.ocr_pages > 0 and ocr_data.ocr_installed()

    @property
    def newest_revision(self) -> int:
        """The ledger's revision: how many changes of what can be answered there have been."""
        return self._ledger.revision

    @property
    def revision(self) -> int:
        """The revision that answers come from; it follows ``newest_revision``."""
        return self.indexes.revision

    def ingest_lock(self) -> IngestLock:
        """A lock that one ingest at a time holds; each call gives one of its own."""
        return ingest_lock(self.folder, self._ledger.database.engine)

    def own(self) -> bool:
        """Own the indexes for as long as this library is open, if nobody else does."""
        return self.indexes.own()

    def refresh(self) -> bool:
        """Bring the indexes to the ledger's revision where this process may, else see the owner's.

        Says whether anything changed.
        """
        return self.indexes.refresh()


def limits_of(settings: Settings) -> Limits:
    """What reading one file may cost."""
    return Limits(
        memory=settings.reading_memory_megabytes * 1024 * 1024,
        wall_seconds=settings.reading_seconds,
        pages=settings.max_pages,
        file_bytes=settings.max_megabytes * 1024 * 1024,
        ocr_pages=settings.ocr_pages,
    )
