"""Commands that ask: a question, or the passages that are nearest to it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.console import print_explanation, print_json, stdout
from assistant.cli.opening import JsonOption, LibraryOption, opened_library, settings_of

if TYPE_CHECKING:
    from assistant.answering.explain import Explanation
    from assistant.library import Library
    from assistant.records import Answer, Question

asking = typer.Typer()


@asking.command("ask")
def ask_command(
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
    from assistant.records import Filters, Question

    with opened_library(settings_of(library or context.obj)) as opened:
        asked = Question(question, filters=Filters(as_of=as_of))
        explanation = _explained(opened, asked, k) if why else None
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
    from assistant import api

    return api.ask(library, question, most=most)


def _explained(library: Library, question: Question, most: int) -> Explanation:
    from assistant.answering.explain import explain
    from assistant.logs import log_answer

    library.refresh()
    began = time.perf_counter()
    explanation = explain(library, question, most=most)
    log_answer(explanation.answer, time.perf_counter() - began, library.settings)
    return explanation


@asking.command("search")
def search_command(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question, in Dutch or English.")],
    library: LibraryOption = None,
    k: Annotated[int, typer.Option("--k", min=1, max=100, help="So many passages.")] = 10,
    as_json: JsonOption = False,
) -> None:
    """Rank passages for a question, with their scores."""
    from assistant import api

    with opened_library(settings_of(library or context.obj)) as opened:
        found = api.search(opened, question, most=k)
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
