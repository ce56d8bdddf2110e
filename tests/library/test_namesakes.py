"""Reports of one title: a template that regions or years share never makes one of them answer no more."""

from __future__ import annotations

import pytest
from conftest import MakeLibrary

from assistant.ingestion import ingest
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.library.namesakes import apart_by_folder, apart_by_name, differ_by_names
from assistant.library.version_matching import Described, relation
from assistant.records.runs import IngestReport

SHARED = (
    "Het programma brengt bedrijven en overheden bij elkaar. De stuurgroep komt vier keer per jaar "
    "bijeen. Een bureau onderzoekt ieder jaar of de doelen worden gehaald. "
)


def plan(date: str, text: str, title: str = "Uitvoeringsplan warmtenet") -> str:
    return f"---\ntitle: {title}\npublisher: Gemeente Assen\ndate: {date}\n---\n\n# {title}\n\n{SHARED}{text}\n"


def put(library: Library, files: dict[str, str]) -> IngestReport:
    source = library.folder.parent / "source"
    for name, content in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(content)
    return ingest(library, [source])


def texts(library: Library) -> str:
    current = library.versions.current()
    return " ".join(s for v in current for s in library.passages.sentences(v.id))


# The whole way


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Regio Noord/plan.md", "Regio Zuid/plan.md"),
        ("wijk 1/plan.md", "wijk 2/plan.md"),
        ("plan.md", "Regio Zuid/plan.md"),
        ("noord/plan-concept.md", "zuid/plan-definitief.md"),
        ("plan-noord.md", "plan-zuid.md"),
        ("scan0001.md", "scan0002.md"),
        ("2018/plan.md", "2019/plan.md"),
    ],
)
def test_plans_that_share_a_template_are_both_kept_and_it_is_said(
    make_library: MakeLibrary, one: str, other: str
) -> None:
    library = make_library({one: plan("2018-05-01", "De wijk Noord krijgt 310 panelen.")})
    report = put(library, {other: plan("2019-06-01", "De wijk Zuid krijgt 520 panelen.")})
    assert len({v.document.id for v in library.versions.current()}) == 2
    assert "310 panelen" in texts(library)
    assert "520 panelen" in texts(library)
    (note,) = report.notes
    assert "kept as a document of its own beside" in note.reason
    assert examine(library) == []
    # What the note tells to type names one document, also where two files have one name.
    named = note.reason.rsplit('--replaces "', 1)[1].rstrip('"')
    path = note.reason.split('assistant ingest "', 1)[1].split('"')[0]
    first, second = library.documents.named(named), library.documents.named(path)
    assert first != second
    library.curation.join(second, first)
    assert len(library.versions.current()) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("plan.md", "plan nieuw.md"),
        ("plan.md", "plan-ministerie.md"),
        ("archief/plan.md", "plan.md"),
        ("oude versies/plan v1.md", "plan v2.md"),
        ("concept/plan.md", "definitief/plan.md"),
        ("2019-05-01/plan.md", "2019-06-01/plan.md"),
    ],
)
def test_a_new_version_is_still_known_by_its_text_its_date_and_its_place(
    make_library: MakeLibrary, one: str, other: str
) -> None:
    library = make_library({one: plan("2019-05-01", "De wijk krijgt 310 panelen.")})
    report = put(library, {other: plan("2019-06-01", "De wijk krijgt 311 panelen.")})
    assert len(library.versions.current()) == 1
    assert "311 panelen" in texts(library)
    assert "310 panelen" not in texts(library)
    assert "newer version" in report.notes[0].reason


def test_a_wrong_join_of_two_files_of_one_name_is_undone_by_the_command_in_the_note(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"concept/plan.md": plan("2019-05-01", "De wijk krijgt 310 panelen.")})
    report = put(library, {"plan.md": plan("2019-06-01", "De wijk krijgt 311 panelen.")})
    assert "concept/plan.md" in report.notes[0].reason
    named = report.notes[0].reason.rsplit('assistant separate "', 1)[1].rstrip('"')
    library.curation.separate(library.versions.named(named))
    assert len(library.versions.current()) == 2


# The evidence


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("/a/Noord", "/a/Zuid", True),
        ("/a/2018", "/a/2019", True),
        ("/a", "/a/Noord", True),
        ("/a/fase 1", "/a/fase 2", True),
        ("/a", "/a", False),
        ("/a", "/a/Oud", False),
        ("/a/v1", "/a/v2", False),
        ("/a/2021-03-04", "/a/2021-05-06", False),
        ("/a/Versies", "/a/Archief", False),
        ("", "/a/Noord", False),
    ],
)
def test_folders_tell_apart_what_they_name(one: str, other: str, apart: bool) -> None:
    assert apart_by_folder(one, other) is apart
    assert apart_by_folder(other, one) is apart


def test_files_are_told_apart_by_words_of_both_and_by_no_mark_of_a_version() -> None:
    assert apart_by_name("rapport noord.pdf", "rapport_zuid.pdf")
    assert not apart_by_name("a.pdf", "b.pdf")
    assert not apart_by_name("plan (1).pdf", "plan herzien 2021-03-04.docx")
    assert not apart_by_name("plan.pdf", "plan tekst.pdf")


def test_only_names_that_the_other_text_has_not_tell_texts_apart() -> None:
    old = ["De wijk Noord krijgt panelen.", "In maart begint het werk van Jansen."]
    assert differ_by_names(old, ["De wijk Zuid krijgt panelen.", old[1]])
    assert not differ_by_names(old, [old[0], "In april begint het werk van Jansen."])
    assert not differ_by_names(old, ["De wijk Noord krijgt lampen.", old[1]])
    assert not differ_by_names(old, ["De wijk Jansen krijgt panelen.", old[1]])
    assert not differ_by_names(["Bewoners betalen mee."], ["Inwoners betalen mee."])
    assert not differ_by_names(["The work ends in May 2020."], ["The work ends in June 2021."])


def test_a_corrected_file_stays_a_version_of_what_its_own_name_says() -> None:
    """Other names in the text are no doubt where both files' names say which version they are."""
    draft = Described("Plan voor wonen", "TNO", "2021-01-01", "report", "plan v1.pdf", "/a")
    final = Described("Plan voor wonen", "TNO", "2021-02-01", "report", "plan v2.pdf", "/a")
    assert relation(final, draft, 0.8, other_names=True) == "version"
