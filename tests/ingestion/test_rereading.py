"""Files that were taken in before OCR was there: their bytes stay, and they are read again."""

from __future__ import annotations

import io
import sqlite3
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from pdf_writer import Sheet, Text, paragraph, pdf_bytes
from scans import require_ocr, scanned

from assistant.errors import LibraryError
from assistant.ingestion import ingest, plan_ingest
from assistant.library import Library, NewVersion
from assistant.library.doctor import examine
from assistant.records import Filters, Metadata, Question, Reading
from assistant.records.runs import IngestReport
from assistant.retrieval import expand_names, retrieve, understand
from assistant.settings import Settings

TYPED = [
    "De provincie Overijssel heeft in 2018 een bedrag van 12 miljoen euro bijgedragen",
    "aan de fieldlabs in de regio. De gemeenten Zwolle en Enschede deden mee.",
]
PRINTED = [
    "Het programma heeft ruim 680 bedrijven bereikt. Voor de coördinatie is in",
    "2019 een bedrag van 45 miljoen euro vrijgemaakt, dat in de fieldlabs is belegd.",
]


def page_of(title: str, lines: list[str]) -> bytes:
    return pdf_bytes(
        [Sheet([Text(72, 760, title, size=20, bold=True), *paragraph(72, 700, lines)])]
    )


def mixed() -> bytes:
    """A scanned page before a page with text: what it says comes to stand in front."""
    out = pypdf.PdfWriter()
    for part in (
        scanned(page_of("Voortgang van het programma", PRINTED)),
        page_of("Bijdrage van de regio", TYPED),
    ):
        out.append(io.BytesIO(part))
    data = io.BytesIO()
    out.write(data)
    return data.getvalue()


def opened(tmp_path: Path, **settings: int) -> Library:
    return Library.open(tmp_path / "library", Settings(**settings))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def report_bytes() -> bytes:
    return mixed()


