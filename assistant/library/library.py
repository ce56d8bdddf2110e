"""A library: a folder with the ledger, the original files, and the indexes that follow the ledger."""

from __future__ import annotations

import hashlib
import json
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
from assistant.library.answers import answer_from_json
from assistant.library.indexes import Indexes
from assistant.library.ledger import Ledger
from assistant.library.ledger_queries import StoredPassage
from assistant.reading import Isolation, Limits
from assistant.reading.recognition import confidence_of
from assistant.records import (
    Answer,
    BlockKind,
    Citation,
    Failure,
    Filters,
    Page,
    Passage,
    Sentence,
    Version,
    year_of,
)
from assistant.settings import Settings

_KEY = re.compile(r"([0-9a-f]{16})-(\d{1,7})-(\d{1,9})-(\d{1,9})")


class Library:
    """Open with ``Library.open``; close when done. Safe to share between threads."""

    def __init__(self, folder: Path, settings: Settings, ledger: Ledger) -> None:
        self.folder = folder
        self.settings = settings
        self.ledger = ledger
        self.indexes = Indexes(folder / "indexes", ledger, lambda: self.embedder)
        self.isolation = Isolation(limits_of(settings))
        self._using = threading.RLock()

    @classmethod
    def open(cls, folder: Path | None = None, settings: Settings | None = None) -> Library:
        """Open a library, making it where there is none. Raises LibraryError in one clear line."""
        settings = settings or Settings()
        folder = (folder or settings.library).expanduser().resolve()
        try:
            (folder / "files").mkdir(parents=True, exist_ok=True)
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
            if self.indexes.read_revision() != self.indexes.revision:
                self.indexes.reopen()
                return True
        return False

    @property
    def revision(self) -> int:
        """The revision that answers come from."""
        return self.indexes.revision

    # Documents

    def versions(self) -> tuple[Version, ...]:
        """Current versions, newest publication first."""
        return self.ledger.versions()

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

    def file_path(self, version: str, suffix: str) -> Path:
        """Where the original of a version lies."""
        return self.folder / "files" / version[:2] / f"{version}{suffix}"

    def keep_file(self, source: Path, version: str, suffix: str) -> None:
        """Copy an original into the library: whole or not at all."""
        target = self.file_path(version, suffix)
        if target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".new")
        shutil.copyfile(source, temporary)
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, target)

    # Citations and answers

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

    def cite_sentence(self, version: Version, sentence: Sentence, section: str) -> tuple[Citation, ...]:
        """One citation for each page that a sentence stands on."""
        return tuple(
            cite(version, self.ledger.page(version.id, span.page), span.start, span.end, section)
            for span in sentence.spans
        )

    def save_answer(self, answer: Answer) -> str:
        """Keep an answer under a short name made from what it says."""
        data = answer.as_json()
        name = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]
        self.ledger.put_answer(name, data)
        return name

    def answer(self, answer_id: str) -> Answer:
        """Raises UnknownCitation."""
        return answer_from_json(self.ledger.answer(answer_id))

    # Searching

    def allowed(self, filters: Filters) -> list[str] | None:
        """Ids of the current versions that filters let through; None means all."""
        if filters == Filters():
            return None
        names = set(filters.documents)
        chosen: list[str] = []
        for version in self.versions():
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
            for language, mean in self.indexes.means.items():
                expected = float(vector @ mean)
                for name, cosine in self.indexes.dense.search(vector, language, count, versions):
                    scores[name] = cosine - expected
        return scores

    def matching(
        self, terms: dict[str, dict[str, float]], count: int, versions: Sequence[str] | None
    ) -> dict[str, float]:
        """Passage id -> BM25 for weighted terms by field."""
        with self._using:
            return dict(self.indexes.words.search(terms, count, versions))

    def frequency(self, field: str, term: str) -> int:
        with self._using:
            return self.indexes.words.frequency(field, term)

    def passage_count(self) -> int:
        with self._using:
            return self.indexes.words.count()

    def passages(self, names: Sequence[str]) -> dict[str, StoredPassage]:
        """Passage id -> the passage and what search looks at."""
        return self.ledger.passages(names)


def limits_of(settings: Settings) -> Limits:
    """What reading one file may cost."""
    return Limits(
        memory=settings.reading_memory_megabytes * 1024 * 1024,
        wall_seconds=settings.reading_seconds,
        pages=settings.max_pages,
        file_bytes=settings.max_megabytes * 1024 * 1024,
        ocr_pages=settings.ocr_pages,
    )


def cite(version: Version, page: Page, start: int, end: int, section: str) -> Citation:
    """The citation of text[start:end] of a page. For files without pages the label names the place."""
    document = version.document
    return Citation(
        document=document.id,
        file=version.file,
        version=version.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        page=page.number,
        page_label=page.label if version.paged else place_in(page, start),
        section=section,
        start=start,
        end=end,
        quote=page.text[start:end],
        confidence=confidence_of(page, start, end),
    )


def place_in(page: Page, start: int) -> str:
    """Section and paragraph of a place in an unpaged file: "§ Bevindingen, 3"."""
    heading, paragraph = "", 0
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            heading, paragraph = page.text[block.start : block.end], 0
        else:
            paragraph += 1
        if block.start <= start < block.end:
            break
    return f"§ {heading[:80]}, {paragraph}" if heading else f"§ {paragraph}"
