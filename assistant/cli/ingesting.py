"""Commands that take documents in, and say what each run did."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import (
    print_json,
    print_plan,
    print_report,
    print_run,
    print_runs,
    stdout,
)
from assistant.cli.opening import (
    NOTHING_DONE,
    SOME_FAILED,
    JsonOption,
    LibraryOption,
    opened_library,
    settings_of,
)

if TYPE_CHECKING:
    from assistant.ingestion import Progress
    from assistant.library import Library
    from assistant.records.runs import IngestReport

NICE = 10  # an ingest gives way to whoever asks

ingesting = typer.Typer()


@ingesting.command("ingest")
def ingest_command(
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
    with opened_library(settings, make=True) as opened:
        if url_list:
            places = [*places, _fetched(opened, url_list, show=not as_json)]
        if dry_run:
            _show_plan(opened, places, again, as_json)
        elif keep_watching:
            _watch(opened, places, prune, as_json)
        else:
            report = _ingest_once(opened, places, prune, replaces, again, as_json)
            if report.failed:
                raise typer.Exit(SOME_FAILED if _anything_done(report) else NOTHING_DONE)


def _show_plan(library: Library, places: list[Path], again: bool, as_json: bool) -> None:
    from assistant.ingestion import plan_ingest

    plan = plan_ingest(library, places, again=again).as_json()
    print_json(plan) if as_json else print_plan(plan)


def _anything_done(report: IngestReport) -> bool:
    kinds = (report.added, report.changed, report.reread, report.unchanged, report.removed)
    return any(kinds)


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
    from assistant.logs import log_ingest

    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: stop.set())

    def told(report: IngestReport) -> None:
        if report.run:
            log_ingest(report)
        if as_json:
            print_json(report.as_json(), indent=None)
        elif report.run:
            print_report(report)

    if not as_json:
        stdout().print("Watching for new, changed and removed files (Ctrl-C stops it)")
    watch(library, places, told, stop=stop, prune=prune)


@ingesting.command("reread")
def reread_command(
    context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Read again what an earlier edition of this program read, and say what got better."""
    from assistant.ingestion import reread
    from assistant.logs import log_ingest

    os.nice(NICE)
    with opened_library(settings_of(library or context.obj)) as opened:
        with _progress(not as_json) as watch:
            report = reread(opened, watch=watch)
        log_ingest(report)
    if as_json:
        print_json(report.as_json())
    elif report.run:
        print_report(report)
    else:
        stdout().print("Everything was read by this edition of the program.")


@ingesting.command()
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


def ingest_showing(
    library: Library,
    paths: list[Path],
    *,
    prune: bool = False,
    replaces: str = "",
    again: bool = False,
    show: bool = False,
) -> IngestReport:
    """Ingest, with a progress bar where ``show`` is true."""
    from assistant.ingestion import ingest
    from assistant.logs import log_ingest

    with _progress(show) as watch:
        report = ingest(library, paths, prune=prune, watch=watch, replaces=replaces, again=again)
    log_ingest(report)
    return report


@contextmanager
def _progress(show: bool) -> Iterator[Callable[[Progress], None]]:
    """A progress bar, or only a line on standard error while another ingest has to be waited for."""
    if not show:
        yield _say_waiting
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
        console=stdout(),
        transient=True,
    ) as bar:
        task = bar.add_task("Looking for new documents", total=None, counts="")

        def watch(progress: Progress) -> None:
            if progress.step == "waiting":
                bar.console.print(progress.file, markup=False, highlight=False)
                return
            counts = f"{progress.pages} pages, {progress.passages} passages"
            if progress.seconds_left is not None and progress.file:
                counts += f", {_time_left(progress.seconds_left)} left"
            bar.update(
                task,
                description=progress.file[:40] or "Bringing the indexes up to date",
                total=max(1, progress.files),
                completed=progress.files_done,
                counts=counts,
            )

        yield watch


def _say_waiting(progress: Progress) -> None:
    if progress.step == "waiting":
        sys.stderr.write(f"{progress.file}\n")


def _time_left(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
