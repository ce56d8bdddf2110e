"""What the command line shows: progress, reports, JSON. Document text is printed as data."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.answering.explain import Explanation
    from assistant.records.runs import IngestReport, IngestRun

SHOWN = 10  # names of one sort; `assistant runs` has them all


def print_plan(plan: dict[str, Any]) -> None:
    """What a run would do."""
    for word in ("new", "changed", "described", "gone"):
        for name in plan[word]:
            _line(f"{word}: {name}")
    for name in plan["reread"]:
        _line(f"to be read again: {name}")
    for before, now in plan["renamed"]:
        _line(f"renamed: {before} -> {now}")
    for word in ("unreadable", "warnings"):
        for entry in plan[word]:
            _line(f"{'mind' if word == 'warnings' else word}: {entry['file']}: {entry['reason']}")
    _line(f"{len(plan['unchanged'])} unchanged. Nothing was done.")


def print_runs(runs: list[IngestRun]) -> None:
    """Ingest runs, newest first."""
    for run in runs:
        counts = ", ".join(f"{count} {name}" for name, count in run.counts.items() if count)
        state = "" if run.state == "done" else f" ({run.state})"
        _line(f"{run.id:>4}  {run.started}  {run.seconds:.1f} s{state}  {counts}")
    if not runs:
        _line("No run has changed anything yet.")


def print_run(run: IngestRun) -> None:
    """What one run did to each file."""
    print_runs([run])
    for file in run.files:
        parts = [f"{file.status}: {file.file}"]
        if file.pages:
            parts.append(f"{file.pages} pages, {file.passages} passages, {file.seconds:.1f} s")
        for count, what in (
            (file.pages_without_text, "pages without text"),
            (file.pages_by_ocr, "pages read by OCR"),
        ):
            if count:
                parts.append(f"{count} {what}")
        if file.kept:
            k = file.kept
            parts.append(
                f"sentences: {k.same} the same, {k.changed} changed, {k.added} new, {k.gone} gone"
            )
        _line("; ".join([*parts, *([file.reason] if file.reason else [])]))
        for text in (*file.warnings, *file.notes):
            _line(f"    mind: {text}")
    for warning in run.warnings:
        _line(f"mind: {warning.file}: {warning.reason}")


def _line(text: str) -> None:
    stdout().print(text, markup=False, highlight=False, soft_wrap=True)


def print_report(report: IngestReport) -> None:
    """What a run did, in a few lines."""
    console = stdout()
    parts = [
        f"{len(names)} {word}"
        for word, names in (
            ("added", report.added),
            ("changed", report.changed),
            ("renamed", report.renamed),
            ("described anew", report.described),
            ("read again", report.reread),
            ("unchanged", report.unchanged),
            ("gone", report.removed),
            ("failed", report.failed),
        )
        if names
    ]
    summary = ", ".join(parts) or "no documents found"
    work = f" ({report.pages} pages, {report.passages} passages)" if report.pages else ""
    console.print(f"Documents: {summary}{work} in {report.seconds:.1f} s", highlight=False)
    for before, now in report.renamed[:SHOWN]:
        _line(f"  moved: {now}" if before == now else f"  renamed: {before} -> {now}")
    if report.removed:
        more = len(report.removed) - SHOWN
        names = ", ".join(report.removed[:SHOWN]) + (f" and {more} more" if more > 0 else "")
        _line(f"  gone: {names}. What they said goes on answering, unless --prune was given.")
    for failure in report.failed:
        _line(f"  not taken in: {failure.file}: {failure.reason}")
    for warning in (*report.warnings, *report.notes):
        _line(f"  mind: {warning.file}: {warning.reason}")
    if report.stopped:
        console.print("  Stopped before the end; the next run goes on.")


def stdout() -> Console:
    """The terminal, or whatever standard output is."""
    from rich.console import Console

    return Console()


def print_json(data: dict[str, Any], indent: int | None = 1) -> None:
    """One JSON object on standard output."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def print_explanation(explanation: Explanation) -> None:
    """What was looked for, how passages and documents ranked, and what each stage cost."""
    from rich.table import Table
    from rich.text import Text

    e, out = explanation, stdout()
    out.print(
        f"\nUnderstood as: {e.answer.understood} ({e.answer.language}, {e.kind})\n"
        f"Searched as: {e.searched}\n"
        f"Words: {', '.join(e.terms)}; names and figures: {', '.join(e.anchors) or 'none'}\n"
        f"Other names in the documents: {_other_names(e)}\n"
        f"Probability that the best sentences answer: {e.answer.confidence:.2f}; "
        f"refused below {e.threshold:.2f}, answered from {e.sure:.2f}",
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
    if e.figures:
        figures = Table("Figure", "Of", "Stands in", "Answers")
        for f in e.figures:
            answers = "yes" if f.answers else "no"
            figures.add_row(Text(f.printed), f.when, Text(f"{f.file}, p. {f.page}"), answers)
        out.print(figures)
    costs = Table("Stage", "CPU ms", "Wall ms")
    for name, (cpu, wall) in e.stages.items():
        costs.add_row(name, f"{cpu:.1f}", f"{wall:.1f}")
    out.print(costs)


def _other_names(explanation: Explanation) -> str:
    names = (f"{' '.join(stems)} for {term}" for term, stems in explanation.other_names)
    return ", ".join(names) or "none"
