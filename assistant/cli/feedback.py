"""Commands for what readers said of answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.console import stdout
from assistant.cli.opening import LibraryOption, opened_library, settings_of

if TYPE_CHECKING:
    from assistant.records import Answer
    from assistant.records.feedback import Feedback

feedback = typer.Typer(help="What readers said of answers.", no_args_is_help=True)
MOST = 100_000


@feedback.command("list")
def listed(context: typer.Context, library: LibraryOption = None) -> None:
    """What nobody has dealt with yet, newest first."""
    with opened_library(settings_of(library or context.obj)) as opened:
        for each in opened.feedback.every(waiting=True):
            line = f"{each.given[:10]}  {each.opinion}  {each.answer}  {each.note}"
            stdout().print(line, markup=False)


@feedback.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The question set to write, in JSON Lines.")],
    library: LibraryOption = None,
) -> None:
    """Write the questions whose answers readers called right as a set for ``assistant evaluate``.

    What was called wrong or incomplete is written beside it, to FILE.wrong.jsonl: where its answer stands,
    a person must say."""
    from assistant.errors import UnknownCitation
    from assistant.records.feedback import Opinion

    right: dict[str, str] = {}
    wrong: dict[str, str] = {}
    with opened_library(settings_of(library or context.obj)) as opened:
        for each in opened.feedback.every(MOST):
            try:
                answer = opened.answers.get(each.answer)
            except UnknownCitation:
                continue  # it was deleted
            told = right if each.opinion is Opinion.RIGHT and answer.confirmed_statements else wrong
            told[each.answer] = json.dumps(_line(each, answer), ensure_ascii=False)
    file.write_text("".join(f"{line}\n" for line in right.values()), "utf-8")
    beside = file.with_suffix(".wrong.jsonl")
    beside.write_text("".join(f"{line}\n" for line in wrong.values()), "utf-8")
    stdout().print(f"{len(right)} in {file}, {len(wrong)} in {beside}", markup=False)


def _line(given: Feedback, answer: Answer) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": given.answer,
        "question": answer.question,
        "language": answer.language,
        "opinion": given.opinion.value,
        "note": given.note,
    }
    if answer.confirmed_statements:
        citation = answer.confirmed_statements[0].citations[0]
        line |= {"gold_document": citation.file, "gold_pages": [citation.page]}
    return line
