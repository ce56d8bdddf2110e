"""Office files turned into PDF by LibreOffice: pages to name, and nothing that a file asks for."""

from __future__ import annotations

import io
import os
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import docx
import pptx
import pypdf
import pytest
from conftest import CORPUS
from hostile_others import changed

from assistant.errors import UnreadableDocument
from assistant.reading import Isolation
from assistant.reading.office import OfficeLimits, libreoffice, to_pdf
from assistant.records import BlockKind

MEMO = CORPUS / "groeifonds-en-digitalisering-2021.docx"


@pytest.fixture
def office() -> None:
    if libreoffice():
        return
    if os.environ.get("ASSISTANT_REQUIRE_OFFICE"):
        pytest.fail("LibreOffice is required here (ASSISTANT_REQUIRE_OFFICE) and not installed.")
    pytest.skip("LibreOffice is not installed")


@pytest.mark.usefixtures("office")
def test_a_word_file_becomes_a_tagged_pdf_with_its_headings(
    isolation: Isolation, tmp_path: Path
) -> None:
    made = to_pdf(MEMO, "docx")
    assert made is not None
    assert "/StructTreeRoot" in pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    (tmp_path / "memo.pdf").write_bytes(made)
    reading = isolation.read(tmp_path / "memo.pdf", "memo.pdf")
    plain = isolation.read(MEMO, MEMO.name).pages[0]
    headings = [plain.text[b.start : b.end] for b in plain.blocks if b.kind is BlockKind.HEADING]
    text = " ".join(" ".join(page.text for page in reading.pages).split())
    assert len(headings) > 2
    assert all(" ".join(heading.split()) in text for heading in headings)


@pytest.mark.usefixtures("office")
def test_a_slide_becomes_a_page(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for title in ("Een", "Twee", "Drie"):
        deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = title
    deck.save(tmp_path / "dek.pptx")
    made = to_pdf(tmp_path / "dek.pptx", "pptx")
    assert made is not None
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    assert [page.extract_text().strip() for page in pages] == ["Een", "Twee", "Drie"]


@pytest.fixture
def asked() -> Iterator[tuple[str, list[object]]]:
    """(Address of a server on this machine, who connected to it)."""
    seen: list[object] = []

    class Door(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            seen.append(self.client_address)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
        server.shutdown()


@pytest.mark.usefixtures("office")
def test_a_file_that_links_to_a_picture_elsewhere_makes_no_request(
    tmp_path: Path, asked: tuple[str, list[object]]
) -> None:
    address, seen = asked
    document = docx.Document()
    document.add_paragraph("Voor de foto.")
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "PNG")
    document.add_picture(picture)
    document.save(tmp_path / "plain.docx")
    linked = changed(
        changed(
            (tmp_path / "plain.docx").read_bytes(),
            "word/document.xml",
            lambda body: body.replace(b"r:embed=", b"r:link="),
        ),
        "word/_rels/document.xml.rels",
        lambda body: body.replace(
            b'Target="media/image1.png"', f'TargetMode="External" Target="{address}/x.png"'.encode()
        ),
    )
    assert address.encode() not in (tmp_path / "plain.docx").read_bytes()
    (tmp_path / "linked.docx").write_bytes(linked)
    made = to_pdf(tmp_path / "linked.docx", "docx")
    assert made is not None
    assert "Voor de foto." in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert seen == []


@pytest.mark.usefixtures("office")
def test_a_conversion_that_takes_too_long_is_ended_with_a_sentence() -> None:
    with pytest.raises(UnreadableDocument, match="takes too long"):
        to_pdf(MEMO, "docx", OfficeLimits(wall_seconds=0.05))


@pytest.mark.usefixtures("office")
def test_a_damaged_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "kapot.docx").write_bytes(MEMO.read_bytes()[:3000])
    with pytest.raises(UnreadableDocument, match=r"damaged|long"):
        to_pdf(tmp_path / "kapot.docx", "docx")


def test_without_libreoffice_and_for_other_kinds_there_is_no_pdf(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert to_pdf(MEMO, "xlsx") is None
    if not Path("/Applications").is_dir():
        monkeypatch.setenv("PATH", str(tmp_path))
        assert to_pdf(MEMO, "docx") is None
