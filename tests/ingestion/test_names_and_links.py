"""Files that are copied, restored, renamed and linked: each is taken once, and no change is missed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from conftest import MakeLibrary

from assistant.ingestion import ingest, plan_ingest
from assistant.ingestion.find import find_files
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.records.runs import IngestReport
from assistant.settings import Settings

BRIDGES = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde de helft."
TREES = "De provincie plantte vorig jaar negenduizend bomen langs het kanaal."
HURRY = Settings(reading_seconds=0.000_001)  # whoever reads a file under it fails


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


def again(library: Library, *, prune: bool = False) -> IngestReport:
    return ingest(library, [source_of(library)], prune=prune)


def files_of(library: Library) -> list[str]:
    return sorted(version.file for version in library.versions.current())


def found_in(folder: Path) -> list[str]:
    return sorted(str(f.path.relative_to(folder)) for f in find_files([folder]).files)


def sentences(library: Library) -> str:
    return " ".join(
        text for v in library.versions.current() for text in library.passages.sentences(v.id)
    )


# Content that changes


def test_a_file_with_the_size_and_the_time_of_the_old_one_is_noticed(
    make_library: MakeLibrary,
) -> None:
    """So do rsync -t, unzip and robocopy leave a corrected file."""
    library = make_library({"a.txt": BRIDGES})
    path = source_of(library) / "a.txt"
    before = path.stat()
    path.write_text(BRIDGES.replace("veertien", "zeventig"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    now = path.stat()
    assert (now.st_size, now.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert again(library).changed == ("a.txt",)
    assert "zeventig" in sentences(library)
    assert "veertien" not in sentences(library)


def test_a_corrected_file_from_a_backup_with_an_older_time_is_noticed(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES})
    path = source_of(library) / "a.txt"
    path.write_text(BRIDGES.replace("veertien", "zeventig"))
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert again(library).changed == ("a.txt",)


def test_a_run_over_files_that_nobody_touched_opens_none(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "map/b.txt": TREES})
    assert plan_ingest(library, [source_of(library)]).hashes == {}
    (source_of(library) / "a.txt").chmod(0o600)
    assert len(plan_ingest(library, [source_of(library)]).hashes) == 1
    assert again(library).unchanged == ("a.txt", "b.txt")
    assert plan_ingest(library, [source_of(library)]).hashes == {}, "and it is noted"


def test_a_file_that_was_touched_and_described_at_once_is_described_once(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES})
    (source_of(library) / "a.txt").touch()
    (source_of(library) / "a.txt.toml").write_text('title = "Bruggen"')
    assert again(library).described == ("a.txt",)
    assert again(library).described == ()
    assert library.versions.current()[0].document.title == "Bruggen"


def test_a_library_of_schema_5_opens_each_file_once_and_reads_none(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"a.txt": BRIDGES, "b.txt": TREES})
    library.close()
    with sqlite3.connect(library.folder / "ledger.sqlite") as connection:
        connection.execute("ALTER TABLE files DROP COLUMN touched")
        connection.execute("UPDATE facts SET value = '5' WHERE name = 'schema'")
    connection.close()
    with Library.open(library.folder, HURRY) as opened:
        assert again(opened).unchanged == ("a.txt", "b.txt")
        assert plan_ingest(opened, [source_of(opened)]).hashes == {}
        assert examine(opened) == []


# Names that change


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Notitie Fiets.txt", "notitie fiets.txt"),
        (unicodedata.normalize("NFC", "café.txt"), unicodedata.normalize("NFD", "café.txt")),
    ],
)
def test_a_name_that_is_spelled_otherwise_names_the_same_document(
    make_library: MakeLibrary, before: str, now: str
) -> None:
    first = make_library({before: BRIDGES, "b.txt": TREES})
    (version,) = (v for v in first.versions.current() if v.file == before)
    (source_of(first) / before).rename(source_of(first) / now)
    with Library.open(first.folder, HURRY) as library:
        report = again(library)
        assert (report.renamed, report.added, report.removed) == (((before, now),), (), ())
        assert files_of(library) == sorted([now, "b.txt"])
        assert library.versions.get(version.id).current
    # And with that another content: a new version of it.
    library = first
    (source_of(library) / now).rename(source_of(library) / before)
    (source_of(library) / before).write_text(BRIDGES.replace("veertien", "twintig"))
    report = again(library)
    assert (report.changed, report.added, report.removed) == ((before,), (), ())
    (newest,) = (v for v in library.versions.current() if v.file == before)
    assert newest.document.id == version.document.id
    assert "veertien" not in sentences(library)
    assert again(library).run == 0
    assert examine(library) == []


def test_two_files_whose_names_differ_in_case_alone_stay_two(make_library: MakeLibrary) -> None:
    library = make_library({"Nota.txt": BRIDGES, "nota.txt": TREES})
    if len(list(source_of(library).iterdir())) < 2:
        pytest.skip("this disk takes both for one name")
    assert files_of(library) == ["Nota.txt", "nota.txt"]


def test_a_folder_that_went_and_came_back_is_as_it_was(make_library: MakeLibrary) -> None:
    first = make_library({"map/a.txt": BRIDGES, "map/c.txt": "Er varen 5 boten.", "b.txt": TREES})
    before = first.versions.current()
    shutil.move(source_of(first) / "map", source_of(first).parent / "away")
    gone = again(first)
    assert sorted(gone.removed) == ["a.txt", "c.txt"]
    assert first.versions.current() == before, "they go on answering"
    shutil.move(source_of(first).parent / "away", source_of(first) / "map")
    with Library.open(first.folder, HURRY) as library:
        report = again(library)
        assert report.failed == ()
        assert {note.reason for note in report.notes} == {
            "It is back as it was: nothing of it was read again."
        }
        assert library.versions.current() == before
        assert again(library).run == 0
        assert examine(library) == []


def test_a_file_that_a_folder_of_its_name_replaces_is_gone_and_the_folder_is_read(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"bus.txt": BRIDGES, "b.txt": TREES})
    (source_of(library) / "bus.txt").unlink()
    (source_of(library) / "bus.txt").mkdir()
    (source_of(library) / "bus.txt" / "binnen.txt").write_text("Binnen rijden vijf trams.")
    report = again(library)
    assert (report.added, report.removed, report.failed) == (("binnen.txt",), ("bus.txt",), ())
    assert files_of(library) == ["b.txt", "binnen.txt", "bus.txt"]
    shutil.rmtree(source_of(library) / "bus.txt")
    (source_of(library) / "bus.txt").write_text(BRIDGES)
    report = again(library, prune=True)
    assert report.removed == ("binnen.txt",)
    assert files_of(library) == ["b.txt", "bus.txt"]


# Links


def test_a_link_back_to_its_own_folder_brings_every_file_once(tmp_path: Path) -> None:
    (tmp_path / "in" / "map").mkdir(parents=True)
    (tmp_path / "in" / "map" / "a.txt").write_text(BRIDGES)
    (tmp_path / "in" / "map" / "lus").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "omhoog").symlink_to(tmp_path)
    assert found_in(tmp_path / "in") == ["map/a.txt"]
    warnings = find_files([tmp_path / "in"]).warnings
    assert [w.file for w in warnings] == ["omhoog", "lus"]
    assert all("not followed" in w.reason for w in warnings)


def test_links_that_lead_to_each_other_cost_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BRIDGES)
    (tmp_path / "x.txt").symlink_to(tmp_path / "y.txt")
    (tmp_path / "y.txt").symlink_to(tmp_path / "x.txt")
    (tmp_path / "nergens.txt").symlink_to(tmp_path / "weg.txt")
    found = find_files([tmp_path])
    assert [f.name for f in found.files] == ["a.txt"]
    assert (found.problems, found.blind) == ([], [])
    assert [w.file for w in found.warnings] == ["x.txt", "y.txt"]


def test_what_links_lead_to_is_taken_once_and_as_itself_where_it_is_found_so(
    tmp_path: Path,
) -> None:
    source, share = tmp_path / "in", tmp_path / "share"
    for folder in (source / "z-echt", share / "diep"):
        folder.mkdir(parents=True)
    (source / "z-echt" / "a.txt").write_text(BRIDGES)
    (share / "diep" / "b.txt").write_text(TREES)
    (share / "c.txt").write_text("Er varen 5 boten.")
    (source / "a-link").symlink_to(source / "z-echt")
    (source / "a.txt").symlink_to(source / "z-echt" / "a.txt")
    (source / "diep").symlink_to(share / "diep")
    (source / "share").symlink_to(share)
    (source / "los.txt").symlink_to(share / "c.txt")
    assert found_in(source) == ["diep/b.txt", "los.txt", "z-echt/a.txt"]
    (source / "los.txt").unlink()
    (source / "diep").unlink()
    assert found_in(source) == ["share/c.txt", "share/diep/b.txt", "z-echt/a.txt"]
