"""Versions of a document: what replaces what, what a date sees, what became of a cited passage."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest
from conftest import CORPUS, MakeLibrary
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import answer_question
from assistant.errors import AssistantError, UnknownCitation
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.library.comparison import kept, pair, same_words, side_by_side
from assistant.library.doctor import examine
from assistant.library.ledger import Ledger
from assistant.library.ledger.tables import SCHEMA
from assistant.library.version_matching import Described, is_newer, relation
from assistant.records import Check, Citation, Filters, Question, Ruling, Sentence, Verdict
from assistant.retrieval import retrieve, understand

COMMON = (
    "De gemeente Zwolle vernieuwt bruggen. Het werk begon in maart. De aannemer komt uit Assen. "
    "Omwonenden kregen een brief. "
)
DRAFT = COMMON + "Er zijn veertien bruggen vernieuwd. Dat kostte vier miljoen euro."
FINAL = COMMON + "Er zijn twintig bruggen vernieuwd."


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


def report(title: str, publisher: str, date: str, text: str) -> str:
    printed = "-".join(reversed(date.split("-")))
    return (
        f'<html lang="nl"><head><title>{title}</title><meta name="author" content="{publisher}">'
        f"</head><body><h1>{title}</h1><p>Datum: {printed}</p><p>{text}</p></body></html>"
    )


def put(library: Library, file: str, content: str) -> Path:
    path = source_of(library) / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def found(library: Library, filters: Filters = Filters()) -> str:  # noqa: B008 - frozen
    library.refresh()
    asked = understand(Question("Hoeveel bruggen zijn er vernieuwd?"))
    return " ".join(r.passage.text for r in retrieve(library, asked, filters, 10))


def only_citation(library: Library) -> Citation:
    answer = answer_question(library, Question("Hoeveel bruggen zijn er vernieuwd?"))
    return next(c for s in answer.statements for c in s.citations if "bruggen" in c.quote)


# What is a version, and what is a series


def described(title: str, file: str, date: str = "", publisher: str = "TNO") -> Described:
    return Described(title, publisher, date, "report", file)


SERIES = [
    ("Monitor 2019", "Monitor 2020"),
    ("Jaarverslag 2021", "Jaarverslag 2022"),
    ("Voortgangsrapportage 3", "Voortgangsrapportage 4"),
    ("Derde voortgangsrapportage", "Vierde voortgangsrapportage"),
    ("Rapportage kwartaal 1", "Rapportage kwartaal 2"),
    ("Nieuwsbrief april 2021", "Nieuwsbrief mei 2021"),
    ("Regionale agenda deel 1", "Regionale agenda deel 2"),
    ("Agenda 2018-2021", "Agenda 2022-2026"),
]
VERSIONS = [
    ("monitor-2020-concept.pdf", "monitor-2020.pdf"),
    ("plan v1.docx", "plan v2.docx"),
    ("plan_versie_1.0.pdf", "plan_versie_1.1.pdf"),
    ("advies-draft.pdf", "advies-final.pdf"),
    ("advies.pdf", "advies (herzien).pdf"),
    ("plan.pdf", "plan-definitief.pdf"),
]


@pytest.mark.parametrize(("old", "new"), SERIES)
def test_a_series_is_never_taken_for_versions_however_alike_its_parts(old: str, new: str) -> None:
    one, other = described(old, f"{old}.pdf"), described(new, f"{new}.pdf", "2022-01-01")
    assert relation(other, one, 0.99) == "series"
    one, other = described("Rapport", f"{old}.pdf"), described("Rapport", f"{new}.pdf")
    assert relation(other, one, 0.99) == "series", (
        "the file's name says it where the title does not"
    )


@pytest.mark.parametrize(("old", "new"), VERSIONS)
def test_drafts_and_numbered_versions_are_versions_where_the_text_is_alike(
    old: str, new: str
) -> None:
    one, other = described("Plan voor bruggen", old), described("Plan voor bruggen", new)
    assert relation(other, one, 0.6) == "version"
    assert is_newer(other, one)
    assert not is_newer(one, other)
    assert relation(other, one, 0.05) == "other"


def test_what_numbers_tell_apart_is_doubtful_at_most() -> None:
    one = described(
        "Onderzoek van App 2.4.1 (Android 10)", "app_2.4.1_versie_1.0.pdf", "2021-10-05"
    )
    other = described(
        "Onderzoek van App 2.4.3 (Android 10)", "app_2.4.3_versie_2.0.pdf", "2021-11-26"
    )
    assert relation(other, one, 0.9) == "unsure"
    assert relation(other, one, 0.3) == "other"


def test_the_same_title_and_publisher_with_another_date_is_a_version() -> None:
    one = described("Plan voor bruggen", "a.pdf", "2021-01-05")
    assert relation(described("Plan voor bruggen", "b.pdf", "2021-03-05"), one, 0.8) == "version"
    for other in (
        described("Plan voor bruggen", "b.pdf", "2021-03-05", publisher=""),
        described("Plan voor bruggen", "b.pdf", "2021-03-05", publisher="Dialogic"),
        described("Plan voor bruggen", "b.pdf", "2021-01-05"),
    ):
        assert relation(other, one, 0.8) == "unsure"
    letter = described("Kamerbrief over bruggen", "a.pdf", "2021-01-05")
    later = described("Kamerbrief over bruggen", "b.pdf", "2021-03-05")
    assert relation(later, letter, 0.8) == "unsure", "letters come again under one title"


def test_a_final_report_supersedes_its_draft_under_another_name(make_library: MakeLibrary) -> None:
    library = make_library({"plan-concept.html": report("Plan", "TNO", "2021-01-05", DRAFT)})
    (draft,) = library.versions.current()
    put(library, "plan.html", report("Plan", "TNO", "2021-03-05", FINAL))
    run = ingest(library, [source_of(library)])
    (final,) = library.versions.current()
    assert final.document.id == draft.document.id
    assert "twintig" in found(library)
    assert "veertien" not in found(library)
    assert "newer version of plan-concept.html" in run.notes[0].reason
    assert library.versions.get(draft.id).superseded_by == final.id
    assert library.versions.get(draft.id).document.published == "2021-01-05", (
        "it keeps its own date"
    )
    assert [v.id for v in library.documents.history(final.document.id)] == [final.id, draft.id]
    assert examine(library) == []


def test_a_draft_that_comes_after_the_final_report_does_not_unseat_it(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"plan.html": report("Plan", "TNO", "2021-03-05", FINAL)})
    (final,) = library.versions.current()
    put(library, "plan-concept.html", report("Plan", "TNO", "2021-01-05", DRAFT))
    ingest(library, [source_of(library)])
    assert [v.id for v in library.versions.current()] == [final.id]
    old = next(v for v in library.documents.history(final.document.id) if v.id != final.id)
    assert (old.current, old.superseded_by, old.document.id) == (False, final.id, final.document.id)
    assert "veertien" not in found(library)
    assert examine(library) == []


def test_a_draft_that_is_edited_after_the_final_report_came_stays_behind_it(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"plan-concept.html": report("Plan", "TNO", "2021-01-05", DRAFT)})
    put(library, "plan.html", report("Plan", "TNO", "2021-03-05", FINAL))
    ingest(library, [source_of(library)])
    put(library, "plan-concept.html", report("Plan", "TNO", "2021-01-05", DRAFT + " Klaar."))
    ingest(library, [source_of(library)])
    assert [v.file for v in library.versions.current()] == ["plan.html"]
    assert len(library.documents.history(library.versions.current()[0].document.id)) == 3
    assert examine(library) == []


def test_a_draft_answers_again_when_the_final_report_is_taken_away_and_not_when_it_is_back(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"plan-concept.html": report("Plan", "TNO", "2021-01-05", DRAFT)})
    final = put(library, "plan.html", report("Plan", "TNO", "2021-03-05", FINAL))
    ingest(library, [source_of(library)])
    content = final.read_text()
    final.unlink()
    ingest(library, [source_of(library)], prune=True)
    assert [v.file for v in library.versions.current()] == ["plan-concept.html"]
    final.write_text(content)
    ingest(library, [source_of(library)], prune=True)
    assert [v.file for v in library.versions.current()] == ["plan.html"]
    assert examine(library) == []


def test_a_yearly_series_stays_two_documents_without_a_word(make_library: MakeLibrary) -> None:
    library = make_library(
        {"monitor-2019.html": report("Monitor 2019", "TNO", "2020-01-15", DRAFT)}
    )
    put(library, "monitor-2020.html", report("Monitor 2020", "TNO", "2021-01-15", FINAL))
    run = ingest(library, [source_of(library)])
    assert len(library.versions.current()) == 2
    assert run.notes == ()


def test_what_is_doubtful_is_kept_and_the_command_in_the_note_joins_it(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.html": report("Plan voor bruggen", "", "2021-01-05", DRAFT)})
    path = put(library, "b.html", report("Plan voor bruggen", "", "2021-03-05", FINAL))
    run = ingest(library, [source_of(library)])
    assert len(library.versions.current()) == 2
    (note,) = run.notes
    assert f'assistant ingest "{path}" --replaces "a.html"' in note.reason
    own, other = library.documents.named(str(path)), library.documents.named("a.html")
    joined = library.curation.join(own, other)
    assert [v.id for v in library.versions.current()] == [joined.id]
    assert "veertien" not in found(library)
    assert examine(library) == []
    assert len(library.documents.history(other)) == 2


def test_a_wrong_join_can_be_taken_apart_again(make_library: MakeLibrary) -> None:
    library = make_library({"plan-concept.html": report("Plan", "TNO", "2021-01-05", DRAFT)})
    put(library, "plan.html", report("Plan", "TNO", "2021-03-05", FINAL))
    ingest(library, [source_of(library)])
    library.curation.separate(library.versions.named("plan.html"))
    documents = {v.document.id for v in library.versions.current()}
    assert len(documents) == len(library.versions.current()) == 2
    assert "twintig" in found(library)
    assert "veertien" in found(library)
    assert examine(library) == []
    assert ingest(library, [source_of(library)]).run == 0, "the next run leaves it so"
    with pytest.raises(AssistantError, match="only version"):
        library.curation.separate(library.versions.named("plan.html"))


def test_a_person_s_word_says_what_a_new_file_replaces(make_library: MakeLibrary) -> None:
    library = make_library({"oud.txt": DRAFT})
    path = put(library, "heel-anders.txt", "Het college zag er van af. Er komen geen bruggen.")
    ingest(library, [path], replaces=library.documents.named("oud.txt"))
    assert [v.file for v in library.versions.current()] == ["heel-anders.txt"]
    assert "veertien" not in found(library)
    with pytest.raises(AssistantError, match="no document"):
        library.documents.named("nergens.txt")


def test_the_draft_and_the_monitor_of_the_samples_are_one_document_and_the_years_are_not(
    sample_library: Library,
) -> None:
    monitors = [
        v for v in sample_library.versions.current() if v.file.startswith("monitor-fieldlabs")
    ]
    assert sorted(v.file for v in monitors) == [
        "monitor-fieldlabs-2017.pdf",
        "monitor-fieldlabs-2019.pdf",
        "monitor-fieldlabs-2020.pdf",
    ]
    newest = next(v for v in monitors if "2020" in v.file)
    assert [v.file for v in sample_library.documents.history(newest.document.id)] == [
        "monitor-fieldlabs-2020.pdf",
        "monitor-fieldlabs-2020-concept.pdf",
    ]
    assert len(sample_library.versions.current()) == len(list(CORPUS.glob("*.*"))) - 1


# As of a date


def test_a_question_as_of_a_time_sees_what_was_current_then(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DRAFT, "b.txt": "In Almelo staan zeven molens."})
    old = next(v for v in library.versions.current() if v.file == "a.txt")
    put(library, "a.txt", FINAL)
    ingest(library, [source_of(library)])
    new = next(v for v in library.versions.current() if v.file == "a.txt")
    between = Filters(as_of=old.valid_from)
    assert "veertien" in found(library, between)
    assert "twintig" not in found(library, between)
    assert "veertien" not in found(library)
    answer = answer_question(
        library, Question("Hoeveel bruggen zijn er vernieuwd?", filters=between)
    )
    cited = {c.version for s in answer.statements for c in s.citations}
    assert old.id in cited
    assert new.id not in cited
    assert found(library, Filters(as_of=new.valid_from)) == found(library)
    assert found(library, Filters(as_of="2001-01-01")) == ""
    with pytest.raises(AssistantError, match="not a date"):
        found(library, Filters(as_of="gisteren"))


def test_a_version_that_came_back_was_not_current_in_between(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DRAFT})
    put(library, "a.txt", FINAL)
    ingest(library, [source_of(library)])
    middle = library.versions.current()[0].valid_from
    put(library, "a.txt", DRAFT)
    ingest(library, [source_of(library)])
    assert "twintig" in found(library, Filters(as_of=middle))
    assert "veertien" not in found(library, Filters(as_of=middle))
    assert "veertien" in found(library)


def test_scores_as_of_a_time_stand_on_the_scale_of_today(make_library: MakeLibrary) -> None:
    """The exact search of past versions ranks as the indexes did when these were current."""
    texts = {f"{n}.txt": f"In plaats {n} zijn {n + 3} bruggen vernieuwd." for n in range(6)}
    library = make_library({**texts, "x.txt": "Bomen groeien langs het kanaal."})
    asked = understand(Question("Hoeveel bruggen zijn er in plaats 4 vernieuwd?"))
    library.refresh()
    before = [r.passage.id for r in retrieve(library, asked, Filters(), 5)]
    time = library.versions.current()[0].valid_from
    moments = [v.valid_from for v in library.versions.current()]
    time = max(moments)
    put(library, "4.txt", "Hier staat nu iets anders.")
    ingest(library, [source_of(library)])
    again = [r.passage.id for r in retrieve(library, asked, Filters(as_of=time), 5)]
    assert again[0] == before[0]
    assert set(again) == set(before)


# What became of a cited passage


def test_a_saved_citation_says_what_became_of_its_words(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DRAFT})
    citation = only_citation(library)
    assert library.citations.fate(citation).kind == "current"
    put(library, "a.txt", FINAL.replace("Het werk", "Het  werk"))
    ingest(library, [source_of(library)])
    (new,) = library.versions.current()
    version = library.versions.get(citation.version)
    page = library.pages.get(version.id, 1)

    def cited(words: str) -> Citation:
        start = page.text.index(words)
        return library.citations.by_key(f"{version.id[:16]}-1-{start}-{start + len(words)}")

    assert library.citations.by_key(citation.key).quote == citation.quote
    same = library.citations.fate(cited("Het werk begon in maart."))
    assert (same.kind, same.newer) == ("same", new)
    assert same.citation is not None
    assert same_words(same.citation.quote) == same_words("Het werk begon in maart.")
    changed = library.citations.fate(cited("Er zijn veertien bruggen vernieuwd."))
    assert changed.kind == "changed"
    assert changed.citation is not None
    assert changed.citation.quote == "Er zijn twintig bruggen vernieuwd."
    assert library.citations.by_key(changed.citation.key).version == new.id
    gone = library.citations.fate(cited("Dat kostte vier miljoen euro."))
    assert (gone.kind, gone.newer, gone.citation) == ("gone", new, None)


def test_a_passage_of_a_retired_document_is_withdrawn(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DRAFT})
    citation = only_citation(library)
    library.curation.retire(library.versions.current()[0].document.id)
    assert library.citations.fate(citation).kind == "withdrawn"


def test_two_versions_stand_side_by_side(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DRAFT})
    old = library.versions.current()[0].id
    put(library, "a.txt", FINAL + " In mei is het feest.")
    ingest(library, [source_of(library)])
    rows = library.versions.compare(old, library.versions.current()[0].id)
    assert [row.kind for row in rows] == [*["same"] * 4, "changed", "gone", "added"]
    assert rows[4].old is not None
    assert rows[4].new is not None
    assert ("veertien" in rows[4].old.text, "twintig" in rows[4].new.text) == (True, True)


WORDS = st.lists(
    st.sampled_from("brug boom bus water weg dijk trein haven plan geld".split()), min_size=1
)
SENTENCES = st.lists(WORDS.map(" ".join), max_size=12)


@given(SENTENCES, SENTENCES)
def test_a_comparison_uses_every_sentence_exactly_once(old: list[str], new: list[str]) -> None:
    rows = side_by_side([Sentence(t, ()) for t in old], [Sentence(t, ()) for t in new])
    assert sorted(r.old.text for r in rows if r.old) == sorted(old)
    assert [r.new.text for r in rows if r.new] == new
    for row in rows:
        assert (row.old is None) == (row.kind == "added")
        assert (row.new is None) == (row.kind == "gone")
        if row.old and row.new:
            alike = same_words(row.old.text) == same_words(row.new.text)
            assert (row.kind == "same") == alike
    counted = kept(old, new)
    assert counted.same + counted.changed + counted.gone == len(old)
    assert counted.same + counted.changed + counted.added == len(new)


@given(SENTENCES)
def test_a_text_compared_with_itself_is_all_the_same(texts: list[str]) -> None:
    same, changed = pair(texts, texts)
    assert (len(same), changed) == (len(texts), {})


# Retiring


def test_a_retired_document_answers_no_more_whatever_its_file_does_until_it_is_restored(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": DRAFT, "b.txt": "In Almelo staan zeven molens."})
    document = library.documents.named("a.txt")
    library.curation.retire(document)
    assert "veertien" not in found(library)
    put(library, "a.txt", FINAL)
    ingest(library, [source_of(library)])
    assert "twintig" not in found(library)
    assert [v.file for v in library.documents.retired()] == ["a.txt"]
    assert examine(library) == []
    library.curation.restore(document)
    assert "twintig" in found(library)
    assert library.documents.retired() == ()
    assert examine(library) == []


# Libraries of an earlier program


@pytest.fixture
def old_library(tmp_path: Path) -> Path:
    """A library of schema 2: a superseded version, a file that is gone, a broken one, an answer."""
    with zipfile.ZipFile(Path(__file__).parents[1] / "data" / "library_schema_2.zip") as archive:
        archive.extractall(tmp_path / "old")
    return tmp_path / "old"


def test_a_library_of_schema_2_is_brought_here_in_place_and_keeps_everything(
    old_library: Path,
) -> None:
    with Library.open(old_library) as library:
        assert Ledger.open(old_library).fact("schema") == str(SCHEMA)
        assert {v.file for v in library.versions.current()} == {
            "bruggen.txt",
            "bussen.pdf",
            "trees.txt",
        }
        assert [f.file for f in library.files.problems()] == ["kapot.pdf"]
        assert [run.counts["added"] for run in library.runs.newest()] == [0, 3]
        citation = library.citations.by_key("ef1b78f1f88325a0-1-0-51")
        assert "veertien bruggen" in citation.quote
        assert library.answers.get("ed9b8b0aa725").statements[0].citations[0].key == citation.key
        fate = library.citations.fate(citation)
        assert (fate.kind, fate.citation is not None) == ("changed", True)
        old = library.versions.get(citation.version)
        assert "twintig" in found(library)
        assert "veertien" in found(library, Filters(as_of=old.valid_from))
        assert all("assistant reread" in line for line in examine(library))
    with Library.open(old_library):
        assert Ledger.open(old_library).fact("schema") == str(SCHEMA)


def test_a_library_of_schema_4_keeps_checks_once_it_is_brought_here(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"bruggen.txt": "In Zwolle zijn dit jaar veertien bruggen vernieuwd."})
    library.close()
    with sqlite3.connect(library.folder / "ledger.sqlite") as connection:
        connection.execute("DROP TABLE checks")
        connection.execute("ALTER TABLE files DROP COLUMN touched")
        connection.execute("UPDATE facts SET value = '4' WHERE name = 'schema'")
    connection.close()
    verdict = Verdict("Veertien bruggen.", 0, 17, "nl", Ruling.SUPPORTED, context=("dit jaar",))
    check = Check("Veertien bruggen.", "nl", (verdict,), 1, "2026-01-02T03:04:05+00:00")
    with Library.open(library.folder) as again:
        name = again.checks.save(check)
        assert again.checks.save(check) == name, "the same check is kept once"
    with Library.open(library.folder) as again:
        assert again.checks.get(name) == check
        assert len(again.versions.current()) == 1
        with pytest.raises(UnknownCitation):
            again.checks.get("0" * 12)


def test_a_library_brought_here_takes_in_what_comes(old_library: Path, tmp_path: Path) -> None:
    with Library.open(old_library) as library:
        path = tmp_path / "bruggen.txt"
        path.write_text("In Zwolle zijn dit jaar dertig bruggen vernieuwd.")
        ingest(library, [path], replaces=library.documents.named("bruggen.txt"))
        assert "dertig" in found(library)
        assert "twintig" not in found(library)
        assert library.passages.language_sums().keys() == {"nl", "en"}
        assert all("assistant reread" in line for line in examine(library))


def test_a_schema_that_cannot_be_brought_here_is_left_alone(old_library: Path) -> None:
    with sqlite3.connect(old_library / "ledger.sqlite") as connection:
        connection.execute("UPDATE facts SET value = '1' WHERE name = 'schema'")
    connection.close()
    with pytest.raises(AssistantError, match="another version"):
        Library.open(old_library)
    with sqlite3.connect(old_library / "ledger.sqlite") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(documents)")]
    connection.close()
    assert "head" not in columns


def test_unknown_versions_are_unknown(make_library: MakeLibrary) -> None:
    library = make_library({})
    with pytest.raises(UnknownCitation):
        library.versions.newest("0" * 64)
    with pytest.raises(UnknownCitation):
        library.curation.set_metadata("nergens", {"title": "x"})
