"""Commands for who keeps a library: taking documents in, and what becomes of them."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.console import (
    ingest_showing,
    print_json,
    print_plan,
    print_report,
    print_run,
    print_runs,
    stdout,
)
from assistant.cli.shared import (
    NOTHING_DONE,
    SOME_FAILED,
    JsonOption,
    LibraryOption,
    opened_library,
    settings_of,
)

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.records.runs import IngestReport

NICE = 10  # an ingest gives way to whoever asks

keeping = typer.Typer()


@keeping.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders (default: corpus/).")
    ] = None,
    library: LibraryOption = None,
    prune: Annotated[
        bool, typer.Option(help="Let documents answer no more when their file is gone.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; do nothing.")
    ] = False,
    replaces: Annotated[
        str, typer.Option(metavar="DOCUMENT", help="The file is a newer version of this one.")
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Read the named files again, although unchanged.")
    ] = False,
    keep_watching: Annotated[
        bool, typer.Option("--watch", help="Go on taking in what changes, until Ctrl-C.")
    ] = False,
    url_list: Annotated[
        Path | None, typer.Option("--from", help="Fetch the URLs in this list first.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Take in what is new or changed."""
    settings = settings_of(library or context.obj)
    places = paths or ([] if url_list else [settings.corpus])
    if replaces and (len(places) != 1 or places[0].is_dir() or keep_watching):
        raise typer.BadParameter("--replaces needs one file")
    if again and (not paths or keep_watching or any(place.is_dir() for place in places)):
        raise typer.BadParameter("--again needs the names of files")
    os.nice(NICE)
    with opened_library(settings) as opened:
        if url_list:
            places = [*places, _fetched(opened, url_list, show=not as_json)]
        if dry_run:
            from assistant.ingestion import plan_ingest

            plan = plan_ingest(opened, places, again=again).as_json()
            print_json(plan) if as_json else print_plan(plan)
        elif keep_watching:
            _watch(opened, places, prune, as_json)
        else:
            report = _ingest_once(opened, places, prune, replaces, again, as_json)
            if report.failed:
                kinds = (
                    report.added,
                    report.changed,
                    report.reread,
                    report.unchanged,
                    report.removed,
                )
                done = any(kinds)
                raise typer.Exit(SOME_FAILED if done else NOTHING_DONE)


def _ingest_once(
    library: Library,
    places: list[Path],
    prune: bool,
    replaces: str,
    again: bool,
    as_json: bool,
) -> IngestReport:
    document = library.documents.named(replaces) if replaces else ""
    report = ingest_showing(
        library, places, prune=prune, replaces=document, again=again, show=not as_json
    )
    print_json(report.as_json()) if as_json else print_report(report)
    if document:
        own = library.documents.of_path(str(places[0].expanduser().resolve()))
        if own and own != document:
            library.curation.join(own, document)
            library.refresh()
    return report


def _fetched(library: Library, url_list: Path, show: bool) -> Path:
    from assistant.ingestion.fetching import fetch_all

    fetched = fetch_all(library, url_list)
    if show:
        stdout().print(f"URLs: {len(fetched.fetched)} fetched, {len(fetched.unchanged)} unchanged")
    for failure in fetched.failed:
        typer.echo(f"  not fetched: {failure.file}: {failure.reason}", err=True)
    return fetched.folder


def _watch(library: Library, places: list[Path], prune: bool, as_json: bool) -> None:
    from assistant.ingestion.watching import watch

    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: stop.set())

    def told(report: IngestReport) -> None:
        if as_json:
            print_json(report.as_json(), indent=None)
        elif report.run:
            print_report(report)

    if not as_json:
        stdout().print("Watching for new, changed and removed files (Ctrl-C stops it)")
    watch(library, places, told, stop=stop, prune=prune)


@keeping.command()
def runs(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(help="Show what one run did to each file.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List ingest runs, or show one."""
    with opened_library(settings_of(library or context.obj)) as opened:
        if number is None:
            listed = opened.runs.newest()
            if as_json:
                print_json({"runs": [run.as_json() for run in listed]})
            else:
                print_runs(listed)
        else:
            run = opened.runs.get(number)
            print_json(run.as_json()) if as_json else print_run(run)


@keeping.command()
def retire(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A document: its file, title or id.")],
    library: LibraryOption = None,
) -> None:
    """Let a document answer no more; it stays readable."""
    with opened_library(settings_of(library or context.obj)) as opened:
        opened.curation.retire(opened.documents.named(name))
        opened.refresh()
    stdout().print(f"{name} answers no more.", markup=False)


@keeping.command()
def restore(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A document: its file, title or id.")],
    library: LibraryOption = None,
) -> None:
    """Let a retired document answer again."""
    with opened_library(settings_of(library or context.obj)) as opened:
        opened.curation.restore(opened.documents.named(name))
        opened.refresh()
    stdout().print(f"{name} answers again.", markup=False)


@keeping.command()
def separate(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A version: its file, path or SHA-256.")],
    library: LibraryOption = None,
) -> None:
    """Make a version that was joined wrongly a document of its own."""
    with opened_library(settings_of(library or context.obj)) as opened:
        version = opened.curation.separate(opened.versions.named(name))
        opened.refresh()
    stdout().print(f"{version.file} is a document of its own.", markup=False)


@keeping.command()
def documents(
    context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """List what the library holds."""
    settings = settings_of(library or context.obj)
    with opened_library(settings) as opened:
        versions, problems = opened.versions.current(), opened.files.problems()
    rows: list[dict[str, Any]] = [
        {
            "document": v.document.id,
            "title": v.document.title,
            "publisher": v.document.publisher,
            "file": v.file,
            "version": v.id,
            "published": v.document.published,
            "language": v.document.language,
            "kind": v.document.kind,
            "programme": v.document.programme,
            "pages": v.pages,
            "passages": v.passages,
            "status": v.status,
            "warnings": list(v.warnings),
        }
        for v in versions
    ]
    if as_json:
        failed = [{"file": f.file, "reason": f.reason} for f in problems]
        print_json({"documents": rows, "failed": failed})
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("Title", "Publisher", "Date", "Pages", "Passages", "File")
    for row in rows:
        keys = ("title", "publisher", "published", "pages", "passages", "file")
        table.add_row(*(Text(str(row[key])) for key in keys))
    stdout().print(table)
    for failure in problems:
        stdout().print(f"not taken in: {failure.file}: {failure.reason}", markup=False)


@keeping.command()
def doctor(
    context: typer.Context,
    library: LibraryOption = None,
    rebuild: Annotated[bool, typer.Option(help="Make the indexes again from the ledger.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare ledger, files and indexes, try the language model, and say what is wrong."""
    from assistant.library.doctor import examine, rebuild_indexes
    from assistant.model import try_model

    settings = settings_of(library or context.obj)
    with opened_library(settings) as opened:
        if rebuild:
            rebuild_indexes(opened)
        findings = examine(opened)
        counts = {"documents": len(opened.versions.current()), "revision": opened.newest_revision}
    trial = try_model(settings)
    if trial is not None and not trial.works:
        findings.append(trial.line)
    if as_json:
        model = {"model": trial.as_json()} if trial else {}
        print_json({"healthy": not findings, "findings": findings, **model, **counts})
    else:
        if trial is not None and trial.works:
            stdout().print(trial.line, markup=False, highlight=False, soft_wrap=True)
        for finding in findings:
            stdout().print(finding, markup=False, highlight=False, soft_wrap=True)
        if not findings:
            stdout().print(
                f"All is well: {counts['documents']} documents, revision {counts['revision']}."
            )
    if findings:
        raise typer.Exit(SOME_FAILED)
