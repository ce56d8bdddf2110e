"""What people say of reports: in a file beside them, for a folder, or in the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MakeLibrary
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import answer_question
from assistant.errors import AssistantError
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.library.descriptions import FIELDS, WrongMetadata, checked, effective
from assistant.library.doctor import examine
from assistant.records import Document, Question
from assistant.records.runs import IngestReport
from assistant.settings import Settings

BRIDGES = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde de helft."
TREES = "De provincie plantte vorig jaar negenduizend bomen langs het kanaal."
HURRY = Settings(reading_seconds=0.000_001)  # whoever reads a file under it fails


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


def beside(library: Library, file: str, content: str) -> None:
    path = source_of(library) / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def again(library: Library) -> IngestReport:
    return ingest(library, [source_of(library)])


def document(library: Library, file: str) -> Document:
    return next(v.document for v in library.versions.current() if v.file == file)


def test_a_sidecar_goes_before_the_folder_which_goes_before_the_file(
    make_library: MakeLibrary,
) -> None:
    library = make_library(
        {
            "corpus.toml": 'publisher = "Provincie"\nprogramme = "Water"\n'
            '["b*.txt"]\nkind = "monitor"\ndate = 2021-03-30\n["b.txt"]\nkind = "letter"\n',
            "a.txt": BRIDGES,
            "b.txt": TREES,
            "b.txt.toml": 'title = "Bomen langs het kanaal"\npublisher = "Waterschap"\n',
            "deep/corpus.toml": 'programme = "Wegen"',
            "deep/c.txt": "In Almelo staan zeven molens.",
        }
    )
    a, b, c = (document(library, f) for f in ("a.txt", "b.txt", "c.txt"))
    assert (a.title, a.publisher, a.programme, a.kind) == ("a", "Provincie", "Water", "report")
    assert (b.title, b.publisher, b.programme) == ("Bomen langs het kanaal", "Waterschap", "Water")
    assert (b.kind, b.published) == ("letter", "2021-03-30")
    assert (c.publisher, c.programme) == ("Provincie", "Wegen")


def test_a_person_s_word_goes_before_all_and_survives_what_comes(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "a.txt.toml": 'title = "Bruggen"\nkind = "letter"'})
    name = document(library, "a.txt").id
    library.curation.set_metadata(name, {"title": "Bruggen van Zwolle", "date": "2021-04"})
    beside(library, "a.txt", BRIDGES + " Het werk is klaar.")
    beside(library, "a.txt.toml", 'title = "Iets anders"\nkind = "monitor"')
    again(library)
    now = document(library, "a.txt")
    assert (now.id, now.title, now.published, now.kind) == (
        name,
        "Bruggen van Zwolle",
        "2021-04",
        "monitor",
    )
    assert library.documents.overrides(name) == {
        "title": "Bruggen van Zwolle",
        "published": "2021-04",
    }
    library.curation.set_metadata(name, {"title": None})
    assert document(library, "a.txt").title == "Iets anders"
    assert examine(library) == []


def test_a_changed_sidecar_costs_no_reading_and_no_embedding_where_the_title_stays(
    make_library: MakeLibrary,
) -> None:
    first = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    beside(first, "a.txt.toml", 'publisher = "Gemeente Zwolle"')
    with Library.open(first.folder, HURRY) as library:
        report = again(library)
        assert (report.described, report.failed, report.changed) == (("a.txt",), (), ())
        assert document(library, "a.txt").publisher == "Gemeente Zwolle"
        assert not library.vectoriser.embedded, "something was embedded"
        assert again(library).run == 0


def test_a_changed_title_embeds_that_document_alone_and_is_found_by_it(
    make_library: MakeLibrary,
) -> None:
    first = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    vectors = {
        v.file: first.passages.with_vectors(v.id)[0][1].tolist() for v in first.versions.current()
    }
    versions = {v.file: v.id for v in first.versions.current()}
    beside(first, "a.txt.toml", 'title = "Oeververbindingen"')
    with Library.open(first.folder, HURRY) as library:
        assert again(library).described == ("a.txt",)
        assert list(library.vectoriser.embedded) == [versions["a.txt"]]
        now = {
            v.file: library.passages.with_vectors(v.id)[0][1].tolist()
            for v in library.versions.current()
        }
        assert now["a.txt"] != vectors["a.txt"]
        assert now["b.txt"] == vectors["b.txt"]
        assert library.search.frequency("context", "oeververbind") == 1
        assert library.curation.embed_retitled() == 0
        assert examine(library) == []


def test_the_title_that_a_person_gives_is_the_one_that_a_fresh_library_would_embed(
    make_library: MakeLibrary,
) -> None:
    """Embedding again from the ledger gives what reading with that title from the start gives."""
    edited = make_library({"a.txt": BRIDGES})
    edited.curation.set_metadata(document(edited, "a.txt").id, {"title": "Oeververbindingen"})
    fresh = make_library({"a.txt": BRIDGES, "a.txt.toml": 'title = "Oeververbindingen"'}, "fresh")
    (one,), (other,) = (
        [
            (p.id, v.tolist())
            for p, v in library.passages.with_vectors(library.versions.current()[0].id)
        ]
        for library in (edited, fresh)
    )
    assert one[0] == other[0]
    assert one[1] == pytest.approx(other[1], abs=1e-5)


def test_what_is_wrong_in_a_description_is_one_line_and_stops_nothing(
    make_library: MakeLibrary,
) -> None:
    library = make_library(
        {
            "corpus.toml": 'uitgever = "X"\nlanguage = "fr"\npublisher = "Provincie"\n',
            "a.txt": BRIDGES,
            "b.txt": TREES,
            "b.txt.toml": "title = zonder aanhalingstekens",
        }
    )
    assert {v.file for v in library.versions.current()} == {"a.txt", "b.txt"}
    assert document(library, "a.txt").publisher == "Provincie"
    report = again(library)
    said = [f"{w.file}: {w.reason}" for w in report.warnings]
    assert len(said) == 3
    assert all("\n" not in line for line in said)
    assert any("'uitgever'" in line and "known are title" in line for line in said)
    assert any("'fr'" in line for line in said)
    assert any(line.startswith("b.txt.toml: The file is not TOML") for line in said)


def test_a_description_that_breaks_leaves_what_it_said_before(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "corpus.toml": 'title = "Bruggen"'})
    beside(library, "corpus.toml", "title = = kapot")
    report = again(library)
    assert report.described == ()
    assert len(report.warnings) == 1
    assert document(library, "a.txt").title == "Bruggen"
    beside(library, "corpus.toml", "")
    assert again(library).described == ("a.txt",)
    assert document(library, "a.txt").title == "a"


def test_answers_and_links_of_before_keep_working(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    library.refresh()
    answer = answer_question(library, Question("Hoeveel bruggen zijn er vernieuwd?"))
    name, citation = library.answers.save(answer), answer.statements[0].citations[0]
    library.curation.set_metadata(
        citation.document, {"title": "Oeververbindingen", "publisher": "Zwolle"}
    )
    assert library.answers.get(name) == answer
    linked = library.citations.by_key(citation.key)
    assert (linked.quote, linked.title) == (citation.quote, "Oeververbindingen")


def test_a_value_that_a_field_cannot_have_is_refused_and_changes_nothing(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES})
    before = library.versions.current()
    for fields in ({"titel": "x"}, {"title": " "}, {"date": "vorig jaar"}, {"language": "de"}):
        with pytest.raises(AssistantError):
            library.curation.set_metadata(before[0].document.id, fields)
    assert library.versions.current() == before


@given(st.sampled_from(FIELDS), st.one_of(st.text(), st.integers(), st.dates(), st.none()))
def test_what_is_kept_is_one_printable_line_or_refused(name: str, value: object) -> None:
    try:
        field, text = checked(name, value)
    except WrongMetadata:
        return
    assert field == name
    assert text == text.strip()
    assert text.isprintable()
    assert getattr(effective({}, {field: text}), field) == text
