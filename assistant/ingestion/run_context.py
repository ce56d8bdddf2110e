"""What all steps of one run share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.ingestion.find import FoundFile
from assistant.ingestion.plan import IngestPlan
from assistant.ingestion.progress import Progress, Watcher
from assistant.ingestion.run_report import RunReport
from assistant.library import Library, StoredFile
from assistant.records.viewers import UNTOLD


@dataclass(frozen=True, slots=True)
class RunContext:
    """One run over files and folders: where to, what is planned, and what a person asked for.

    ``known`` holds the files as they were when the run began, by path, and ``origins`` the URL that
    the file at a path came from. ``replaces`` names the document that new files are versions of, and
    ``stop`` is asked between files. Only ``report`` grows.
    """

    library: Library
    plan: IngestPlan
    known: Mapping[str, StoredFile]
    origins: Mapping[str, str]
    report: RunReport
    watch: Watcher
    stop: Callable[[], bool]
    replaces: str = ""
    prune: bool = False

    @property
    def incoming(self) -> Path:
        """Where copies of files lie while they are taken in."""
        return self.library.folder / "incoming"

    def before(self, file: FoundFile) -> StoredFile | None:
        """The file at that path as it was when the run began, however that was spelled."""
        return self.known.get(str(file.path)) or self.plan.respelled.get(file.path)

    def tell(self, file: str, step: str, done: int, total: int, left: float | None) -> None:
        """Say to whoever watches where the run is; ``left`` is in seconds."""
        so_far = self.report.so_far
        self.watch(Progress(file, step, done, total, so_far.pages, so_far.passages, left))

    def row(
        self, file: FoundFile, digest: str, version: str | None, status: str, reason: str = ""
    ) -> StoredFile:
        """A file as the ledger is to keep it.

        Where the files beside it cannot be read, what they said before goes on to hold, and what is new is
        seen by those alone who see everything.
        """
        described = file.descriptions
        if described is None:
            before = self.before(file)
            # What is told of a new file is not known, who may see it neither.
            described = before.described if before else {"groups": UNTOLD}
        return StoredFile(
            path=str(file.path),
            name=file.name,
            version=version,
            size=file.size,
            modified=file.modified,
            status=status,
            reason=reason,
            sha256=digest,
            described=described,
            container=file.container,
            touched=file.touched,
        )
