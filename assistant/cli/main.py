"""The command line: ``assistant``, with sub-commands; ``ingest.py`` is its ``ingest``.

Exit codes: 0 done, 1 done with some files failed, 2 wrong use, 3 nothing could be done.
"""

from __future__ import annotations

import logging
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.checking import checking
from assistant.cli.console import (
    ingest_showing,
    print_explanation,
    print_json,
    print_report,
    stdout,
)
from assistant.cli.curation import keeping
from assistant.cli.figures import figuring
from assistant.cli.shared import (
    NOTHING_DONE,
    JsonOption,
    LibraryOption,
    opened_library,
    settings_of,
)
from assistant.cli.tools import tooling
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.records import Answer, Question
    from assistant.settings import Settings

app = typer.Typer(
    help="Programme Assistant: answers from programme documents, every sentence cited.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(keeping)
app.add_typer(checking)
app.add_typer(figuring)
app.add_typer(tooling)

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
    settings = settings_of(library)
    with opened_library(settings) as opened:
        if settings.corpus.is_dir():
            print_report(ingest_showing(opened, [settings.corpus], show=True))
        elif not opened.versions.current():
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
    settings = settings_of(library or context.obj)
    with opened_library(settings) as opened:
        _serve(opened, settings, host, port, browser=False)


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
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="From what was current on a date.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Answer a question from the documents, every sentence cited."""
    from assistant.answering.explain import explain
    from assistant.records import Filters, Question

    settings = settings_of(library or context.obj)
    with opened_library(settings) as opened:
        opened.refresh()
        asked = Question(question, filters=Filters(as_of=as_of))
        explanation = explain(opened, asked, most=k) if why else None
        answer = explanation.answer if explanation else _answered(opened, asked, k)
    if as_json:
        print_json((explanation or answer).as_json())
        return
    from assistant.presenting.plain_text import answer_as_text
    from assistant.texts import notes

    # No markup: what documents say is data, for a terminal too.
    stdout().print(
        answer_as_text(answer, notes(answer)), markup=False, highlight=False, soft_wrap=True
    )
    if explanation:
        print_explanation(explanation)


def _answered(library: Library, question: Question, most: int) -> Answer:
    from assistant.records import Answer
    from assistant.writing import answerer_for

    items = answerer_for(library.settings).answer(library, question, most=most)
    return next(item for item in items if isinstance(item, Answer))


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
    from assistant.retrieval import expand_names, retrieve, understand

    settings = settings_of(library or context.obj)
    with opened_library(settings) as opened:
        opened.refresh()
        understood = expand_names(opened, understand(Question(question)))
        found = retrieve(opened, understood, Filters(), k)
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
    answerer: Annotated[
        str,
        typer.Option(metavar="quoting|writing", help="Measure quotes, or what the model writes."),
    ] = "quoting",
    as_json: JsonOption = False,
) -> None:
    """Measure finding, citing and refusing on a question set, or compare two runs."""
    from assistant.evaluation import (
        Evaluation,
        RunComparison,
        WritingEvaluation,
        compare_files,
        evaluate_file,
        evaluate_writing,
    )

    report: RunComparison | Evaluation | WritingEvaluation
    settings = settings_of(library or context.obj)
    if answerer not in ("quoting", "writing"):
        raise typer.BadParameter("--answerer takes: quoting, writing")
    if hold_out not in ("", "gold") or within not in ("", "gold"):
        raise typer.BadParameter("--hold-out and --within take only: gold")
    if compare is not None and questions is None:
        report = compare_files(*compare)
    elif questions is not None and compare is None and answerer == "writing":
        if not settings.model:
            raise typer.BadParameter("no model is set: set ASSISTANT_MODEL")
        with opened_library(settings) as opened:
            opened.refresh()
            report = evaluate_writing(opened, questions, limit)
    elif questions is not None and compare is None:
        with opened_library(settings) as opened:
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
