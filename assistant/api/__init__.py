"""The product as a library for other programs: what ``import assistant`` offers.

Each function imports what it needs: who only searches does not wait for what writes and checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library import Library
from assistant.logs import log_ingest, logged
from assistant.records import Answer, Check, Filters, Question
from assistant.records.runs import IngestReport

if TYPE_CHECKING:
    from assistant.retrieval import Retrieved
    from assistant.settings import Settings


def open_library(folder: Path | str | None = None, settings: Settings | None = None) -> Library:
    """Open the library in a folder, making it where there is none; by default that of the settings.

    It closes at the end of a ``with``, or by ``close()``. Raises LibraryError.
    """
    return Library.open(Path(folder) if folder is not None else None, settings)


def ingest(library: Library, paths: Sequence[Path | str], *, prune: bool = False) -> IngestReport:
    """Take in the new and changed files among these files and folders.

    ``prune`` lets documents answer no more when their file is gone. What cannot be read stands in
    the report, with why.
    """
    from assistant.ingestion import ingest as ingest_files

    report = ingest_files(library, [Path(path) for path in paths], prune=prune)
    log_ingest(report)
    return report


def ask(library: Library, question: Question | str, *, most: int = 4) -> Answer:
    """Answer a question in Dutch or English, in at most ``most`` quotes; every statement is cited.

    Quotes answer, or the language model of the settings where one is set. Raises LibraryError for
    an ``as_of`` that is no date.
    """
    from assistant.writing import answerer_for

    asked = Question(question) if isinstance(question, str) else question
    library.refresh()
    answers = answerer_for(library.settings).answer(library, asked, most=most)
    return next(item for item in logged(answers, library.settings) if isinstance(item, Answer))


def search(library: Library, question: Question | str, *, most: int = 10) -> list[Retrieved]:
    """The passages that are nearest to a question, best first, with their scores."""
    from assistant.retrieval import expand_names, find, understand

    asked = Question(question) if isinstance(question, str) else question
    library.refresh()
    understood = expand_names(library, understand(asked))
    return find(library, understood, asked.filters, most)


def check(library: Library, text: str, filters: Filters | None = None) -> Check:
    """Check every claim of a text against the documents.

    Raises AssistantError where there is no text to check, or it is too long, and LibraryError for
    an ``as_of`` that is no date.
    """
    from assistant.checking import check_text
    from assistant.reading.running_text import text_to_check
    from assistant.writing import reader_for

    given = text_to_check(text)
    library.refresh()
    return check_text(library, given, filters, reader=reader_for(library.settings))
