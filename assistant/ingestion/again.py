"""A version is read again from its original: read -> give it what is better -> chunk -> embed -> commit."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.errors import UnknownCitation, UnreadableDocument
from assistant.figures import figures_of
from assistant.ingestion.chunk import chunk
from assistant.ingestion.commit import commit_again, commit_unreread
from assistant.ingestion.describe import context_title
from assistant.ingestion.embed import embed
from assistant.ingestion.find import FoundFile
from assistant.ingestion.rereading import Refilled, read_again
from assistant.ingestion.run_context import RunContext
from assistant.library import Library
from assistant.records import Passage, Reading

Better = Callable[[Library, str, Reading], Refilled]


def take_in_again(
    run: RunContext, file: FoundFile, version: str, better: Better, *, tell: bool = False
) -> None:
    """What is read of a version's original now goes into it, as far as ``better`` lets it.

    ``file`` is where it came from, with what the files beside it say of it. With ``tell`` the report says
    what it gained."""
    began = time.monotonic()
    library = run.library
    try:
        reading = read_again(library, version, file.name)
    except (UnreadableDocument, UnknownCitation, OSError) as reason:
        commit_unreread(run, file, version, reason)
        return
    refilled = better(library, version, reading)
    old = library.passages.of(version)
    passages = chunk(version, refilled.reading.pages, old)
    document = refilled.before.document.id
    title = context_title(library, refilled.reading, file.descriptions or {}, document)
    embedded = embed(library, title, passages)
    notes = (_gained(refilled, old, passages),) if tell else ()
    commit_again(run, file, refilled, embedded, began, notes)


@dataclass(frozen=True, slots=True)
class _Held:
    """What passages hold: letters and digits in sentences, rows of tables with heads, figures."""

    letters: int
    rows: int
    figures: int

    @staticmethod
    def of(passages: Sequence[Passage]) -> _Held:
        sentences = [sentence for passage in passages for sentence in passage.sentences]
        return _Held(
            sum(c.isalnum() for sentence in sentences for c in sentence.text),
            sum(bool(s.row and s.row.cells) for s in sentences),
            len(figures_of(passages)),
        )


def _gained(refilled: Refilled, old: Sequence[Passage], new: Sequence[Passage]) -> str:
    before, now = _Held.of(old), _Held.of(new)
    pages = len(refilled.changed)
    return (
        f"read again: {pages} of {len(refilled.reading.pages)} pages came out otherwise; "
        f"letters in sentences {before.letters:,} -> {now.letters:,}, rows of tables with heads "
        f"{before.rows:,} -> {now.rows:,}, figures {before.figures:,} -> {now.figures:,}"
    )
