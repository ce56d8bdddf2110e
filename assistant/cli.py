"""The command line: ``assistant``, with sub-commands; ``ingest.py`` is its ``ingest``.

Exit codes: 0 done, 1 done with some files failed, 2 wrong use, 3 nothing could be done.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.console import (
    ingest_showing,
    print_explanation,
    print_json,
    print_report,
    stdout,
)
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.settings import Settings

SOME_FAILED, WRONG_USE, NOTHING_DONE = 1, 2, 3

app = typer.Typer(
    help="Programme Assistant: answers from programme documents, every sentence cited.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library", help="Folder of the library (or ASSISTANT_LIBRARY; default ./.library)."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
HostOption = Annotated[str | None, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.")]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    library: LibraryOption = None,
    host: HostOption = None,
    port: PortOption = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Without a command: take in new documents from corpus/, start the chat, open the browser."""
    context.obj = library
    if context.invoked_subcommand is not None:
        return
    settings = _settings(library)
    with _opened(settings) as opened:
        if settings.corpus.is_dir():
            print_report(ingest_showing(opened, [settings.corpus], show=True))
        elif not opened.versions():
            stdout().print(
                f"There is no folder {settings.corpus} and the library is empty: "
                "add documents with: assistant ingest FOLDER"
            )
        _serve(opened, settings, host, port, browser)


@app.command()
def serve(
    context: typer.Context,
    library: LibraryOption = None,
    host: HostOption = None,
    port: PortOption = None,
) -> None:
    """Start the chat on the library as it is."""
    settings = _settings(library or context.obj)
    with _opened(settings) as opened:
        _serve(opened, settings, host, port, browser=False)


@app.command()
def ingest(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders (default: corpus/).")
    ] = None,
    library: LibraryOption = None,
    prune: Annotated[
        bool, typer.Option(help="Let documents answer no more when their file is gone.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Take in what is new or changed."""
    settings = _settings(library or context.obj)
    with _opened(settings) as opened:
        report = ingest_showing(opened, paths or [settings.corpus], prune=prune, show=not as_json)
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report)
    if report.failed:
        done = report.added or report.changed or report.unchanged or report.removed
        raise typer.Exit(SOME_FAILED if done else NOTHING_DONE)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question, in Dutch or English.")],
    library: LibraryOption = None,
    k: Annotated[int, typer.Option("--k", min=1, max=20, help="At most so many statements.")] = 4,
    why: Annotated[
        bool,
        typer.Option("--explain", help="Say why each passage ranked where it did, and the cost."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with quotes from the documents."""
    from assistant.answering import answer_question
    from assistant.answering.explain import explain
    from assistant.records import Question

    settings = _settings(library or context.obj)
    with _opened(settings) as opened:
        opened.refresh()
        asked = Question(question)
        explanation = explain(opened, asked, most=k) if why else None
        answer = explanation.answer if explanation else answer_question(opened, asked, most=k)
    if as_json:
        print_json((explanation or answer).as_json())
        return
    from assistant.plain_text import answer_as_text

    # No markup: what documents say is data, for a terminal too.
    stdout().print(answer_as_text(answer), markup=False, highlight=False, soft_wrap=True)
    if explanation:
        print_explanation(explanation)


@app.command()
def search(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question, in Dutch or English.")],
    library: LibraryOption = None,
    k: Annotated[int, typer.Option("--k", min=1, max=100, help="So many passages.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Rank passages for a question, with their scores."""
    from assistant.records import Filters, Question
    from assistant.retrieval import look_up, retrieve

    settings = _settings(library or context.obj)
    with _opened(settings) as opened:
        opened.refresh()
        found = retrieve(opened, look_up(opened, Question(question)), Filters(), k)
    results: list[dict[str, Any]] = [
        {
            "rank": rank,
            "score": r.hit.score,
            "document": r.version.document.id,
            "file": r.version.file,
            "version": r.version.id,
            "page": r.passage.page,
            "section": r.passage.section,
            "text": r.passage.text,
        }
        for rank, r in enumerate(found, start=1)
    ]
    if as_json:
        print_json({"results": results})
        return
    for row in results:
        line = f"{row['rank']:>3}. {row['score']:.3f}  {row['file']}, p. {row['page']}  {row['text'][:160]}"
        stdout().print(line, markup=False, highlight=False)


@app.command()
def documents(
    context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """List what the library holds."""
    settings = _settings(library or context.obj)
    with _opened(settings) as opened:
        versions, problems = opened.versions(), opened.problems()
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


@app.command()
def doctor(
    context: typer.Context,
    library: LibraryOption = None,
    rebuild: Annotated[bool, typer.Option(help="Make the indexes again from the ledger.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare ledger, files and indexes, and say what is wrong."""
    from assistant.library.doctor import examine, rebuild_indexes

    settings = _settings(library or context.obj)
    with _opened(settings) as opened:
        if rebuild:
            rebuild_indexes(opened)
        findings = examine(opened)
        counts = {"documents": len(opened.versions()), "revision": opened.ledger.revision}
    if as_json:
        print_json({"healthy": not findings, "findings": findings, **counts})
    else:
        for finding in findings:
            stdout().print(finding, markup=False)
        if not findings:
            stdout().print(
                f"All is well: {counts['documents']} documents, revision {counts['revision']}."
            )
    if findings:
        raise typer.Exit(SOME_FAILED)


@app.command()
def evaluate(
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
    as_json: JsonOption = False,
) -> None:
    """Measure finding, citing and refusing on a question set, or compare two runs."""
    from assistant.evaluation import Comparison, Evaluation, compare_files, evaluate_file

    report: Comparison | Evaluation
    if hold_out not in ("", "gold") or within not in ("", "gold"):
        raise typer.BadParameter("--hold-out and --within take only: gold")
    if compare is not None and questions is None:
        report = compare_files(*compare)
    elif questions is not None and compare is None:
        with _opened(_settings(library or context.obj)) as opened:
            opened.refresh()
            report = evaluate_file(
                opened, questions, limit=limit, hold_out=bool(hold_out), within=bool(within)
            )
    else:
        raise typer.BadParameter("name a question set, or two runs with --compare")
    if as_json:
        print_json(report.as_json())
        return
    for table in report.tables():
        stdout().print(table)


def _settings(library: Path | None) -> Settings:
    from pydantic import ValidationError

    from assistant.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = f"ASSISTANT_{wrong['loc'][0]}".upper()
        raise AssistantError(f"The setting {name} cannot be used: {wrong['msg']}.") from error
    return settings if library is None else settings.model_copy(update={"library": library})


@contextmanager
def _opened(settings: Settings) -> Iterator[Library]:
    from assistant.library import Library

    library = Library.open(settings=settings)
    try:
        yield library
    finally:
        library.close()


def _serve(
    library: Library, settings: Settings, host: str | None, port: int | None, browser: bool
) -> None:
    from assistant.web import serve

    host, port = host or settings.host, settings.port if port is None else port
    _check_free(host, port)
    library.own()
    library.refresh()
    library.isolation.start()  # the first page picture need not wait for a new process
    stdout().print(f"The chat is at http://{host}:{port}/ (Ctrl-C stops it)", highlight=False)
    serve(library, host, port, open_browser=browser)


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AssistantError(
                f"The chat cannot listen on {host}:{port}: {error.strerror}. "
                "Is it running already? Name another port with --port."
            ) from error


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; errors are one clear line on standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        app(args=arguments, prog_name="assistant")
    except AssistantError as error:
        sys.stderr.write(f"assistant: {error}\n")
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(130)
