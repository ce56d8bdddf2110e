"""A report arrives: find -> read -> chunk -> embed -> commit -> (indexes follow)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from assistant.background import passage_mean
from assistant.chunking import passages
from assistant.embedding import DEFAULT_MODEL, TokenSigns, read_passages
from assistant.errors import AssistantError, UnreadableDocument
from assistant.ingestion.plan import FoundFile, Plan, make_plan, sha256_of
from assistant.library import Library
from assistant.library.ledger import NewVersion
from assistant.library.ledger_queries import StoredFile
from assistant.reading.formats import format_of
from assistant.records import Failure, IngestReport, Passage, Reading, Version

WAIT_SECONDS = 600.0
OWNER_SECONDS = 120.0  # how long to wait until a running application shows the new reports


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is: shown while it goes on."""

    file: str
    step: str
    files_done: int
    files: int
    pages: int
    passages: int


Watcher = Callable[[Progress], None]


def ingest(
    library: Library,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    watch: Watcher | None = None,
) -> IngestReport:
    """Take files and folders into the library. Only what is new or changed is read.

    A file that cannot be read stops nothing else: it is in ``failed`` with the reason.
    Raises AssistantError where a path does not exist or the library cannot be written.
    """
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
    with _alone(library):
        known = library.ledger.files()
        plan = make_plan(list(paths), known)
        report = _Run(library, plan, known, prune, watch or (lambda _: None)).apply()
        seconds = round(time.monotonic() - clock, 2)
        report = replace(report, seconds=seconds, revision=library.ledger.revision)
        if report.added or report.changed or report.removed or report.failed:
            library.ledger.add_run(started, seconds, report.as_json())
    _show_to_all(library)
    return report


