"""Reports come, change, break and go; an ingest is killed. The library stays true and answers."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import MakeLibrary
from pdf_writer import simple_pdf

from assistant.answering import answer_question
from assistant.errors import AssistantError, UnknownCitation
from assistant.ingestion import Progress, ingest
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.records import Filters, Question
from assistant.records.runs import IngestReport
from assistant.retrieval import retrieve, understand
from assistant.settings import Settings

BRIDGES = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde de helft."
TREES = (
    "De provincie plantte vorig jaar negenduizend bomen langs het kanaal. Eiken groeien er goed."
)
BUSES = (
    "Op zondag rijden er twaalf elektrische bussen tussen Assen en Emmen. Zij laden in het depot."
)
NEW_BRIDGES = "In Zwolle zijn dit jaar twintig bruggen vernieuwd. Het rijk betaalde alles."


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


def again(library: Library, *, prune: bool = False) -> IngestReport:
    return ingest(library, [source_of(library)], prune=prune)


def change(library: Library, file: str, content: str | bytes) -> None:
    """Write a file so that its size or time differs, however coarse the clock."""
    path = source_of(library) / file
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    stamp = time.time_ns() + 5_000_000_000
    os.utime(path, ns=(stamp, stamp))


def found(library: Library, question: str) -> list[str]:
    """Passage texts for a question, best first."""
    library.refresh()
    ranked = retrieve(library, understand(Question(question)), Filters(), 10)
    return [r.passage.text for r in ranked]


def files_of(library: Library) -> list[str]:
    return sorted(version.file for version in library.versions.current())


# What a run does


def test_new_files_are_taken_in_and_counted(make_library: MakeLibrary) -> None:
    library = make_library({})
    for name, text in {"a.txt": BRIDGES, "deep/b.md": TREES}.items():
        path = source_of(library) / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    steps: list[Progress] = []
    report = ingest(library, [source_of(library)], watch=steps.append)
    assert sorted(report.added) == ["a.txt", "b.md"]
    assert (report.changed, report.unchanged, report.removed, report.failed) == ((), (), (), ())
    assert (report.pages, report.passages) == (2, 2)
    assert report.revision == library.revision == library.newest_revision
    assert steps[-1].files_done == steps[-1].files == 2


def test_a_second_run_changes_nothing_and_reads_nothing(make_library: MakeLibrary) -> None:
    first = make_library({"a.txt": BRIDGES, "b.pdf": simple_pdf([[TREES]])})
    revision = first.newest_revision
    os.utime(
        source_of(first) / "b.pdf", ns=(1, 1)
    )  # touched: only its bytes say that it is the same
    # Reading may take no time at all here: a file that was read again would fail.
    hurried = Settings(reading_seconds=0.000_001)
    with Library.open(first.folder, hurried) as library:
        report = again(library)
        assert sorted(report.unchanged) == ["a.txt", "b.pdf"]
        assert (report.added, report.changed, report.failed) == ((), (), ())
        assert library.newest_revision == revision
        change(library, "a.txt", NEW_BRIDGES)
        assert [f.file for f in again(library).failed] == ["a.txt"], "the hurry must show"


def test_a_file_that_cannot_be_read_stops_no_other(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    change(library, "b.pdf", b"%PDF-1.7 dit is geen PDF")
    change(library, "c.txt", TREES)
    report = again(library)
    assert report.added == ("c.txt",)
    (failure,) = report.failed
    assert failure.file == "b.pdf"
    assert "damaged" in failure.reason
    assert library.files.problems() == (failure,)
    assert files_of(library) == ["a.txt", "c.txt"]
    assert again(library).failed == (failure,), "it is still said while the file is as it was"


def test_only_documents_are_taken_from_a_folder_and_hidden_names_are_left_out(
    make_library: MakeLibrary,
) -> None:
    library = make_library(
        {"a.txt": BRIDGES, ".b.txt": TREES, "_bron/c.txt": TREES, "~$d.docx": b"x", "e.jpg": b"x"}
    )
    assert files_of(library) == ["a.txt"]


def test_a_path_that_does_not_exist_is_said_and_nothing_changes(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    with pytest.raises(AssistantError, match="no file or folder"):
        ingest(library, [source_of(library) / "nergens"])
    assert files_of(library) == ["a.txt"]


def test_an_empty_folder_is_no_error(make_library: MakeLibrary) -> None:
    library = make_library({})
    assert again(library).added == ()


# Versions


def test_a_changed_file_becomes_the_current_version_and_the_old_one_stays_readable(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    old = next(v for v in library.versions.current() if v.file == "a.txt")
    answer = answer_question(library, Question("Hoeveel bruggen zijn er in Zwolle vernieuwd?"))
    (citation, *_) = answer.statements[0].citations
    change(library, "a.txt", NEW_BRIDGES)
    assert again(library).changed == ("a.txt",)

    new = next(v for v in library.versions.current() if v.file == "a.txt")
    assert new.id != old.id
    assert new.document.id == old.document.id
    texts = found(library, "Hoeveel bruggen zijn er in Zwolle vernieuwd?")
    assert any("twintig" in text for text in texts)
    assert not any("veertien" in text for text in texts)

    assert not library.versions.get(old.id).current
    assert library.citations.by_key(citation.key).quote == citation.quote
    assert library.originals.file(old.id).read_text() == BRIDGES
    assert examine(library) == []


def test_a_file_that_goes_back_to_what_it_was_answers_as_it_did(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    first = library.versions.current()[0].id
    change(library, "a.txt", NEW_BRIDGES)
    again(library)
    change(library, "a.txt", BRIDGES)
    again(library)
    assert [v.id for v in library.versions.current()] == [first]
    assert any("veertien" in text for text in found(library, "Hoeveel bruggen zijn vernieuwd?"))
    assert examine(library) == []


def test_a_broken_new_file_leaves_the_old_version_answering(make_library: MakeLibrary) -> None:
    library = make_library({"a.pdf": simple_pdf([[BRIDGES]])})
    before = library.versions.current()
    change(library, "a.pdf", simple_pdf([[NEW_BRIDGES]])[:200])
    report = again(library)
    assert [f.file for f in report.failed] == ["a.pdf"]
    assert library.versions.current() == before
    assert any("veertien" in text for text in found(library, "Hoeveel bruggen zijn vernieuwd?"))


def test_the_mended_file_after_a_broken_one_takes_the_old_version_s_place(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.pdf": simple_pdf([[BRIDGES]])})
    document = library.versions.current()[0].document.id
    change(library, "a.pdf", simple_pdf([[NEW_BRIDGES]])[:200])
    again(library)
    change(library, "a.pdf", simple_pdf([[NEW_BRIDGES]]))
    again(library)
    assert [v.document.id for v in library.versions.current()] == [document]
    texts = found(library, "Hoeveel bruggen zijn vernieuwd?")
    assert not any("veertien" in text for text in texts), "the superseded version still answers"


def test_the_same_bytes_under_two_names_are_one_version(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "kopie van a.txt": BRIDGES})
    assert len(library.versions.current()) == 1
    assert len(found(library, "Hoeveel bruggen zijn vernieuwd?")) == 1
    assert examine(library) == []


def test_changing_one_of_two_files_with_the_same_bytes_leaves_the_other_answering(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": BRIDGES})
    change(library, "a.txt", NEW_BRIDGES)
    again(library)
    texts = " ".join(found(library, "Hoeveel bruggen zijn vernieuwd?"))
    assert "twintig" in texts
    assert "veertien" in texts, "b.txt is still there and still says so"


def test_keeping_the_old_file_under_another_name_does_not_unseat_the_new_version(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES})
    change(library, "a.txt", NEW_BRIDGES)
    again(library)
    change(library, "a-oud.txt", BRIDGES)
    again(library)
    assert any("twintig" in text for text in found(library, "Hoeveel bruggen zijn vernieuwd?"))


# Files that go


def test_a_file_that_is_gone_is_said_once_and_goes_on_answering(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    (source_of(library) / "a.txt").unlink()
    assert again(library).removed == ("a.txt",)
    assert any("veertien" in text for text in found(library, "Hoeveel bruggen zijn vernieuwd?"))
    assert again(library).removed == ()


def test_pruning_lets_a_gone_file_answer_no_more_but_keeps_its_citations(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    answer = answer_question(library, Question("Hoeveel bruggen zijn er in Zwolle vernieuwd?"))
    citation = answer.statements[0].citations[0]
    (source_of(library) / "a.txt").unlink()
    assert again(library, prune=True).removed == ("a.txt",)
    assert files_of(library) == ["b.txt"]
    assert not any("bruggen" in text for text in found(library, "Hoeveel bruggen zijn vernieuwd?"))
    assert library.citations.by_key(citation.key).quote == citation.quote
    assert examine(library) == []


def test_pruning_later_retires_what_an_earlier_run_marked_as_gone(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    (source_of(library) / "a.txt").unlink()
    again(library)
    again(library, prune=True)
    assert files_of(library) == ["b.txt"]


def test_pruning_leaves_a_document_that_another_file_still_gives(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": BRIDGES})
    (source_of(library) / "a.txt").unlink()
    again(library, prune=True)
    assert any("veertien" in text for text in found(library, "Hoeveel bruggen zijn vernieuwd?"))


def test_a_moved_file_is_the_same_version(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    version = library.versions.current()[0].id
    (source_of(library) / "a.txt").rename(source_of(library) / "z.txt")
    again(library, prune=True)
    assert [v.id for v in library.versions.current()] == [version]


def test_a_file_that_comes_back_answers_again(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    (source_of(library) / "a.txt").unlink()
    again(library, prune=True)
    change(library, "a.txt", BRIDGES)
    again(library)
    assert files_of(library) == ["a.txt", "b.txt"]
    assert examine(library) == []


def test_a_new_edition_of_a_file_that_was_gone_for_a_while_supersedes_the_old_one(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES})
    (source_of(library) / "a.txt").unlink()
    again(library)
    change(library, "a.txt", NEW_BRIDGES)
    again(library)
    assert len(library.versions.current()) == 1
    assert not any("veertien" in text for text in found(library, "Hoeveel bruggen zijn vernieuwd?"))


# Other processes

_PROGRAM = """
import sys, time
from pathlib import Path
from assistant.ingestion import ingest
from assistant.library import Library
library = Library.open(Path(sys.argv[1]))
sys.stdout.write("ready\\n")
sys.stdout.flush()
started = time.monotonic()
ingest(library, [Path(p) for p in sys.argv[2:]])
sys.stdout.write(f"{time.monotonic() - started}\\n")
library.close()
"""


def ingest_apart(library: Path, source: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(library), str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def line_from(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def state_of(library: Library) -> dict[str, list[str]]:
    """File -> ids of its passages, for all current versions; each must be whole."""
    state: dict[str, list[str]] = {}
    for version in library.versions.current():
        stored = library.passages.of(version.id)
        assert len(stored) == version.passages
        for number in range(1, version.pages + 1):
            library.pages.get(version.id, number)
        assert library.originals.file(version.id).is_file()
        state[version.file] = [p.id for p in stored]
    return state


def ranking(library: Library) -> list[tuple[str, float]]:
    library.refresh()
    asked = understand(Question("Hoeveel bruggen, bomen en bussen zijn er?"))
    return [(r.passage.id, r.hit.score) for r in retrieve(library, asked, Filters(), 20)]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Six short reports, two of them PDF, in a folder."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(6):
        text = f"Verslag {number} van de provincie. " + " ".join((BRIDGES, TREES, BUSES))
        if number % 3:
            (folder / f"{number}.txt").write_text(text)
        else:
            lines = [f"Verslag {number} van de provincie.", BRIDGES, TREES, BUSES]
            (folder / f"{number}.pdf").write_bytes(simple_pdf([lines, [BUSES]]))
    return folder


KILLS = 4  # of a library that is being made; test_killed.py has those of one in use


def test_a_kill_at_any_moment_leaves_a_library_that_is_whole_and_the_next_run_finishes(
    reports: Path, tmp_path: Path
) -> None:
    undisturbed = ingest_apart(tmp_path / "whole", reports)
    assert line_from(undisturbed) == "ready"
    seconds = float(line_from(undisturbed))
    assert undisturbed.wait() == 0
    with Library.open(tmp_path / "whole") as library:
        expected, expected_ranking = state_of(library), ranking(library)
    assert len(expected) == 6

    chance = random.Random(20_210_426)
    cut_short = 0
    for kill in range(KILLS):
        folder = tmp_path / f"killed-{kill}"
        process = ingest_apart(folder, reports)
        assert line_from(process) == "ready"
        time.sleep(seconds * (kill + chance.random()) / KILLS)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        with Library.open(folder) as library:
            partial = state_of(library)
            assert partial.items() <= expected.items(), "half a report is in the library"
            assert examine(library) == []
            cut_short += len(partial) < 6
            ingest(library, [reports])
            assert state_of(library) == expected
            assert examine(library) == []
            assert ranking(library) == expected_ranking
    assert cut_short >= KILLS // 3, "the kills came too late to say anything"


def test_two_ingests_at_once_take_everything_in_once(reports: Path, tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    both = [ingest_apart(tmp_path / "library", reports) for _ in range(2)]
    for process in both:
        process.communicate(timeout=800)
        assert process.returncode == 0
    with Library.open(tmp_path / "library") as library:
        assert len(state_of(library)) == 6
        assert examine(library) == []


def test_a_running_application_answers_on_and_shows_what_another_process_takes_in(
    reports: Path, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "library") as application:
        assert application.own()
        process = ingest_apart(application.folder, reports)
        stop = threading.Event()
        broken: list[Exception] = []

        def follow() -> None:
            """Another thread than the one that owns, as in the application."""
            while not stop.wait(0.1):
                try:
                    application.refresh()
                    answer = answer_question(application, Question("Hoeveel bruggen zijn er?"))
                    assert application.answers.get(application.answers.save(answer)) == answer
                except Exception as error:
                    broken.append(error)

        thread = threading.Thread(target=follow)
        thread.start()
        try:
            process.communicate(timeout=800)
        finally:
            stop.set()
            thread.join()
        assert process.returncode == 0
        assert broken == []
        assert application.revision == application.newest_revision == 6
        assert any("bruggen" in text for text in found(application, "Hoeveel bruggen?"))
        assert examine(application) == []


def test_a_process_that_only_asks_sees_what_the_owner_has_taken_in(
    make_library: MakeLibrary,
) -> None:
    owner = make_library({"a.txt": TREES})
    with Library.open(owner.folder) as reader:
        assert found(reader, "Hoeveel bomen?")
        assert owner.own()
        change(owner, "b.txt", BRIDGES)
        again(owner)
        assert any("bruggen" in text for text in found(reader, "Hoeveel bruggen?"))


def test_a_citation_of_a_library_that_is_not_this_one_is_unknown(
    make_library: MakeLibrary,
) -> None:
    one, other = make_library({"a.txt": BRIDGES}), make_library({"b.txt": TREES}, name="second")
    with pytest.raises(UnknownCitation):
        other.versions.get(one.versions.current()[0].id)
