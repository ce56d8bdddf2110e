"""Files in a zip and attachments of an e-mail are documents of their own."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

from conftest import MakeLibrary
from pdf_writer import simple_pdf

from assistant.ingestion import ingest, plan_ingest
from assistant.library import Library
from assistant.library.doctor import examine

BRIDGES = "In Zwolle zijn dit jaar veertien bruggen vernieuwd. De gemeente betaalde de helft."
TREES = "De provincie plantte vorig jaar negenduizend bomen langs het kanaal."
BUSES = "Op zondag rijden er twaalf elektrische bussen tussen Assen en Emmen."


def zipped(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def mail(body: str, attachments: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "keeper@example.org", "desk@example.org"
    message["Subject"], message["Date"] = "Verslag over bomen", "Tue, 05 Jan 2021 10:00:00 +0100"
    message.set_content(body)
    for name, content in attachments.items():
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def source_of(library: Library) -> Path:
    return library.folder.parent / "source"


def files_of(library: Library) -> list[str]:
    return sorted(version.file for version in library.versions.current())


def test_a_zip_gives_its_documents_by_name_and_nothing_else(make_library: MakeLibrary) -> None:
    library = make_library(
        {
            "bundel.zip": zipped(
                {"bruggen.txt": BRIDGES, "map/bomen.pdf": simple_pdf([[TREES]]), "foto.jpg": b"x"}
            )
        }
    )
    assert files_of(library) == ["bundel.zip/bruggen.txt", "bundel.zip/map/bomen.pdf"]
    assert library.files.problems() == ()
    for version in library.versions.current():
        assert library.originals.file(version.id).is_file()
    assert plan_ingest(library, [source_of(library)]).as_json()["unchanged"] == [
        "bundel.zip/bruggen.txt",
        "bundel.zip/map/bomen.pdf",
    ]
    assert ingest(library, [source_of(library)]).run == 0
    assert list((library.folder / "incoming").iterdir()) == []
    assert examine(library) == []


def test_an_e_mail_is_a_document_and_so_are_its_attachments(make_library: MakeLibrary) -> None:
    library = make_library({"bericht.eml": mail(BUSES, {"bruggen.txt": BRIDGES.encode()})})
    assert files_of(library) == ["bericht.eml", "bericht.eml/bruggen.txt"]
    assert ingest(library, [source_of(library)]).run == 0
    assert examine(library) == []


def test_a_member_that_did_not_change_in_a_changed_zip_costs_no_embedding(
    make_library: MakeLibrary,
) -> None:
    first = make_library(
        {"bundel.zip": zipped({"a.txt": BRIDGES, "b.txt": TREES, "weg.txt": BUSES})}
    )
    versions = {v.file: v.id for v in first.versions.current()}
    (source_of(first) / "bundel.zip").write_bytes(
        zipped(
            {
                "nieuw.txt": "In Almelo staan zeven molens.",
                "a.txt": BRIDGES,
                "b.txt": TREES + " Mooi.",
            }
        )
    )
    with Library.open(first.folder) as library:
        report = ingest(library, [source_of(library)], prune=True)
        assert report.unchanged == ("bundel.zip/a.txt",)
        assert report.changed == ("bundel.zip/b.txt",)
        assert report.added == ("bundel.zip/nieuw.txt",)
        assert report.removed == ("bundel.zip/weg.txt",)
        now = {v.file: v.id for v in library.versions.current()}
        assert now["bundel.zip/a.txt"] not in library.vectoriser.embedded
        assert now["bundel.zip/b.txt"] in library.vectoriser.embedded
        assert now["bundel.zip/a.txt"] == versions["bundel.zip/a.txt"]
        assert set(now) == {"bundel.zip/a.txt", "bundel.zip/b.txt", "bundel.zip/nieuw.txt"}
        assert ingest(library, [source_of(library)]).run == 0
        assert examine(library) == []


def test_a_zip_that_breaks_is_said_and_what_it_gave_goes_on_answering(
    make_library: MakeLibrary,
) -> None:
    library = make_library({"bundel.zip": zipped({"a.txt": BRIDGES}), "b.txt": TREES})
    good = (source_of(library) / "bundel.zip").read_bytes()
    (source_of(library) / "bundel.zip").write_bytes(good[: len(good) // 2])
    report = ingest(library, [source_of(library)], prune=True)
    assert [f.file for f in report.failed] == ["bundel.zip"]
    assert files_of(library) == ["b.txt", "bundel.zip/a.txt"]
    assert [f.file for f in ingest(library, [source_of(library)]).failed] == ["bundel.zip"]
    (source_of(library) / "bundel.zip").write_bytes(zipped({"a.txt": BRIDGES + " Klaar."}))
    assert ingest(library, [source_of(library)]).changed == ("bundel.zip/a.txt",)
    assert library.files.problems() == ()


def test_a_broken_file_in_a_zip_stops_no_other(make_library: MakeLibrary) -> None:
    library = make_library(
        {"bundel.zip": zipped({"kapot.pdf": b"%PDF-1.7 obj kapot", "a.txt": BRIDGES})}
    )
    assert files_of(library) == ["bundel.zip/a.txt"]
    assert [f.file for f in library.files.problems()] == ["bundel.zip/kapot.pdf"]


def test_the_same_bytes_in_a_zip_and_beside_it_are_one_document(make_library: MakeLibrary) -> None:
    library = make_library({"a.txt": BRIDGES, "bundel.zip": zipped({"kopie.txt": BRIDGES})})
    assert len(library.versions.current()) == 1
    assert examine(library) == []


def test_a_zip_that_goes_takes_its_documents_with_it(make_library: MakeLibrary) -> None:
    library = make_library({"b.txt": TREES, "bundel.zip": zipped({"a.txt": BRIDGES})})
    (source_of(library) / "bundel.zip").unlink()
    report = ingest(library, [source_of(library)], prune=True)
    assert "bundel.zip/a.txt" in report.removed
    assert files_of(library) == ["b.txt"]


def test_a_zip_under_another_name_costs_no_reading(make_library: MakeLibrary) -> None:
    library = make_library({"b.txt": TREES, "bundel.zip": zipped({"a.txt": BRIDGES})})
    (source_of(library) / "bundel.zip").rename(source_of(library) / "archief.zip")
    report = ingest(library, [source_of(library)])
    assert ("bundel.zip/a.txt", "archief.zip/a.txt") in report.renamed
    assert (report.added, report.passages) == ((), 0)
    assert ingest(library, [source_of(library)]).run == 0


def test_what_lies_beside_a_zip_describes_its_documents(make_library: MakeLibrary) -> None:
    library = make_library(
        {"bundel.zip": zipped({"a.txt": BRIDGES}), "corpus.toml": 'publisher = "Gemeente"'}
    )
    assert [v.document.publisher for v in library.versions.current()] == ["Gemeente"]