@pytest.fixture
def source(tmp_path: Path, report_bytes: bytes) -> Path:
    """A folder with one report that a library took in with OCR switched off."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "rapport.pdf").write_bytes(report_bytes)
    with opened(tmp_path, ocr_pages=0) as library:
        report = ingest(library, [folder])
        assert report.added == ("rapport.pdf",)
        assert "not read" in report.warnings[0].reason
    return folder


def said(library: Library, question: str = "Hoeveel bedrijven heeft het programma bereikt?") -> str:
    library.refresh()
    found = retrieve(library, expand_names(library, understand(Question(question))), Filters(), 10)
    return " ".join(r.passage.text for r in found)


def held(library: Library) -> dict[str, object]:
    """Everything of the one version that reading it again could change."""
    version = library.versions.current()[0]
    return {
        "version": version,
        "pages": [library.pages.get(version.id, n + 1) for n in range(version.pages)],
        "passages": [(p, v.tobytes()) for p, v in library.passages.with_vectors(version.id)],
        "sums": {k: (n, s.tobytes()) for k, (n, s) in library.passages.language_sums().items()},
        "revision": library.newest_revision,
    }


def nothing_happened(report: IngestReport) -> bool:
    return (report.run, report.reread, report.unchanged) == (0, (), ("rapport.pdf",))


def test_a_scan_taken_in_without_ocr_is_read_by_the_next_run_that_has_it(
    source: Path, tmp_path: Path
) -> None:
    require_ocr()
    with opened(tmp_path) as library:
        assert "680 bedrijven" not in said(library)
        assert plan_ingest(library, [source]).as_json()["reread"] == ["rapport.pdf"]
        report = ingest(library, [source])
        assert (report.reread, report.unchanged, report.failed) == (("rapport.pdf",), (), ())
        assert "680 bedrijven" in said(library)
        assert "12 miljoen" in said(library, "Hoeveel droeg Overijssel bij?")
        line = library.runs.get(report.run).files[0]
        assert (line.status, line.pages_by_ocr, line.pages_without_text) == ("reread", 1, 0)
        texts = Counter(s for s in library.passages.sentences(library.versions.current()[0].id))
        assert max(texts.values()) == 1
        assert len(library.versions.every()) == 1
        assert examine(library) == []
        before = held(library)
        assert nothing_happened(ingest(library, [source]))
        assert held(library) == before


def test_what_was_cited_before_stays_word_for_word_where_it_is(
    source: Path, tmp_path: Path
) -> None:
    require_ocr()
    with opened(tmp_path) as library:
        version = library.versions.current()[0]
        page = library.pages.get(version.id, 2)
        old = {s.text: p.id for p in library.passages.of(version.id) for s in p.sentences}
        start = page.text.index("De provincie")
        key = f"{version.id[:16]}-2-{start}-{start + 40}"
        quote = library.citations.by_key(key).quote
        ingest(library, [source])
        assert library.pages.get(version.id, 2) == page
        assert library.citations.by_key(key).quote == quote
        new = {s.text: p.id for p in library.passages.of(version.id) for s in p.sentences}
        # Until the indexes follow, passages are found by the ids that they had.
        assert {text: new[text] for text in old} == old


def test_without_ocr_nothing_is_read_again(source: Path, tmp_path: Path) -> None:
    with opened(tmp_path, ocr_pages=0) as library:
        assert nothing_happened(ingest(library, [source]))


def test_without_language_data_nothing_is_read_again(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with opened(tmp_path) as library:
        assert nothing_happened(ingest(library, [source]))


def test_two_names_for_the_same_bytes_are_read_again_once(source: Path, tmp_path: Path) -> None:
    require_ocr()
    (source / "kopie.pdf").write_bytes((source / "rapport.pdf").read_bytes())
    with opened(tmp_path, ocr_pages=0) as library:
        ingest(library, [source])
    with opened(tmp_path) as library:
        report = ingest(library, [source])
        assert (len(report.reread), len(report.unchanged)) == (1, 1)
        assert "680 bedrijven" in said(library)


def test_a_named_file_is_read_again_when_asked(source: Path, tmp_path: Path) -> None:
    path = source / "rapport.pdf"
    with opened(tmp_path, ocr_pages=0) as library:
        before = held(library)
        assert plan_ingest(library, [path], again=True).as_json()["reread"] == ["rapport.pdf"]
        assert ingest(library, [path], again=True).reread == ("rapport.pdf",)
        after = held(library)
        assert after.pop("revision") != before.pop("revision")
        assert after == before
        assert examine(library) == []
        assert library.versions.unread() == {library.versions.current()[0].id}


def test_a_file_that_failed_is_tried_again_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "kapot.pdf"
    path.write_bytes(b"%PDF-1.7\nobj broken")
    with opened(tmp_path, ocr_pages=0) as library:
        first, second = ingest(library, [path]), ingest(library, [path])
        assert (len(first.failed), second.run) == (1, 0)
        assert ingest(library, [path], again=True).run > first.run


def test_where_the_original_is_damaged_the_version_stays_and_it_is_said_once(
    source: Path, tmp_path: Path
) -> None:
    require_ocr()
    with opened(tmp_path) as library:
        library.originals.file(library.versions.current()[0].id).write_bytes(
            b"%PDF-1.7 something else"
        )
        before = held(library)
        report = ingest(library, [source])
        assert "stays as it was" in report.warnings[0].reason
        assert held(library) == before
        assert nothing_happened(ingest(library, [source]))


def test_a_change_that_breaks_off_leaves_the_old_state(source: Path, tmp_path: Path) -> None:
    with opened(tmp_path, ocr_pages=0) as library:
        before = held(library)
        version = library.versions.current()[0]
        page = replace(library.pages.get(version.id, 1), text="Half.")
        found = library.passages.of(version.id)
        made = library.vectoriser.embed("Half", [found[0], found[0]])
        new = NewVersion(
            version.id,
            version.file,
            "pdf",
            ".pdf",
            version.document.id,
            Reading(Metadata("Half"), (page,)),
            (found[0], found[0]),  # the second breaks the transaction
            made.vectors,
            made.sentences,
            made.tokens,
        )
        with pytest.raises(LibraryError):
            library.intake.read_again(new, {1}, None)
        assert held(library) == before


def test_a_library_of_schema_3_knows_from_its_warnings_what_was_not_read(
    source: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "library" / "ledger.sqlite") as connection:
        connection.execute("ALTER TABLE versions DROP COLUMN unread")
        connection.execute("ALTER TABLE versions DROP COLUMN view")
        connection.execute("UPDATE facts SET value = '3' WHERE name = 'schema'")
    connection.close()
    with opened(tmp_path) as library:
        assert library.versions.unread() == {library.versions.current()[0].id}
