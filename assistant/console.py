"""What the command line shows: progress, reports, JSON. Document text is printed as data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.answering.explain import Explanation
    from assistant.library import Library
    from assistant.reports import IngestReport


def ingest_showing(
    library: Library, paths: list[Path], *, prune: bool = False, show: bool = False
) -> IngestReport:
    """Ingest, with a progress bar where ``show`` is true."""
    from assistant.ingestion import Progress, ingest

    if not show:
        return ingest(library, paths, prune=prune)
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
        TimeElapsedColumn(),
        console=stdout(),
        transient=True,
    ) as bar:
        task = bar.add_task("Looking for new documents", total=None, counts="")

        def watch(progress: Progress) -> None:
            bar.update(
                task,
                description=progress.file[:40] or "Bringing the indexes up to date",
                total=max(1, progress.files),
                completed=progress.files_done,
                counts=f"{progress.pages} pages, {progress.passages} passages",
            )

        return ingest(library, paths, prune=prune, watch=watch)


def print_report(report: IngestReport) -> None:
    """What a run did, in a few lines."""
    console = stdout()
    parts = [
        f"{len(names)} {word}"
        for word, names in (
            ("added", report.added),
            ("changed", report.changed),
            ("unchanged", report.unchanged),
            ("gone", report.removed),
            ("failed", report.failed),
        )
        if names
    ]
    summary = ", ".join(parts) or "no documents found"
    work = f" ({report.pages} pages, {report.passages} passages)" if report.pages else ""
    console.print(f"Documents: {summary}{work} in {report.seconds:.1f} s", highlight=False)
    for failure in report.failed:
        console.print(
            f"  not taken in: {failure.file}: {failure.reason}", markup=False, highlight=False
        )
    for warning in report.warnings:
        console.print(f"  mind: {warning.file}: {warning.reason}", markup=False, highlight=False)


def stdout() -> Console:
    """The terminal, or whatever standard output is."""
    from rich.console import Console

    return Console()


def print_json(data: dict[str, Any]) -> None:
    """One JSON object on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def print_explanation(explanation: Explanation) -> None:
    """What was looked for, how passages and documents ranked, and what each stage cost."""
    from rich.table import Table
    from rich.text import Text

    e, out = explanation, stdout()
    out.print(
        f"\nUnderstood as: {e.answer.understood} ({e.answer.language}, {e.kind})\n"
        f"Words: {', '.join(e.terms)}; names and figures: {', '.join(e.anchors) or 'none'}\n"
        f"Probability that the best sentences answer: {e.answer.confidence:.2f}; "
        f"refused below {e.threshold:.2f}",
        markup=False,
        highlight=False,
    )
    channels = list(e.passages[0].parts) if e.passages else []
    table = Table("", "Passage", "Score", *channels, "Answers", "Best sentence")
    for p in e.passages:
        table.add_row(
            str(p.rank),
            Text(f"{p.file}, p. {p.page}"),
            f"{p.score:.2f}",
            *(f"{p.parts[channel]:+.2f}" for channel in channels),
            f"{p.probability:.2f}",
            Text(p.sentence[:90]),
        )
    out.print(table)
    ranks = Table("Document", "Best rank")
    for file, best in e.documents.items():
        place = (
            f"{best[0]} (p. {best[1]})" if best else "not among the nearest, by vector or by words"
        )
        ranks.add_row(Text(file), place)
    out.print(ranks)
    costs = Table("Stage", "CPU ms", "Wall ms")
    for name, (cpu, wall) in e.stages.items():
        costs.add_row(name, f"{cpu:.1f}", f"{wall:.1f}")
    out.print(costs)
