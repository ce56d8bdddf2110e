"""Attachments of a PDF are documents of their own, and go with it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from attaching import with_attachments
from conftest import MakeLibrary
from pdf_writer import simple_pdf

from assistant.ingestion import ingest, members, plan_ingest
from assistant.library import Library
from assistant.library.doctor import examine

COVER = simple_pdf([["Open deze bundel met Adobe Acrobat. Er zijn vier bijlagen bij het besluit."]])
TREES = "De provincie plantte vorig jaar negenduizend bomen langs het kanaal."
BRIDGES = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde de helft."
BUSES = "Op zondag rijden er twaalf elektrische bussen tussen Assen en Emmen."


def portfolio(**texts: str) -> bytes:
    files = {f"{name}.txt": text.encode() for name, text in texts.items()}
    return with_attachments(COVER, files | {"model.bin": b"\0"})


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


def files_of(library: Library) -> list[str]:
    return sorted(version.file for version in library.versions.current())


@pytest.fixture
def library(make_library: MakeLibrary) -> Library:
    return make_library({"bundel.pdf": portfolio(bomen=TREES, bruggen=BRIDGES), "bus.txt": BUSES})


def test_attachments_are_documents_and_the_cover_is_read(library: Library) -> None:
    assert files_of(library) == [
        "bundel.pdf",
        "bundel.pdf/bomen.txt",
        "bundel.pdf/bruggen.txt",
        "bus.txt",
    ]
    assert library.files.problems() == ()
    (run,) = library.runs.newest(1)
    said = [w for file in library.runs.get(run.id).files for w in file.warnings]
    assert [line for line in said if "model.bin" in line] == said[:1]
    for version in library.versions.current():
        assert library.originals.file(version.id).is_file()
    assert examine(library) == []


def test_a_second_run_opens_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object, **__: object) -> None:
        raise AssertionError("nothing is to be opened")

    monkeypatch.setattr(members, "may_hold", no)
    monkeypatch.setattr(library.isolation, "call", no)
    plan = plan_ingest(library, [source_of(library)])
    assert plan.hashes == {}
    assert len(plan.unchanged) == 4
    assert ingest(library, [source_of(library)]).run == 0


def test_a_pdf_without_attachments_is_not_looked_into(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"bus.txt": BUSES})
    (source_of(library) / "kaal.pdf").write_bytes(COVER)
    asked: list[str] = []
    call = library.isolation.call

    def noted(operation: str, **arguments: object) -> bytes:
        asked.append(operation)
        return call(operation, **arguments)

    monkeypatch.setattr(library.isolation, "call", noted)
    assert ingest(library, [source_of(library)]).added == ("kaal.pdf",)
    assert "members" not in asked


def test_what_changed_in_a_pdf_is_a_new_version_and_the_rest_is_not_read(library: Library) -> None:
    before = {v.file: v for v in library.versions.current()}
    changed = portfolio(
        bomen=TREES + " Dat kostte een miljoen.", bruggen=BRIDGES, nieuw="Zeven molens."
    )
    (source_of(library) / "bundel.pdf").write_bytes(changed)
    report = ingest(library, [source_of(library)])
    assert report.added == ("bundel.pdf/nieuw.txt",)
    assert sorted(report.changed) == ["bundel.pdf", "bundel.pdf/bomen.txt"]
    assert report.unchanged == ("bundel.pdf/bruggen.txt", "bus.txt")
    now = {v.file: v for v in library.versions.current()}
    assert now["bundel.pdf/bruggen.txt"].id == before["bundel.pdf/bruggen.txt"].id
    trees = now["bundel.pdf/bomen.txt"]
    assert trees.id != before["bundel.pdf/bomen.txt"].id
    assert trees.document.id == before["bundel.pdf/bomen.txt"].document.id
    assert ingest(library, [source_of(library)]).run == 0
    assert examine(library) == []


@pytest.mark.parametrize("named", [False, True])
def test_attachments_that_were_taken_out_of_a_pdf_are_gone(library: Library, named: bool) -> None:
    (source_of(library) / "bundel.pdf").write_bytes(COVER)
    paths = [source_of(library) / "bundel.pdf"] if named else [source_of(library)]
    report = ingest(library, paths, prune=True)
    assert sorted(report.removed) == ["bundel.pdf/bomen.txt", "bundel.pdf/bruggen.txt"]
    assert report.changed == ("bundel.pdf",)
    assert files_of(library) == ["bundel.pdf", "bus.txt"]


def test_a_pdf_that_goes_takes_its_attachments_with_it_and_brings_them_back(
    library: Library,
) -> None:
    path = source_of(library) / "bundel.pdf"
    data = path.read_bytes()
    path.unlink()
    ingest(library, [source_of(library)], prune=True)
    assert files_of(library) == ["bus.txt"]
    path.write_bytes(data)
    report = ingest(library, [source_of(library)])
    assert (len(report.added), report.passages) == (3, 0)
    assert len(files_of(library)) == 4


def test_a_pdf_under_another_name_costs_no_reading(library: Library) -> None:
    (source_of(library) / "bundel.pdf").rename(source_of(library) / "archief.pdf")
    report = ingest(library, [source_of(library)])
    assert ("bundel.pdf", "archief.pdf") in report.renamed
    assert ("bundel.pdf/bomen.txt", "archief.pdf/bomen.txt") in report.renamed
    assert (report.added, report.passages) == ((), 0)
    assert ingest(library, [source_of(library)]).run == 0


def test_a_pdf_spelled_anew_and_changed_stays_that_document(library: Library) -> None:
    before = {v.file: v.document.id for v in library.versions.current()}
    (source_of(library) / "bundel.pdf").unlink()
    (source_of(library) / "Bundel.pdf").write_bytes(
        portfolio(bomen=TREES, bruggen=BRIDGES, bus=BUSES)
    )
    report = ingest(library, [source_of(library)], prune=True)
    assert "Bundel.pdf" in report.changed
    now = {v.file: v.document.id for v in library.versions.current()}
    assert now["Bundel.pdf"] == before["bundel.pdf"]
    assert ingest(library, [source_of(library)]).run == 0
    assert library.files.problems() == ()


def test_a_pdf_that_breaks_is_said_and_what_it_gave_goes_on_answering(library: Library) -> None:
    path = source_of(library) / "bundel.pdf"
    path.write_bytes(b"%PDF-1.7 /EmbeddedFile obj kapot")
    for _ in range(2):
        report = ingest(library, [source_of(library)], prune=True)
        assert [failure.file for failure in report.failed] == ["bundel.pdf"]
        assert len(files_of(library)) == 4
    path.write_bytes(portfolio(bomen=TREES, bruggen=BRIDGES))
    ingest(library, [source_of(library)], prune=True)
    assert len(files_of(library)) == 4
    assert library.files.problems() == ()
    assert examine(library) == []


def test_attachments_of_a_pdf_in_a_zip_are_documents_too(make_library: MakeLibrary) -> None:
    library = make_library({"bus.txt": BUSES})
    with zipfile.ZipFile(source_of(library) / "post.zip", "w") as archive:
        archive.writestr("bundel.pdf", portfolio(bomen=TREES))
    ingest(library, [source_of(library)])
    assert files_of(library) == ["bus.txt", "post.zip/bundel.pdf", "post.zip/bundel.pdf/bomen.txt"]
    assert ingest(library, [source_of(library)]).run == 0


def test_a_pdf_that_breaks_the_reader_does_not_take_its_neighbours_in_a_zip_with_it(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"bus.txt": BUSES})
    many = {f"{n}.txt": b"Een zin." for n in range(2_001)}
    with zipfile.ZipFile(source_of(library) / "post.zip", "w") as archive:
        archive.writestr("vol.pdf", with_attachments(COVER, many))
        archive.writestr("bomen.txt", TREES)
    report = ingest(library, [source_of(library)])
    assert files_of(library) == ["bus.txt", "post.zip/bomen.txt", "post.zip/vol.pdf"]
    (warning,) = report.warnings
    assert warning.file == "post.zip"
    assert "Attachments of PDFs in it are not read: It holds more than 2,000" in warning.reason


def test_a_pdf_with_too_many_attachments_is_read_without_and_says_so(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"bus.txt": BUSES})
    many = {f"{n}.txt": b"Een zin." for n in range(2_001)}
    (source_of(library) / "vol.pdf").write_bytes(with_attachments(COVER, many))
    report = ingest(library, [source_of(library)])
    assert report.added == ("vol.pdf",)
    (warning,) = report.warnings
    assert warning.reason.startswith("Its attachments are not read: It holds more than 2,000")
    assert ingest(library, [source_of(library)]).run == 0


def test_a_run_that_is_stopped_halfway_leaves_the_rest_to_the_next(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"bus.txt": BUSES})
    (source_of(library) / "bundel.pdf").write_bytes(portfolio(bomen=TREES, bruggen=BRIDGES))
    asked: list[bool] = []
    report = ingest(
        library, [source_of(library)], stop=lambda: asked.append(True) or len(asked) > 1
    )
    assert (report.stopped, report.added) == (True, ("bundel.pdf/bomen.txt",))
    report = ingest(library, [source_of(library)])
    assert report.added == ("bundel.pdf/bruggen.txt", "bundel.pdf")
    assert ingest(library, [source_of(library)]).run == 0


def test_a_member_that_is_too_large_is_refused_for_that(make_library: MakeLibrary) -> None:
    library = make_library({"bus.txt": BUSES})
    library.isolation.limits = replace(library.isolation.limits, file_bytes=20_000)
    large = {"groot.txt": b"Een zin. " * 3_000, "bomen.txt": TREES.encode()}
    bundle = with_attachments(COVER, large, packed=True)
    (source_of(library) / "bundel.pdf").write_bytes(bundle)
    with zipfile.ZipFile(source_of(library) / "post.zip", "w") as archive:
        archive.writestr("groot.txt", large["groot.txt"])
    report = ingest(library, [source_of(library)])
    assert report.added == ("bundel.pdf/bomen.txt", "bundel.pdf")
    reasons = {failure.file: failure.reason for failure in report.failed}
    assert set(reasons) == {"bundel.pdf/groot.txt", "post.zip/groot.txt"}
    assert all(reason.endswith("Split it into parts.") for reason in reasons.values())


def test_a_broken_attachment_stops_no_other(make_library: MakeLibrary) -> None:
    files = {"kapot.docx": b"geen docx", "bomen.txt": TREES.encode()}
    library = make_library({"bundel.pdf": with_attachments(COVER, files)})
    assert files_of(library) == ["bundel.pdf", "bundel.pdf/bomen.txt"]
    assert [failure.file for failure in library.files.problems()] == ["bundel.pdf/kapot.docx"]


def test_attachments_of_a_pdf_that_an_earlier_edition_took_in_come_when_asked(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "may_hold", lambda _: False)
    library = make_library({"bundel.pdf": portfolio(bomen=TREES)})
    monkeypatch.undo()
    assert files_of(library) == ["bundel.pdf"]
    path = source_of(library) / "bundel.pdf"
    report = ingest(library, [path], again=True)
    assert report.added == ("bundel.pdf/bomen.txt",)
    assert set(ingest(library, [path], again=True).reread) == {"bundel.pdf", "bundel.pdf/bomen.txt"}
    assert ingest(library, [source_of(library)]).run == 0