class _Run:
    """Applies a plan, file by file; the next file is read while this one is embedded."""

    def __init__(
        self,
        library: Library,
        plan: Plan,
        known: dict[str, StoredFile],
        prune: bool,
        watch: Watcher,
    ) -> None:
        self.known = known
        self.library = library
        self.plan = plan
        self.prune = prune
        self.watch = watch
        self.added: list[str] = []
        self.changed: list[str] = []
        self.failed: list[Failure] = [Failure(f.name, f.reason) for f in plan.still_failing]
        self.warnings: list[Failure] = []
        self.pages = 0
        self.passages = 0

    def apply(self) -> IngestReport:
        work = [(file, "new") for file in self.plan.new]
        work += [(file, "changed") for file in self.plan.changed]
        for done, (file, status, outcome) in enumerate(self._read_ahead(work)):
            self._say(file.name, "embedding", done, len(work))
            self._take(file, status, outcome)
        self._say("", "done", len(work), len(work))
        self._mark_gone()
        self._mend_originals()
        return IngestReport(
            added=tuple(self.added),
            changed=tuple(self.changed),
            unchanged=tuple(file.name for file in self.plan.unchanged),
            removed=tuple(file.name for file in self.plan.gone),
            failed=tuple(self.failed),
            warnings=tuple(self.warnings),
            pages=self.pages,
            passages=self.passages,
        )

    def _say(self, file: str, step: str, done: int, total: int) -> None:
        self.watch(Progress(file, step, done, total, self.pages, self.passages))

    def _read_ahead(
        self, work: list[tuple[FoundFile, str]]
    ) -> Iterator[tuple[FoundFile, str, Reading | str | None]]:
        """(file, status, its Reading, or the reason why not, or None where the bytes are known)."""
        with ThreadPoolExecutor(1) as reader:
            ahead: Future[Reading | str | None] | None = None
            for position, (file, status) in enumerate(work):
                now = ahead or reader.submit(self._read, file)
                following = work[position + 1] if position + 1 < len(work) else None
                ahead = reader.submit(self._read, following[0]) if following else None
                yield file, status, now.result()

    def _read(self, file: FoundFile) -> Reading | str | None:
        try:
            if file.size > self.library.isolation.limits.file_bytes:
                self.plan.hashes[file.path] = (
                    ""  # hashing a huge file would cost as much as reading
                )
                return self.library.isolation.read(file.path, file.name)
            version = self.plan.hashes.setdefault(file.path, sha256_of(file.path))
            if self.library.ledger.has_version(version):
                return None
            return self.library.isolation.read(file.path, file.name)
        except UnreadableDocument as error:
            return str(error)
        except OSError as error:
            self.plan.hashes.setdefault(file.path, "")
            return f"The file cannot be opened: {error.strerror}. Check its permissions."

    def _take(self, file: FoundFile, status: str, outcome: Reading | str | None) -> None:
        version = self.plan.hashes[file.path]
        if isinstance(outcome, str):
            self.failed.append(Failure(file.name, outcome))
            # What this path gave before goes on answering: a broken new file loses nothing.
            before = self.known.get(str(file.path))
            kept = before.version if before else None
            self.library.ledger.put_file(_stored(file, kept, version, "failed", outcome))
            return
        stored = _stored(file, version, version, "present", "")
        if outcome is None or self.library.ledger.has_version(version):
            self._known_bytes(version, stored, status, file)
        else:
            self._commit(version, stored, status, file, outcome)
        (self.added if status == "new" else self.changed).append(file.name)

    def _known_bytes(self, version: str, stored: StoredFile, status: str, file: FoundFile) -> None:
        known = self.library.version(version)
        before = self.library.ledger.document_of_path(str(file.path))
        if known.current or (status == "new" and self._has_newer(known)):
            # A second name for the same bytes, or a copy of an old edition.
            self.library.ledger.put_file(stored)
        else:
            self.library.ledger.restore_version(version, stored)
        if before and before != known.document.id:
            self._retire_unless_given(before)

    def _has_newer(self, known: Version) -> bool:
        """Whether another file gives the newer version that superseded this one."""
        current = {v.id for v in self.library.versions() if v.document.id == known.document.id}
        return any(
            file.version in current and file.status == "present"
            for file in self.library.ledger.files().values()
        )

    def _retire_unless_given(self, document: str) -> None:
        """A version that no file gives any more, since all of them changed, answers no more."""
        given = {file.version for file in self.library.ledger.files().values()}
        for version in self.library.versions():
            if version.document.id == document and version.id not in given:
                self.library.ledger.retire(version.id)

    def _commit(
        self, version: str, stored: StoredFile, status: str, file: FoundFile, reading: Reading
    ) -> None:
        found = passages(version, reading.pages)
        vectors, sentence_vectors, tokens = self._embed(reading, found)
        document = None
        if status == "changed" and not self._shared(file):
            document = self.library.ledger.document_of_path(str(file.path))
        kind = format_of(file.path, file.name)
        suffix = ".txt" if kind == "text" else f".{kind}" if kind != "markdown" else ".md"
        self.library.keep_file(file.path, version, suffix)
        new = NewVersion(
            version,
            file.name,
            kind,
            suffix,
            document,
            reading,
            found,
            vectors,
            sentence_vectors,
            tokens,
        )
        self.library.ledger.add_version(new, stored)
        self.pages += len(reading.pages)
        self.passages += len(found)
        self.warnings += [Failure(file.name, warning) for warning in reading.warnings]

    def _shared(self, file: FoundFile) -> bool:
        """Whether another file still gives the version that this one gave before."""
        files = self.library.ledger.files()
        before = files.get(str(file.path))
        return before is not None and any(
            other.version == before.version and other.status == "present"
            for other in files.values()
            if other.path != before.path
        )

    def _embed(
        self, reading: Reading, found: Sequence[Passage]
    ) -> tuple[NDArray[np.float32], tuple[NDArray[np.float16], ...], tuple[TokenSigns, ...]]:
        embedder = self.library.embedder
        texts_of = [(passage_context(reading, p), *(s.text for s in p.sentences)) for p in found]
        read = read_passages(texts_of, [passage_mean(p.language) for p in found])
        tokens = tuple(r.tokens for r in read)
        if embedder.name == DEFAULT_MODEL:
            vectors = np.stack([r.vector for r in read]) if read else embedder.passages([])
            return vectors, tuple(r.sentences.astype(np.float16) for r in read), tokens
        vectors = embedder.passages([" ".join(parts) for parts in texts_of])
        of_sentences = tuple(
            embedder.passages([s.text for s in p.sentences]).astype(np.float16) for p in found
        )
        return vectors, of_sentences, tokens

    def _mend_originals(self) -> None:
        """An original that is missing from the library is copied again."""
        for file in self.plan.unchanged:
            version = self.known[str(file.path)].version
            if version:
                self.library.keep_file(file.path, version, self.library.ledger.suffix(version))

    def _mark_gone(self) -> None:
        for file in [*self.plan.gone, *self.plan.long_gone]:
            if self.prune and file.version:
                others = [
                    other
                    for other in self.library.ledger.files().values()
                    if other.version == file.version and other.path != file.path
                ]
                if not any(other.status == "present" for other in others):
                    self.library.ledger.retire(file.version)
            self.library.ledger.put_file(replace(file, status="gone"))


def passage_context(reading: Reading, passage: Passage) -> str:
    """What is embedded before the sentences: it says what they are about, and is never quoted."""
    return ". ".join(part for part in (reading.metadata.title, passage.section) if part)


def _stored(
    file: FoundFile, version: str | None, sha256: str, status: str, reason: str
) -> StoredFile:
    return StoredFile(
        str(file.path), file.name, version, file.size, file.modified, status, reason, sha256
    )


@contextmanager
def _alone(library: Library) -> Iterator[None]:
    """One ingest at a time: a second one waits for ten minutes, then says that one is at work."""
    lock = FileLock(library.folder / "ingest.lock")
    try:
        lock.acquire(timeout=WAIT_SECONDS)
    except Timeout as error:
        raise AssistantError(
            f"Another ingest has been at work on {library.folder} for ten minutes. Try again later."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _show_to_all(library: Library) -> None:
    """The indexes follow: by this process where nobody owns them, else by the running application."""
    deadline = time.monotonic() + OWNER_SECONDS
    while True:
        library.refresh()
        if not library.indexes.behind() or time.monotonic() > deadline:
            return
        time.sleep(0.2)
