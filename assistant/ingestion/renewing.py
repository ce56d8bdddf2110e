"""What an earlier edition of the readers read is read again, the whole library in one go."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from assistant.ingestion.again import take_in_again
from assistant.ingestion.find import FoundFile
from assistant.ingestion.plan import IngestPlan
from assistant.ingestion.progress import Progress, Watcher
from assistant.ingestion.rereading import renew
from assistant.ingestion.run_context import RunContext
from assistant.ingestion.run_report import RunReport
from assistant.ingestion.waiting import alone, show_to_all
from assistant.library import Library
from assistant.records import Version
from assistant.records.runs import IngestReport


def reread(
    library: Library,
    *,
    watch: Watcher | None = None,
    stop: Callable[[], bool] | None = None,
) -> IngestReport:
    """Read the originals of all versions again that an earlier edition of the readers read.

    One transaction a version: a run that is killed goes on at the next. The report says of each what
    got better. Raises AssistantError where the library cannot be written.
    """
    tell = watch or (lambda _: None)
    began = time.monotonic()
    with alone(library, lambda text: tell(Progress(text, "waiting", 0, 0, 0, 0))):
        versions = library.versions.read_by_earlier()
        report = RunReport(library.runs, IngestReport())
        run = RunContext(library, IngestPlan(), {}, {}, report, tell, stop or (lambda: False))
        for done, version in enumerate(versions):
            if run.stop():
                report.stop()
                break
            run.tell(version.file, "reading", done, len(versions), None)
            take_in_again(run, _as_found(library, version), version.id, renew, tell=True)
        library.curation.embed_retitled()
        finished = report.finish(round(time.monotonic() - began, 2), library.newest_revision)
    show_to_all(library)
    return finished


def _as_found(library: Library, version: Version) -> FoundFile:
    """A version as if its file had been found where the library keeps it, or kept it."""
    return FoundFile(
        Path(library.originals.place(version.id, library.versions.suffix(version.id))),
        version.file,
        0,
        0,
        library.versions.described(version.id),
    )
