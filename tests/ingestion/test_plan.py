"""A plan says what a run would do; names, folders and shares come and go without losing anything."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import MakeLibrary
from pdf_writer import simple_pdf

from assistant.errors import AssistantError
from assistant.ingestion import ingest, plan_ingest
from assistant.ingestion.waiting import alone
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.library.ledger.versions import MANY
from assistant.records.runs import IngestReport
from assistant.settings import Settings

BRIDGES = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde de helft."
TREES = "De provincie plantte vorig jaar negenduizend bomen langs het kanaal."
BUSES = "Op zondag rijden er twaalf elektrische bussen tussen Assen en Emmen."
HURRY = Settings(reading_seconds=0.000_001)  # whoever reads a file under it fails


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a library as it is, the ledger's own bookkeeping aside."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".lock", ".sqlite-shm", ".sqlite-wal")
    }


def test_a_dry_run_names_everything_and_writes_nothing(make_library: MakeLibrary) -> None:
    library = make_library(
        {"a.txt": BRIDGES, "b.txt": TREES, "c.txt": BUSES, "kapot.pdf": b"%PDF-1.7 obj kapot"}
    )
    source = source_of(library)
    (source / "a.txt").write_text(BRIDGES + " Het werk is klaar.")
    (source / "b.txt").rename(source / "bomen.txt")
    (source / "nieuw.txt").write_text("In Almelo staan zeven molens.")
    (source / "c.txt.toml").write_text('title = "Bussen op zondag"')
    before, revision = contents(library.folder), library.newest_revision
    plan = plan_ingest(library, [source]).as_json()
    assert plan["new"] == ["nieuw.txt"]
    assert plan["changed"] == ["a.txt"]
    assert plan["renamed"] == [["b.txt", "bomen.txt"]]
    assert plan["described"] == ["c.txt"]
    assert plan["gone"] == []
    assert [u["file"] for u in plan["unreadable"]] == ["kapot.pdf"]
    assert (contents(library.folder), library.newest_revision) == (before, revision)
    assert library.runs.newest()[0].id == 1


def test_the_run_does_what_the_plan_said(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES, "c.txt": BUSES})
    source = source_of(library)
    (source / "a.txt").write_text(BRIDGES + " Het werk is klaar.")
    (source / "b.txt").unlink()
    (source / "nieuw.txt").write_text("In Almelo staan zeven molens.")
    plan, report = plan_ingest(library, [source]).as_json(), ingest(library, [source])
    assert (plan["new"], plan["changed"], plan["gone"], plan["unchanged"]) == (
        list(report.added),
        list(report.changed),
        list(report.removed),
        list(report.unchanged),
    )


def test_a_rename_costs_no_reading_and_no_embedding(make_library: MakeLibrary) -> None:
    first = make_library({"a.pdf": simple_pdf([[BRIDGES]]), "b.txt": TREES})
    source, version = source_of(first), first.versions.current()
    (source / "sub").mkdir()
    (source / "a.pdf").rename(source / "sub" / "bruggen 2021.pdf")
    with Library.open(first.folder, HURRY) as library:
        report = ingest(library, [source])
        assert report.renamed == (("a.pdf", "bruggen 2021.pdf"),)
        assert (report.added, report.removed, report.failed, report.passages) == ((), (), (), 0)
        assert not library.vectoriser.embedded, "something was embedded"
        assert {v.id for v in library.versions.current()} == {v.id for v in version}
        assert "bruggen 2021.pdf" in {v.file for v in library.versions.current()}
        assert plan_ingest(library, [source]).as_json()["unchanged"] == [
            "b.txt",
            "bruggen 2021.pdf",
        ]
        assert examine(library) == []


def test_a_touched_file_is_hashed_once_and_not_again(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    path = source_of(library) / "a.txt"
    os.utime(path, ns=(1, 1))
    assert ingest(library, [path.parent]).unchanged == ("a.txt",)
    assert plan_ingest(library, [path.parent]).hashes == {}


def test_a_folder_that_is_suddenly_empty_retires_nothing(make_library: MakeLibrary) -> None:
    library = make_library({"share/a.txt": BRIDGES, "b.txt": TREES})
    source = source_of(library)
    (source / "share" / "a.txt").unlink()
    report = ingest(library, [source], prune=True)
    assert report.removed == ()
    assert {v.file for v in library.versions.current()} == {"a.txt", "b.txt"}
    (warning,) = report.warnings
    assert "empty" in warning.reason
    assert "assistant retire" in warning.reason


def test_a_folder_that_is_missing_retires_nothing_and_stops_no_other(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    library = make_library({"a.txt": BRIDGES})
    source, other = source_of(library), tmp_path / "other"
    source.rename(tmp_path / "away")
    other.mkdir()
    (other / "b.txt").write_text(TREES)
    report = ingest(library, [source, other], prune=True)
    assert report.added == ("b.txt",)
    assert [f.file for f in report.failed] == [str(source)]
    assert {v.file for v in library.versions.current()} == {"a.txt", "b.txt"}
    with pytest.raises(AssistantError, match="disk is connected"):
        ingest(library, [source], prune=True)


def test_a_whole_folder_that_lost_all_its_documents_retires_nothing(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    for path in source_of(library).glob("*.txt"):
        path.unlink()
    (source_of(library) / ".DS_Store").write_text("x")
    assert ingest(library, [source_of(library)], prune=True).removed == ()
    assert len(library.versions.current()) == 2


def test_a_file_that_could_not_be_opened_is_tried_again_when_it_looks_the_same(
    make_library: MakeLibrary,
) -> None:
    library = make_library({})
    source_of(library).mkdir(exist_ok=True)
    link = source_of(library) / "a.txt"
    link.write_text(BRIDGES)
    plan = plan_ingest(library, [link])
    assert [f.name for f in plan.new] == ["a.txt"]
    stored = library.files.known()
    assert stored == {}
    link.chmod(0)
    if os.access(link, os.R_OK):
        pytest.skip("this user may read everything")
    assert [f.file for f in ingest(library, [link.parent]).failed] == ["a.txt"]
    link.chmod(0o644)
    assert ingest(library, [link.parent]).changed == ("a.txt",)


def test_many_documents_of_one_name_are_a_series_of_which_none_is_read_again(
    make_library: MakeLibrary,
) -> None:
    """A thousand numbered reports must not be compared with each other one by one."""
    library = make_library({f"verslag-{n:03}.txt": f"Brug {n} is open." for n in range(MANY + 1)})
    assert len(library.versions.current()) == MANY + 1
    assert library.versions.with_bare_title("verslag", "verslag-999") == []
    alike = library.versions.with_bare_title("verslag", "verslag-001")
    assert [v.file for v in alike] == ["verslag-001.txt"]


# Reports of runs


def test_every_run_that_changed_something_leaves_a_report_with_a_line_a_file(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES, "kapot.pdf": b"%PDF-1.7 obj kapot"})
    source = source_of(library)
    (source / "a.txt").write_text(BRIDGES.replace("helft", "kosten") + " Het werk is klaar.")
    (source / "b.txt").unlink()
    report = ingest(library, [source])
    newest, first = library.runs.newest()
    assert (newest.id, newest.state) == (report.run, "done")
    assert (newest.counts["changed"], newest.counts["removed"]) == (1, 1)
    assert (first.counts["added"], first.counts["failed"]) == (2, 1)
    lines = {line.file: line for line in library.runs.get(newest.id).files}
    assert set(lines) == {"a.txt", "b.txt"}
    changed = lines["a.txt"]
    assert (changed.status, changed.pages, changed.passages) == ("changed", 1, 1)
    assert changed.kept is not None
    assert (changed.kept.same, changed.kept.changed, changed.kept.added) == (1, 1, 1)
    assert changed.previous != changed.version
    assert lines["b.txt"].status == "gone"
    failed = [line for line in library.runs.get(first.id).files if line.status == "failed"]
    assert "damaged" in failed[0].reason


def test_a_run_with_nothing_to_do_leaves_no_trace(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    before = contents(library.folder)
    assert ingest(library, [source_of(library)]).run == 0
    assert len(library.runs.newest()) == 1
    assert contents(library.folder) == before


def test_a_run_that_is_asked_to_stop_ends_between_files_and_the_next_goes_on(
    make_library: MakeLibrary,
) -> None:
    library = make_library({})
    source_of(library).mkdir(exist_ok=True)
    for name, text in {"a.txt": BRIDGES, "b.txt": TREES, "c.txt": BUSES}.items():
        (source_of(library) / name).write_text(text)
    asked = iter([False, True])
    report = ingest(library, [source_of(library)], stop=lambda: next(asked))
    assert report.stopped
    assert report.added == ("a.txt",)
    assert ingest(library, [source_of(library)]).added == ("b.txt", "c.txt")


def test_who_holds_the_library_is_said_to_whoever_waits(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    with alone(library, lambda _: None):
        note = (library.folder / "ingest.json").read_text()
    assert str(os.getpid()) in note
    assert not (library.folder / "ingest.json").exists()


def test_a_second_ingest_says_who_is_at_work_and_waits_for_it(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    (source_of(library) / "b.txt").write_text(TREES)
    told: list[str] = []
    ended: list[IngestReport] = []

    def second() -> None:
        with Library.open(library.folder) as other:
            report = ingest(
                other,
                [source_of(library)],
                watch=lambda p: told.append(p.file) if p.step == "waiting" else None,
            )
            ended.append(report)

    with alone(library, lambda _: None):
        thread = threading.Thread(target=second)
        thread.start()
        deadline = time.monotonic() + 240
        while not told and time.monotonic() < deadline:
            time.sleep(0.05)
        assert ended == []
    thread.join(timeout=120)
    assert f"process {os.getpid()}, since 20" in told[0]
    assert ended[0].added == ("b.txt",)


def test_what_a_killed_run_left_half_copied_is_thrown_away(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES})
    stray = library.folder / "incoming" / "half"
    stray.write_bytes(b"x" * 100)
    ingest(library, [source_of(library)])
    assert not stray.exists()


# Disks


_LITTLE_ROOM = """
import resource, signal, sys
from pathlib import Path
from assistant.errors import AssistantError
from assistant.ingestion import ingest
from assistant.library import Library
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, source = Path(sys.argv[1]), Path(sys.argv[2])
with Library.open(folder) as library:
    # What is loaded before the disk fills up: the reader process and the model.
    library.isolation.read(source / "0.txt", "0.txt")
    library.embedder.query("?")
    room = (folder / "ledger.sqlite").stat().st_size + 60_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        ingest(library, [source])
    except AssistantError as error:
        sys.stdout.write(str(error))
        sys.exit(3)
