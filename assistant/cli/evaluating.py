"""The command that measures the program on a question set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_json, stdout
from assistant.cli.opening import JsonOption, LibraryOption, opened_library, settings_of

if TYPE_CHECKING:
    from assistant.evaluation import Evaluation, RunComparison, WritingEvaluation
    from assistant.settings import Settings

evaluating = typer.Typer()


@evaluating.command("evaluate")
def evaluate_command(
    context: typer.Context,
    questions: Annotated[Path | None, typer.Argument(help="Question set (.jsonl).")] = None,
    library: LibraryOption = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only the first so many.")] = None,
    hold_out: Annotated[
        str, typer.Option(metavar="gold", help="Ask again without the passages with the answer.")
    ] = "",
    within: Annotated[
        str, typer.Option(metavar="gold", help="Ask each question of its own document alone.")
    ] = "",
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(metavar="A B", help="Compare two --json runs.")
    ] = None,
    answerer: Annotated[
        str,
        typer.Option(metavar="quoting|writing", help="Measure quotes, or what the model writes."),
    ] = "quoting",
    as_json: JsonOption = False,
) -> None:
    """Measure finding, citing and refusing on a question set, or compare two runs."""
    from assistant.evaluation import compare_files

    report: RunComparison | Evaluation | WritingEvaluation
    settings = settings_of(library or context.obj)
    if answerer not in ("quoting", "writing"):
        raise typer.BadParameter("--answerer takes: quoting, writing")
    if hold_out not in ("", "gold") or within not in ("", "gold"):
        raise typer.BadParameter("--hold-out and --within take only: gold")
    if (questions is None) == (compare is None):
        raise typer.BadParameter("name a question set, or two runs with --compare")
    if questions is None:
        assert compare is not None
        report = compare_files(*compare)
    elif answerer == "writing":
        report = _written(settings, questions, limit)
    else:
        report = _quoted(settings, questions, limit, bool(hold_out), bool(within))
    if as_json:
        print_json(report.as_json())
        return
    for table in report.tables():
        stdout().print(table)


def _written(settings: Settings, questions: Path, limit: int | None) -> WritingEvaluation:
    from assistant.evaluation import evaluate_writing

    if not settings.model:
        raise typer.BadParameter("no model is set: set ASSISTANT_MODEL")
    with opened_library(settings) as opened:
        opened.refresh()
        return evaluate_writing(opened, questions, limit)


def _quoted(
    settings: Settings, questions: Path, limit: int | None, hold_out: bool, within: bool
) -> Evaluation:
    from assistant.evaluation import evaluate_file

    with opened_library(settings) as opened:
        opened.refresh()
        return evaluate_file(opened, questions, limit=limit, hold_out=hold_out, within=within)
