"""The command that checks a text against the documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_json, stdout
from assistant.cli.opening import JsonOption, LibraryOption, opened_library, settings_of
from assistant.errors import AssistantError, UnreadableDocument

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.records import Check

checking = typer.Typer()


@checking.command("check")
def check_command(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(help="What is to be checked; - or nothing reads standard input.")
    ] = "-",
    file: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="Check the text of a file (.docx, .pdf, .html, …)."
        ),
    ] = None,
    library: LibraryOption = None,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="Against what was current on a date.")
    ] = "",
    report: Annotated[
        Path | None, typer.Option(metavar="OUT.md|.docx|.html|.pdf", help="Write a report, too.")
    ] = None,
    near: Annotated[
        bool, typer.Option("--near", help="The report also has what only comes near a claim.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check a text, claim by claim, against what the documents say."""
    from assistant.checking import check_text
    from assistant.presenting import check_as_text
    from assistant.records import Filters
    from assistant.writing import reader_for

    kind = _kind(report)
    if file and text != "-":
        raise typer.BadParameter("name a text or a --file, not both")
    if not file and text == "-" and sys.stdin.isatty():
        raise typer.BadParameter("there is nothing to check: name a text or a --file")
    with opened_library(settings_of(library or context.obj)) as opened:
        given = _text_of(opened, file) if file else _given(text)
        opened.refresh()
        filters = Filters(as_of=as_of)
        opened.search.allowed(filters)  # a date that is none is told before any work is done
        name = file.name if file else ""
        checked = check_text(opened, given, filters, name, reader_for(opened.settings))
    if report:
        _write(checked, report, kind, near)
    if as_json:
        print_json(checked.as_json())
        return
    # No markup: what documents say is data, for a terminal too.
    stdout().print(check_as_text(checked), markup=False, highlight=False, soft_wrap=True)


def _kind(report: Path | None) -> str:
    """The kind of report that a name asks for, asked before any work is done."""
    from assistant.presenting import FORMATS

    kind = report.suffix.lower().removeprefix(".") if report else ""
    if report and kind not in FORMATS:
        raise typer.BadParameter("--report takes a name that ends in .md, .docx, .html or .pdf")
    return kind


def _given(text: str) -> str:
    """A text as it was typed or piped in. Raises AssistantError where it cannot be checked."""
    from assistant.reading.running_text import text_to_check

    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise AssistantError(
                "What was piped in is not text in UTF-8. Save it as a file and name that with --file."
            ) from error
    return text_to_check(text)


def _text_of(library: Library, file: Path) -> str:
    from assistant.reading.running_text import running_text, text_to_check

    try:
        return text_to_check(running_text(library.isolation.read(file, file.name)))
    except UnreadableDocument as error:
        raise AssistantError(f"{file.name} cannot be checked. {error}") from error
    except OSError as error:
        raise AssistantError(f"{file.name} cannot be opened: {error.strerror}.") from error


def _write(checked: Check, report: Path, kind: str, near: bool) -> None:
    from assistant.presenting import write_check

    try:
        report.write_bytes(write_check(checked, kind, near=near))
    except OSError as error:
        raise AssistantError(
            f"The report {report} cannot be written: {error.strerror}. Name another with --report."
        ) from error
