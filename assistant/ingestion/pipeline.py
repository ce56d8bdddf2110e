"""A report arrives: find -> plan -> read -> chunk -> describe -> match -> embed -> commit.

Then the indexes follow. A report that is read again goes the same way, without the match.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.ingestion.again import take_in_again
from assistant.ingestion.chunk import chunk
from assistant.ingestion.commit import (
    commit_known_bytes,
    commit_version,
)
from assistant.ingestion.describe import context_title, describe
from assistant.ingestion.embed import embed
from assistant.ingestion.file_changes import (
    mend_originals,
    note_described,
    note_failed,
    note_gone,
    note_renamed,
)
from assistant.ingestion.matching import match_document
from assistant.ingestion.plan import IngestPlan
from assistant.ingestion.planning import make_plan
from assistant.ingestion.progress import Progress, Watcher
from assistant.ingestion.read import KnownBytes, ReadFile, ReadOutcome, UnreadFile, read_ahead
from assistant.ingestion.rereading import refill
from assistant.ingestion.run_context import RunContext
from assistant.ingestion.run_report import RunReport
from assistant.ingestion.staging import throw_away
from assistant.ingestion.waiting import alone, show_to_all
from assistant.library import Library
from assistant.records.runs import IngestReport


def plan_ingest(library: Library, paths: Sequence[Path], *, again: bool = False) -> IngestPlan:
    """What ``ingest`` would do; nothing is written. Raises AssistantError where no path exists."""
    return make_plan(library, list(paths), library.files.known(), again)


def ingest(
    library: Library,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    watch: Watcher | None = None,
    replaces: str = "",
    stop: Callable[[], bool] | None = None,
    again: bool = False,
) -> IngestReport:
    """Take files and folders into the library. Only what is new or changed is read.

    A file that cannot be read stops nothing else: it is in ``failed`` with the reason. ``replaces``
    names the document (by id) that new files are versions of. ``stop`` is asked between files.
    ``again`` reads unchanged files again, too.
    Raises AssistantError where no path exists or the library cannot be written.
    """
    library.check_writable()
    tell = watch or (lambda _: None)
    began = time.monotonic()
    with alone(library, lambda text: tell(Progress(text, "waiting", 0, 0, 0, 0))):
        known = library.files.known()
        plan = make_plan(library, list(paths), known, again)
        report = RunReport(
            library.runs,
            IngestReport(
                unchanged=tuple(file.name for file in plan.unchanged),
                failed=tuple(plan.unreadable),
                warnings=tuple(plan.warnings),
            ),
        )
        origins = library.origins.by_path()
        go_on = stop or (lambda: False)
        _carry_out(RunContext(library, plan, known, origins, report, tell, go_on, replaces, prune))
        finished = report.finish(round(time.monotonic() - began, 2), library.newest_revision)
    show_to_all(library)
    return finished


def _carry_out(run: RunContext) -> None:
    """Do what is planned; a kill at any moment leaves the rest for the next run to find."""
    plan = run.plan
    # A container is noted last: until then the next run would look into it again.
    for before, file in plan.renamed:
        if not plan.is_noted_last(file):
            note_renamed(run, before, file)
    for file in plan.described:
        note_described(run, file)
    for file, reason in plan.broken:
        note_failed(run, file, plan.hashes[file.path], reason)
    _take_all(run)
    if not run.report.so_far.stopped:
        for before, file in plan.renamed:
            if plan.is_noted_last(file):
                note_renamed(run, before, file)
        note_gone(run)
        run.library.files.put_many([*plan.touched, *plan.opened])
    mend_originals(run)
    _take_all_again(run)
    run.library.curation.embed_retitled()


def _take_all(run: RunContext) -> None:
    """New and changed files, one after the other."""
    work = run.plan.work
    size, done_size, began = sum(f.size for f in work), 0, time.monotonic()
    for done, outcome in enumerate(read_ahead(run)):
        if run.stop():
            run.report.stop()
            return
        spent = time.monotonic() - began
        left = spent / done_size * (size - done_size) if done_size else None
        run.tell(outcome.file.name, "embedding", done, len(work), left)
        _take(run, outcome)
        done_size += outcome.file.size
    if work:
        run.tell("", "done", len(work), len(work), 0.0)


def _take(run: RunContext, outcome: ReadOutcome) -> None:
    file = outcome.file
    if isinstance(outcome, UnreadFile):
        note_failed(run, file, outcome.digest, outcome.reason)
    elif isinstance(outcome, KnownBytes) or run.library.versions.holds(outcome.version):
        commit_known_bytes(run, outcome)
    else:
        _take_in(run, outcome)
    throw_away(file, run.incoming)


def _take_in(run: RunContext, read: ReadFile) -> None:
    """What was read of a file becomes a version in the library."""
    began = time.monotonic()
    file, reading = read.file, read.reading
    passages = chunk(read.version, reading.pages)
    match = match_document(run, read, describe(reading, file.descriptions), passages)
    title = context_title(run.library, reading, file.descriptions, match.document)
    embedded = embed(run.library, title, passages)
    commit_version(run, read, match, embedded, began)


def _take_all_again(run: RunContext) -> None:
    """Unchanged files that can be read better now, or that a person wants read again."""
    for done, file in enumerate(run.plan.reread):
        if run.report.so_far.stopped or run.stop():
            run.report.stop()
            return
        run.tell(file.name, "reading", done, len(run.plan.reread), None)
        known = run.known[str(file.path)]
        take_in_again(run, replace(file, descriptions=known.described), known.sha256, refill)