"""


def test_a_full_disk_ends_in_one_line_and_loses_nothing(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    """The limit on file sizes fails as a full disk does: in the middle of a write."""
    library = make_library({"a.txt": BRIDGES})
    library.close()
    more = tmp_path / "more"
    more.mkdir()
    for number in range(12):
        (more / f"{number}.txt").write_text(f"{TREES} Nummer {number}. " * 12)
    done = subprocess.run(
        [sys.executable, "-c", _LITTLE_ROOM, str(library.folder), str(more)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 3, done.stderr
    assert "\n" not in done.stdout
    assert "free" in done.stdout
    with Library.open(library.folder) as opened:
        assert "a.txt" in {v.file for v in opened.versions.current()}
        assert examine(opened) == []
        assert len(opened.versions.current()) < 13
        assert not ingest(opened, [more]).failed
        assert len(opened.versions.current()) == 13
        assert examine(opened) == []


_WITHOUT_RIGHTS = """
import os, sqlite3, sys
from pathlib import Path
from assistant.errors import AssistantError
from assistant.ingestion import ingest
from assistant.library import Library
folder = Path(sys.argv[1])
with Library.open(folder):  # what is imported late is imported now: the environment may be root's own
    pass
for path in (folder, *folder.rglob("*")):
    path.chmod(path.stat().st_mode & ~0o222)
if os.geteuid() == 0:
    for path in folder.parents:  # whoever is not root must be able to get there
        if path.stat().st_uid == 0 and "pytest" in str(path):
            path.chmod(path.stat().st_mode | 0o055)
    os.setgid(65534)
    os.setuid(65534)
try:
    with Library.open(folder) as library:
        ingest(library, [Path(sys.argv[2])])
except AssistantError as error:
    sys.stdout.write(str(error))
    sys.exit(3)
"""


def test_a_library_that_cannot_be_written_is_said_in_one_line(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES})
    library.close()
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_RIGHTS, str(library.folder), str(source_of(library))],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 3, done.stderr
    assert "\n" not in done.stdout
    assert "writable" in done.stdout or "cannot be written" in done.stdout
    with Library.open(library.folder) as opened:
        assert [v.file for v in opened.versions.current()] == ["a.txt"]
        assert examine(opened) == []
