"""What happens to files that cost no reading: renamed, described anew, refused, gone."""

from __future__ import annotations

from dataclasses import replace

from assistant.ingestion.find import FoundFile
from assistant.ingestion.retiring import let_go
from assistant.ingestion.run_context import RunContext
from assistant.library import StoredFile
from assistant.records.runs import Failure, FileReport


def note_renamed(run: RunContext, before: StoredFile, file: FoundFile) -> None:
    """The file of ``before`` stands elsewhere, or under another name."""
    entry = FileReport(file.name, "renamed", before.version or "", notes=(f"Was {before.name}.",))
    digest = run.plan.hashes[file.path]
    row = run.plan.respelled.get(file.path) or run.row(file, digest, before.version, "present")
    run.library.intake.rename(before.path, row, run.report.line(entry))
    run.report.add("renamed", (before.name, file.name))


def note_described(run: RunContext, file: FoundFile) -> None:
    """Only what the files beside a report say of it changed."""
    before = run.known[str(file.path)]
    entry = FileReport(file.name, "described", before.version or "")
    row = replace(before, described=file.descriptions or {})
    run.library.intake.describe(row, run.report.line(entry))
    run.report.add("described", file.name)


def note_failed(run: RunContext, file: FoundFile, digest: str, reason: str) -> None:
    """A file that cannot be read, and why.

    What its path gave before goes on answering: a broken new file loses nothing.
    """
    before = run.before(file)
    line = run.report.line(FileReport(file.name, "failed", reason=reason))
    row = run.row(file, digest, before.version if before else None, "failed", reason)
    run.library.files.put(row, line)
    run.report.add("failed", Failure(file.name, reason))


def note_gone(run: RunContext) -> None:
    """Files that are there no more; with ``prune`` what they gave answers no more."""
    for file in [*run.plan.gone, *run.plan.long_gone]:
        line = None
        if file.status != "gone":
            line = run.report.line(FileReport(file.name, "gone", file.version or ""))
            run.report.add("removed", file.name)
        gone = replace(file, status="gone")
        if run.prune and file.version and (line or run.library.versions.get(file.version).current):
            let_go(run.library, gone, line)
        elif line:
            run.library.files.put(gone, line)


def mend_originals(run: RunContext) -> None:
    """An original that is missing from the library is copied again."""
    suffixes = run.library.files.suffixes()
    files = {
        version: file.path
        for file in (*run.plan.unchanged, *run.plan.reread)
        if (version := run.known[str(file.path)].version) in suffixes and not file.container
    }
    for version in run.library.originals.lacking({each: suffixes[each] for each in files}):
        run.library.originals.keep(files[version], version, suffixes[version])
