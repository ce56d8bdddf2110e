"""Office files in a library: cited by page, shown as pages, and none the worse without LibreOffice."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pptx
import pypdf
import pytest
from conftest import CORPUS
from docx.oxml import OxmlElement
from fastapi.testclient import TestClient

from assistant.ingestion import ingest
from assistant.ingestion.staging import ADOPTED
from assistant.library import Library
from assistant.library.doctor import examine
from assistant.library.originals import VIEW
from assistant.reading.office import libreoffice
from assistant.records import Citation, Version
from assistant.settings import Settings
from assistant.viewing import marked_pdf, page_picture, view_page
from assistant.web.app import create_app

MEMO = CORPUS / "groeifonds-en-digitalisering-2021.docx"
WORDS = "Quantum Delta"


@pytest.fixture(scope="module", autouse=True)
def office() -> None:
    if libreoffice():
        return
    if os.environ.get("ASSISTANT_REQUIRE_OFFICE"):
        pytest.fail("LibreOffice is required here (ASSISTANT_REQUIRE_OFFICE) and not installed.")
    pytest.skip("LibreOffice is not installed")


def opened(folder: Path, office: bool = True) -> Library:
    return Library.open(folder / "library", Settings(office=office))  # type: ignore[call-arg]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of one Word file, made with LibreOffice. Tests only read it."""
    folder = tmp_path_factory.mktemp("office")
    with opened(folder) as library:
        report = ingest(library, [MEMO])
        assert (report.added, report.warnings) == ((MEMO.name,), ())
    return folder


@pytest.fixture
def library(made: Path) -> Iterator[Library]:
    """The library on a machine that does not use LibreOffice (any more)."""
    with opened(made, office=False) as library:
        yield library


def quoted(library: Library, words: str) -> Citation:
    version = library.versions.current()[0]
    for number in range(1, version.pages + 1):
        at = library.pages.get(version.id, number).text.find(words)
        if at >= 0:
            return library.citations.by_key(f"{version.id[:16]}-{number}-{at}-{at + len(words)}")
    raise AssertionError(f"no page has {words}")


def only(library: Library) -> Version:
    (version,) = library.versions.current()
    return version


def test_a_word_file_has_pages_and_its_words_are_marked_on_them(library: Library) -> None:
    version = only(library)
    assert (version.format, version.paged, version.pictured) == ("docx", True, True)
    assert version.pages > 1
    citation = quoted(library, WORDS)
    assert citation.page > 1
    view = view_page(library, version.id, citation.page, citation)
    assert view.marks
    assert page_picture(library, version.id, citation.page, 300).startswith(b"\x89PNG")
    assert marked_pdf(library, citation).startswith(b"%PDF")
    assert examine(library) == []
    assert ingest(library, [MEMO]).unchanged == (MEMO.name,)


def test_title_author_and_date_are_those_of_the_word_file(library: Library, tmp_path: Path) -> None:
    with opened(tmp_path, office=False) as light:
        ingest(light, [MEMO])
        plain, shown = only(light), only(library)
    assert (plain.paged, plain.pictured, plain.view) == (False, False, "")
    assert (plain.document.title, plain.document.publisher, plain.document.published) == (
        shown.document.title,
        shown.document.publisher,
        shown.document.published,
    )
    assert plain.document.publisher == "Programmabureau Smart Industry"


def test_the_viewer_shows_the_page_says_who_set_it_and_offers_the_original(
    library: Library,
) -> None:
    citation = quoted(library, WORDS)
    with TestClient(
        create_app(library), "http://localhost", headers={"accept-language": "nl"}
    ) as browser:
        page = browser.get(f"/viewer/{citation.key}").text
        assert "volgens LibreOffice" in page
        assert 'class="mark"' in page
        short = citation.version[:16]
        assert f"/document/{short}/original" in page
        original = browser.get(f"/document/{short}/original")
        assert original.content == MEMO.read_bytes()
        assert original.headers["content-disposition"].startswith("attachment")
        assert browser.get(f"/page/{short}/{citation.page}.png").status_code == 200
        assert browser.get(f"/document/{citation.key}.pdf").content.startswith(b"%PDF")


def test_reading_it_again_keeps_its_pages_and_what_is_known_of_it(
    made: Path, tmp_path: Path
) -> None:
    shutil.copytree(made / "library", tmp_path / "library")
    with opened(tmp_path, office=False) as library:
        before = only(library)
        assert ingest(library, [MEMO], again=True).reread == (MEMO.name,)
        assert only(library) == before
        assert examine(library) == []


def test_doctor_sees_that_the_pages_are_gone_or_others(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "library", tmp_path / "library")
    with opened(tmp_path) as library:
        view = library.originals.shown_file(only(library).id)
        view.write_bytes(b"%PDF-1.7")
        assert "not those that were read" in examine(library)[0]
        view.unlink()
        assert "are missing" in examine(library)[0]


def test_what_a_kill_leaves_is_thrown_away(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        version = "ab" * 32
        kept = [Path(library.originals.place(version, ending)) for ending in (".docx", VIEW)]
        for path in kept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"half")
        (library.folder / "incoming" / f"{version}.docx{ADOPTED}").touch()
        (library.folder / "incoming" / f"{version}{VIEW}").touch()
        (tmp_path / "a.txt").write_text("De brug in Zwolle blijft open.")
        ingest(library, [tmp_path / "a.txt"])
        assert not any(path.exists() for path in kept)
        assert list((library.folder / "incoming").iterdir()) == []


def test_deletions_that_are_not_accepted_are_not_read_as_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("De brug in Zwolle blijft open.")
    paragraph = document.add_paragraph("De brug in Assen ")._p
    deleted, run, text = (OxmlElement(name) for name in ("w:del", "w:r", "w:delText"))
    text.text = "gaat nooit open."
    run.append(text)
    deleted.append(run)
    paragraph.append(deleted)
    document.save(tmp_path / "brief.docx")
    with opened(tmp_path) as library:
        report = ingest(library, [tmp_path / "brief.docx"])
        assert any("not accepted" in warning.reason for warning in report.warnings)
        version = only(library)
        assert not version.pictured
        assert "nooit" not in library.pages.get(version.id, 1).text
        assert list((library.folder / "incoming").iterdir()) == []


def test_a_deck_is_shown_as_slides_unless_something_would_be_lost(tmp_path: Path) -> None:
    for name, notes in (("dek.pptx", ""), ("notities.pptx", "Zeg dat Zwolle meedoet met geld.")):
        deck = pptx.Presentation()
        for title in ("Eerste stap in Assen", f"Tweede stap van {name[:3]}"):
            slide = deck.slides.add_slide(deck.slide_layouts[0])
            slide.shapes.title.text = title
            if notes:
                slide.notes_slide.notes_text_frame.text = notes
        deck.save(tmp_path / name)
    with opened(tmp_path) as library:
        report = ingest(library, [tmp_path / "dek.pptx", tmp_path / "notities.pptx"])
        assert [w.file for w in report.warnings] == ["notities.pptx"]
        found = {version.file: version for version in library.versions.current()}
        assert found["dek.pptx"].pictured
        view = library.originals.shown_file(found["dek.pptx"].id)
        assert len(pypdf.PdfReader(view).pages) == found["dek.pptx"].pages == 2
        plain = found["notities.pptx"]
        assert (plain.pictured, plain.pages) == (False, 2)
        assert "Zwolle meedoet" in library.pages.get(plain.id, 2).text


def test_a_file_that_libreoffice_is_switched_off_for_waits_for_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, office=False) as library:
        report = ingest(library, [MEMO])
        assert report.warnings == ()
        assert only(library).view == ""
