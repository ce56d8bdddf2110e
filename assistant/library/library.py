"""A library: a folder with the ledger, the original files, and the indexes that follow the ledger."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding import Embedder, embedder
from assistant.errors import LibraryError, UnknownCitation
from assistant.library.citations import cite
from assistant.library.curation import Keeping, moment
from assistant.library.figures import LookingUp
from assistant.library.indexes.as_of import Past
from assistant.library.indexes.indexes import Indexes
from assistant.library.ledger.ledger import Ledger
from assistant.library.ledger.queries import StoredPassage
from assistant.library.saved import Remembering
from assistant.library.vectoriser import Vectoriser
from assistant.reading import Isolation, Limits, ocr_data
from assistant.records import Citation, Filters, Page, Sentence, Version, year_of
from assistant.records.runs import Failure
from assistant.settings import Settings

VIEW = ".view.pdf"  # ends the name of the PDF that LibreOffice made of an original
_KEY = re.compile(r"([0-9a-f]{16})-(\d{1,7})-(\d{1,9})-(\d{1,9})")


class Library(Keeping, Remembering, LookingUp):
    """Open with ``Library.open``; close when done. Safe to share between threads."""

    def __init__(self, folder: Path, settings: Settings, ledger: Ledger) -> None:
        self.folder = folder
        self.settings = settings
        self.ledger = ledger
        self.indexes = Indexes(folder / "indexes", ledger, lambda: self.embedder)
        self.isolation = Isolation(limits_of(settings))
        self.vectoriser = Vectoriser(lambda: self.embedder)
        self._past = Past(ledger, self.frequency, self.passage_count)
        self._current: tuple[int, tuple[Version, ...]] = (-1, ())
        self._using = threading.RLock()

    @classmethod
    def open(cls, folder: Path | None = None, settings: Settings | None = None) -> Library:
        """Open a library, making it where there is none. Raises LibraryError in one clear line."""
        settings = settings or Settings()
        folder = (folder or settings.library).expanduser().resolve()
        try:
            for name in ("files", "incoming"):
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The library folder {folder} cannot be made: {error.strerror}. "
                "Name another with --library or ASSISTANT_LIBRARY."
            ) from error
        library = cls(folder, settings, Ledger.open(folder, settings.ledger_url))
        library._check_model()
        return library

    def close(self) -> None:
        self.indexes.close()
        self.isolation.close()
        self.ledger.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_model(self) -> None:
        known = self.ledger.fact("embedding")
        if not known:
            self.ledger.set_fact("embedding", self.settings.embedding)
        elif known != self.settings.embedding:
            raise LibraryError(
                f"The library's vectors were made by {known!r} and this program is set to "
                f"{self.settings.embedding!r}. Set ASSISTANT_EMBEDDING={known}, or use another library."
            )

    @property
    def embedder(self) -> Embedder:
        return embedder(self.settings.embedding)

    # Keeping up with the ledger

    def own(self) -> bool:
        """Own the indexes for as long as this library is open, if nobody else does."""
        return self.indexes.own()

    def refresh(self) -> bool:
        """Bring the indexes to the ledger's revision where this process may, else see the owner's.

        Says whether anything changed.
        """
        with self._using:
            if self.indexes.owned:
                return self.indexes.follow()
            if self.indexes.behind() and self.indexes.own():
                try:
                    return self.indexes.follow()
                finally:
                    self.indexes.disown()
            if self.indexes.opened and self.indexes.read_revision() != self.indexes.revision:
                self.indexes.reopen()
                return True
        return False

    @property
    def revision(self) -> int:
        """The revision that answers come from."""
        return self.indexes.revision

    # Documents

    def versions(self, as_of: str = "") -> tuple[Version, ...]:
        """Versions that answer, newest publication first; with ``as_of`` those that did then."""
        if as_of:
            return self.ledger.versions(as_of=moment(as_of))
        revision = self.ledger.revision
        known, versions = self._current
        if known != revision:
            versions = self.ledger.versions()
            self._current = (revision, versions)
        return versions

    def version(self, version_id: str) -> Version:
        """By SHA-256 or its first 16 digits. Raises UnknownCitation."""
        return self.ledger.version(version_id)

    def page(self, version_id: str, number: int) -> Page:
        return self.ledger.page(self.version(version_id).id, number)

    def problems(self) -> tuple[Failure, ...]:
        """Files that could not be taken in."""
        return self.ledger.problems()

    def original(self, version_id: str) -> Path:
        """The original file. Raises UnknownCitation where it is gone."""
        version = self.version(version_id)
        path = self.file_path(version.id, self.ledger.suffix(version.id))
        if not path.is_file():
            raise UnknownCitation("The original file is missing from the library. Ingest it again.")
        return path

    def unread(self) -> set[str]:
        """Current versions with pages that had no text when they were read, and that OCR reads now."""
        return self.ledger.unread() if self.reads_scans else set()

    @property
    def reads_scans(self) -> bool:
        """Whether pages without text are read by OCR here."""
        return self.isolation.limits.ocr_pages > 0 and ocr_data.ocr_installed()

    def shown_file(self, version_id: str) -> Path:
        """The PDF whose pages are shown: the original, or what LibreOffice made of it.

        Raises UnknownCitation where it is gone.
        """
        version = self.version(version_id)
        if not version.view:
            return self.original(version.id)
        path = self.file_path(version.id, VIEW)
        if not path.is_file():
            raise UnknownCitation("The pages of this document are missing from the library.")
        return path

    def file_path(self, version: str, suffix: str) -> Path:
        """Where the original of a version lies."""
        return self.folder / "files" / version[:2] / f"{version}{suffix}"

    def keep_file(self, source: Path, version: str, suffix: str) -> None:
        """Copy an original into the library: whole or not at all. Raises LibraryError."""
        if self.file_path(version, suffix).is_file():
            return
        copy = self.folder / "incoming" / version
        try:
            shutil.copyfile(source, copy)
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise _no_room(source, self.folder, error) from error
        self.adopt_file(copy, version, suffix)

    def adopt_file(self, copy: Path, version: str, suffix: str) -> None:
        """Move a copy that lies in ``incoming`` to its place among the originals."""
        target = self.file_path(version, suffix)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with copy.open("rb") as stream:
                os.fsync(stream.fileno())
            os.replace(copy, target)
        except OSError as error:
            raise _no_room(copy, self.folder, error) from error

    def adopt_view(self, made: Path, version: str) -> str:
        """Keep the PDF that LibreOffice made of a version. Its SHA-256, "" where there is none."""
        if not made.is_file():
            return ""
        digest = hashlib.sha256(made.read_bytes()).hexdigest()
        self.adopt_file(made, version, VIEW)
        return digest

    # Citations

    def citation(self, key: str) -> Citation:
        """The citation that a link names. Raises UnknownCitation."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise UnknownCitation("This is not a link to a quote.")
        version = self.version(found[1])
        number, start, end = (int(part) for part in found.groups()[1:])
        page = self.ledger.page(version.id, number)
        if not 0 <= start < end <= len(page.text):
            raise UnknownCitation("The document has no such words on that page.")
        return cite(version, page, start, end, "")

    def cite_sentence(
        self, version: Version, sentence: Sentence, section: str
    ) -> tuple[Citation, ...]:
        """One citation for each page that a sentence stands on."""
        return tuple(
            cite(version, self.ledger.page(version.id, span.page), span.start, span.end, section)
            for span in sentence.spans
        )

    # Searching

    def allowed(self, filters: Filters) -> list[str] | None:
        """Ids of the versions that filters let through; None means all that answer now."""
        if filters == Filters():
            return None
        names = set(filters.documents)
        chosen: list[str] = []
        for version in self.versions(filters.as_of):
            document = version.document
            year = year_of(document.published)
            if names and not names & {document.id, document.title, version.file, version.id}:
                continue
            if filters.language and document.language != filters.language:
                continue
            if filters.year_from and (year is None or year < filters.year_from):
                continue
            if filters.year_to and (year is None or year > filters.year_to):
                continue
            chosen.append(version.id)
        return chosen

    def nearest(
        self, vector: NDArray[np.float32], count: int, versions: Sequence[str] | None
    ) -> dict[str, float]:
        """Passage id -> cosine less its language's mean score, for the nearest of each language."""
        scores: dict[str, float] = {}
        with self._using:
            expected = {lang: float(vector @ mean) for lang, mean in self.indexes.means.items()}
            for language, usual in expected.items():
                for name, cosine in self.indexes.dense.search(vector, language, count, versions):
                    scores[name] = cosine - usual
            for name, language, cosine in self._past.nearest(vector, count, self._gone(versions)):
                scores[name] = cosine - expected.get(language, 0.0)
        return scores

    def matching(
        self, terms: dict[str, dict[str, float]], count: int, versions: Sequence[str] | None
    ) -> dict[str, float]:
        """Passage id -> BM25 for weighted terms by field."""
        with self._using:
            scores = dict(self.indexes.words.search(terms, count, versions))
            return scores | self._past.matching(terms, count, self._gone(versions))

    def _gone(self, versions: Sequence[str] | None) -> list[str]:
        """Those of some versions that no index holds, since they answer no more."""
        if versions is None:
            return []
        current = {version.id for version in self.versions()}
        return [version for version in versions if version not in current]

    def frequency(self, field: str, term: str) -> int:
        with self._using:
            return self.indexes.words.frequency(field, term)

    def passage_count(self) -> int:
        with self._using:
            return self.indexes.words.count()

    def passages_on(self, places: set[tuple[str, int]]) -> list[str]:
        """Ids of the passages that have words on one of some (version, page) places."""
        return [
            passage.id
            for version in sorted({version for version, _ in places})
            for passage, _ in self.ledger.version_passages(version)
            if not places.isdisjoint((version, page) for page in passage.pages)
        ]

    def passages(self, names: Sequence[str]) -> dict[str, StoredPassage]:
        """Passage id -> the passage and what search looks at."""
        return self.ledger.passages(names)


def _no_room(file: Path, folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        f"A copy of {file.name} could not be kept in {folder}: {error.strerror}. What the library "
        "held is kept. Check the disk's free space, then run again."
    )


def limits_of(settings: Settings) -> Limits:
    """What reading one file may cost."""
    return Limits(
        memory=settings.reading_memory_megabytes * 1024 * 1024,
        wall_seconds=settings.reading_seconds,
        pages=settings.max_pages,
        file_bytes=settings.max_megabytes * 1024 * 1024,
        ocr_pages=settings.ocr_pages,
    )
