"""A library that an earlier edition of the readers read is read again by one command."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from conftest import MakeLibrary

from assistant.answering import answer_question
from assistant.ingestion import reread
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.records import Citation, Question

TABLE = "# Overzicht\n\n| Provincie | 2018 | 2019 |\n|---|---|---|\n| Limburg | 7 | 9 |\n| Zeeland | 3 | 4 |\n"
BEFORE = "Overzicht\nLimburg zeven negen"  # what the page said, as an earlier edition read it


def aged(library: Library) -> None:
    """Make the library one that an earlier edition read: other text, and no tables."""
    [version] = library.versions.every()
    with closing(sqlite3.connect(library.folder / "ledger.sqlite")) as ledger:
        ledger.execute("UPDATE versions SET reader = 1")
        ledger.execute("UPDATE pages SET text = ? WHERE version = ?", (BEFORE, version.id))
        ledger.commit()


def quoted(library: Library, text: str) -> Citation:
    answer = answer_question(library, Question(text))
    return answer.statements[0].citations[0]


def test_doctor_names_what_an_earlier_edition_read_and_reread_reads_it_again(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"overzicht.md": TABLE})
    assert examine(library) == []
    aged(library)
    assert any("overzicht.md" in line and "reread" in line for line in examine(library))
    report = reread(library)
    assert report.reread == ("overzicht.md",)
    [note] = [note.reason for note in report.notes]
    assert "1 of 1 pages came out otherwise" in note
    assert examine(library) == []


def test_what_was_cited_from_the_earlier_text_still_says_the_same(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"overzicht.md": TABLE})
    aged(library)
    [version] = library.versions.every()
    start = BEFORE.index("zeven")
    old = f"{version.id[:16]}-1-{start}-{start + 5}"
    assert library.citations.by_key(old).quote == "zeven"
    reread(library)
    assert library.citations.by_key(old).quote == "zeven"
    new = quoted(library, "Hoeveel had Limburg in 2019?")
    assert (new.reading, new.quote) == (2, "Limburg\t7\t9")
    assert library.citations.by_key(new.key).quote == new.quote


def test_reading_again_twice_changes_nothing(make_library: MakeLibrary) -> None:
    library = make_library({"overzicht.md": TABLE})
    aged(library)
    reread(library)
    revision = library.newest_revision
    assert reread(library).run == 0
    assert library.newest_revision == revision
