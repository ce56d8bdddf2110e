"""Files in a PDF: listed and taken out safely, and those that are not read are named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from attaching import with_attachments
from conftest import ReadBytes
from pdf_writer import simple_pdf

from assistant.errors import UnreadableDocument
from assistant.reading import Isolation, containers
from assistant.reading.containers import may_hold, members

COVER = simple_pdf([["Open deze bundel met Adobe Acrobat. Er zijn vier bijlagen bij dit besluit."]])
NOTE = simple_pdf([["De nota noemt ruim 680 bedrijven in de provincie."]])
TEXT = b"In Zwolle zijn dit jaar veertien bruggen vernieuwd."
Holds = Callable[[bytes], dict[str, bytes]]


@pytest.fixture
def held(isolation: Isolation, tmp_path: Path) -> Holds:
    """Documents in a file by name, each with its stated size."""

    def look(data: bytes) -> dict[str, bytes]:
        path = tmp_path / "bundel.pdf"
        path.write_bytes(data)
        found = json.loads(isolation.call("members", path=str(path)))
        taken = {
            entry["name"]: isolation.call("member", path=str(path), name=entry["name"])
            for entry in found
        }
        assert {entry["name"]: entry["size"] for entry in found} == {
            name: len(content) for name, content in taken.items()
        }
        return taken

    return look


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("password", ["", "van de eigenaar"])
def test_attachments_come_out_as_they_went_in(held: Holds, packed: bool, password: str) -> None:
    files = {"nota.pdf": NOTE, "brug.txt": TEXT, "model.bin": b"\0\1"}
    pdf = with_attachments(COVER, files, packed=packed, password=password)
    assert held(pdf) == {"nota.pdf": NOTE, "brug.txt": TEXT}


def test_paper_clips_on_a_page_are_attachments_too(held: Holds) -> None:
    pdf = with_attachments(COVER, {"brug.txt": TEXT}, {"nota.pdf": NOTE})
    assert held(pdf) == {"brug.txt": TEXT, "nota.pdf": NOTE}


def test_a_file_that_hangs_on_a_page_and_is_listed_too_comes_once(held: Holds) -> None:
    writer = pypdf.PdfWriter(
        clone_from=io.BytesIO(with_attachments(COVER, None, {"nota.pdf": NOTE}))
    )
    mark = writer.pages[0]["/Annots"][0].get_object()  # type: ignore[index]
    tree = pypdf.generic.DictionaryObject()
    tree[pypdf.generic.NameObject("/Names")] = pypdf.generic.ArrayObject(
        [pypdf.generic.TextStringObject("1"), mark["/FS"]]
    )
    names = pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/EmbeddedFiles"): tree})
    writer.root_object[pypdf.generic.NameObject("/Names")] = names
    out = io.BytesIO()
    writer.write(out)
    assert list(held(out.getvalue())) == ["nota.pdf"]


def test_names_of_attachments_cannot_climb_out_repeat_or_hide(held: Holds) -> None:
    pdf = with_attachments(
        COVER, {"../../etc/a.txt": b"een", "C:\\a.txt": b"twee", ".verborgen.txt": b"drie"}
    )
    clipped = with_attachments(pdf, None, {"A.txt": b"vier"})
    assert sorted(held(clipped)) == ["A (2).txt", "a.txt", "etc/a.txt"]


def test_a_container_in_a_pdf_and_a_pdf_in_a_container_are_opened_one_level_deep(
    held: Holds,
) -> None:
    inner = with_attachments(NOTE, {"brug.txt": TEXT})
    assert list(held(with_attachments(COVER, {"binnen.pdf": inner}))) == [
        "binnen.pdf",
        "binnen.pdf/brug.txt",
    ]
    deeper = with_attachments(COVER, {"binnen.pdf": inner})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", deeper)
        archive.writestr("A.pdf", inner)
    assert list(held(out.getvalue())) == [
        "a.pdf",
        "a.pdf/binnen.pdf",
        "A (2).pdf",
        "A.pdf/brug.txt",
    ]


def test_an_attachment_that_unpacks_to_too_much_is_counted_and_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = with_attachments(COVER, {"bom.txt": bytes(3_000_000), "brug.txt": TEXT}, packed=True)
    path = tmp_path / "bundel.pdf"
    path.write_bytes(pdf)
    assert len(pdf) < 100_000
    assert {m["name"]: m["size"] for m in members(path, 1_000_000)} == {
        "bom.txt": 1_000_001,
        "brug.txt": len(TEXT),
    }
    with pytest.raises(UnreadableDocument, match="larger than 1 MB"):
        containers.member(path, "bom.txt", 1_000_000)
    monkeypatch.setattr(containers, "MAX_UNPACKED", 2_000_000)
    with pytest.raises(UnreadableDocument, match="holds more than"):
        members(path, 10_000_000)


def test_pdfs_in_a_container_can_stay_closed(tmp_path: Path) -> None:
    inner = with_attachments(NOTE, {"brug.txt": TEXT})
    path = tmp_path / "bundel.pdf"
    path.write_bytes(with_attachments(COVER, {"binnen.pdf": inner}))
    assert [m["name"] for m in members(path, 1_000_000, closed=True)] == ["binnen.pdf"]


def test_more_documents_than_a_container_may_hold_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MAX_MEMBERS", 3)
    path = tmp_path / "bundel.pdf"
    path.write_bytes(with_attachments(COVER, {f"{n}.txt": TEXT for n in range(4)}))
    with pytest.raises(UnreadableDocument, match="more than 3 documents"):
        members(path, 1_000_000)


def test_a_damaged_attachment_is_listed_and_refused(isolation: Isolation, tmp_path: Path) -> None:
    pdf = with_attachments(COVER, {"brug.txt": TEXT * 50, "heel.txt": TEXT}, packed=True)
    start = pdf.index(b"x\xda", pdf.index(b"/Type /EmbeddedFile")) + 2
    path = tmp_path / "bundel.pdf"
    path.write_bytes(pdf[:start] + bytes(10) + pdf[start + 10 :])
    listed = json.loads(isolation.call("members", path=str(path)))
    assert [m["name"] for m in listed] == ["brug.txt", "heel.txt"]
    with pytest.raises(UnreadableDocument, match="damaged"):
        isolation.call("member", path=str(path), name="brug.txt")


def test_a_tree_of_names_that_leads_back_to_itself_ends(held: Holds) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(with_attachments(COVER, {"brug.txt": TEXT})))
    tree = writer.root_object["/Names"]["/EmbeddedFiles"]  # type: ignore[index]
    again = writer._add_object(tree)
    tree[pypdf.generic.NameObject("/Kids")] = pypdf.generic.ArrayObject([again, again])
    writer.root_object["/Names"][pypdf.generic.NameObject("/EmbeddedFiles")] = again  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    assert list(held(out.getvalue())) == ["brug.txt"]


def test_a_name_that_spells_the_mark_over_a_border_of_pieces_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bundel.pdf"
    for gap in range(30):
        path.write_bytes(b"%PDF-1.7" + bytes(1_016 + gap) + b"/EmbeddedFile" + bytes(100))
        monkeypatch.setattr(containers, "_PIECE", 16)
        assert may_hold(path)
    path.write_bytes(b"geen pdf /EmbeddedFile")
    assert not may_hold(path)


def test_the_cover_is_read_and_what_is_not_read_is_named_once(read_bytes: ReadBytes) -> None:
    pdf = with_attachments(COVER, {"nota.pdf": NOTE, "model.bin": b"\0"})
    reading = read_bytes(pdf)
    assert "Open deze bundel met Adobe Acrobat." in reading.pages[0].text
    assert reading.warnings == (
        "The attachment model.bin is not read: its kind is not one that is read. "
        "Save it as PDF and add that.",
    )
    many = read_bytes(with_attachments(COVER, {f"{n:02}.bin": b"\0" for n in range(12)}))
    (line,) = many.warnings
    assert "attachments 00.bin, 01.bin" in line
    assert "09.bin and 2 more are not read: their kinds" in line
    assert read_bytes(with_attachments(COVER, {"nota.pdf": NOTE})).warnings == ()


def test_attachments_that_are_listed_in_an_unusual_way_are_named(
    read_bytes: ReadBytes, held: Holds
) -> None:
    pdf = with_attachments(COVER, {"nota.txt": TEXT}).replace(
        b"/Type /EmbeddedFile\n", b"/Type /Embedded#46ile\n"
    )
    pdf = pdf.replace(b"/EmbeddedFiles", b"/Embedded#46iles")
    assert b"/EmbeddedFile" not in pdf
    assert held(pdf) == {}
    (line,) = read_bytes(pdf).warnings
    assert line.startswith(
        "The attachment nota.txt is not read: the PDF lists it in an unusual way."
    )
