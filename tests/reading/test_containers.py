"""Zips and e-mails that hold documents: what is in them, safely, and never more than the limits."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from hostile_others import MADE
from hypothesis import given
from hypothesis import strategies as st
from pdf_writer import simple_pdf

from assistant.errors import UnreadableDocument
from assistant.reading import Isolation
from assistant.reading.containers import safe_member_name

PDF = simple_pdf([["Het programma heeft ruim 680 bedrijven bereikt."]])
Holds = Callable[[bytes], list[str]]


def zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def mail(*attached: tuple[str, bytes], body: str = "Zie de bijlage.") -> bytes:
    message = EmailMessage()
    message["Subject"] = "Voortgang van het programma"
    message["From"] = "Programmabureau <bureau@example.org>"
    message["To"] = "lezer@example.org"
    message["Date"] = "Mon, 15 Feb 2021 10:00:00 +0100"
    message.set_content(body)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@pytest.fixture
def names(isolation: Isolation, tmp_path: Path) -> Holds:
    """Names of the documents in a container, each of which can be taken out with its stated size."""

    def look(data: bytes) -> list[str]:
        path = tmp_path / "container"
        path.write_bytes(data)
        found = json.loads(isolation.call("members", path=str(path)))
        for held in found:
            taken = isolation.call("member", path=str(path), name=held["name"])
            assert len(taken) == held["size"]
        return [held["name"] for held in found]

    return look


def refusal(isolation: Isolation, folder: Path, data: bytes) -> str:
    path = folder / "container"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as refused:
        isolation.call("members", path=str(path))
    return str(refused.value)


def test_the_documents_in_a_zip_are_listed_and_come_out_as_they_went_in(
    names: Holds, isolation: Isolation, tmp_path: Path
) -> None:
    data = zipped([("map/rapport.pdf", PDF), ("foto.jpg", b"x"), ("brief.txt", b"Een brief.")])
    assert names(data) == ["map/rapport.pdf", "brief.txt"]
    path = str(tmp_path / "container")
    assert isolation.call("member", path=path, name="map/rapport.pdf") == PDF


def test_a_zip_in_a_zip_is_opened_and_one_in_that_is_listed_unopened(names: Holds) -> None:
    deepest = zipped([("diepst.pdf", PDF)])
    inner = zipped([("binnen.pdf", PDF), ("diep.zip", deepest)])
    assert names(zipped([("bijlagen.zip", inner)])) == [
        "bijlagen.zip/binnen.pdf",
        "bijlagen.zip/diep.zip",
    ]


def test_a_broken_zip_in_a_zip_does_not_hide_its_neighbours(names: Holds) -> None:
    assert names(zipped([("kapot.zip", b"PK\x03\x04 kapot"), ("heel.pdf", PDF)])) == [
        "kapot.zip",
        "heel.pdf",
    ]


def test_attachments_of_an_email_and_of_one_attached_to_it_are_listed(names: Holds) -> None:
    held = mail(("nota.pdf", PDF))
    data = mail(("rapport.pdf", PDF), ("bijlagen.zip", zipped([("a.pdf", PDF)])), ("oud.eml", held))
    assert names(data) == ["rapport.pdf", "bijlagen.zip/a.pdf", "oud.eml", "oud.eml/nota.pdf"]


def test_a_forwarded_message_is_a_document_named_after_its_subject(names: Holds) -> None:
    outer = EmailMessage()
    outer["Subject"], outer["From"], outer["To"] = "FW", "a@example.org", "b@example.org"
    outer.set_content("Ter kennisneming.")
    inner = EmailMessage()
    inner["Subject"] = "Besluit/advies"
    inner.set_content("Het besluit.")
    outer.add_attachment(inner)
    assert names(outer.as_bytes()) == ["Besluit-advies.eml"]


def test_a_document_and_other_files_hold_nothing(names: Holds) -> None:
    assert names(PDF) == []
    assert names(MADE[".odt"]()) == []
    assert names(zipped([("ppt/presentation.xml", b"<x/>"), ("ppt/embeddings/a.pdf", PDF)])) == []
    assert names(b"Gewone tekst.") == []


def test_names_cannot_climb_out_repeat_or_hide(names: Holds) -> None:
    wicked = [
        "../../../etc/a.pdf",
        "/etc/a.pdf",
        "C:\\Windows\\a.pdf",
        "..\\..\\a.pdf",
        "__MACOSX/._a.pdf",
        ".verborgen.pdf",
        "A.pdf",
        "a\n.pdf",
    ]
    found = names(zipped([(name, PDF) for name in wicked]))
    assert found == [
        "etc/a.pdf",
        "etc/a (2).pdf",
        "Windows/a.pdf",
        "a.pdf",
        "A (2).pdf",
        "a (3).pdf",
    ]


@given(st.text(max_size=300))
def test_a_safe_name_is_relative_and_stays_below_its_folder(name: str) -> None:
    safe = safe_member_name(name)
    parts = safe.split("/")
    assert safe == "" or all(part and part.strip(".") for part in parts)
    assert "\\" not in safe
    assert ":" not in safe
    assert all(c.isprintable() for c in safe)
    assert len(safe) < 2_000
    assert safe_member_name(safe) == safe


def test_a_symbolic_link_in_a_zip_is_left_out(names: Holds) -> None:
    link = zipfile.ZipInfo("geheim.pdf")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("open.pdf", PDF)
    assert names(out.getvalue()) == ["open.pdf"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(isolation: Isolation, tmp_path: Path) -> None:
    bomb = zipped([("bom.txt", bytes(150_000_000))])
    assert "unpacks to far more" in refusal(isolation, tmp_path, bomb)


def test_entries_that_overlap_are_refused(isolation: Isolation, tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", b"een zin. " * 50), ("b.txt", b"nog een zin. " * 50)]))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # the second file starts at the first
    assert "unpacks to far more" in refusal(isolation, tmp_path, bytes(data))


def test_too_many_files_are_refused_with_the_number(isolation: Isolation, tmp_path: Path) -> None:
    data = zipped([(f"{n}.txt", b"Een zin.") for n in range(2_001)])
    assert "2,000" in refusal(isolation, tmp_path, data)
    data = zipped([(f"{n}.jpg", b"") for n in range(20_001)])
    assert "20,000" in refusal(isolation, tmp_path, data)


def test_a_size_that_lies_does_not_unpack_more(isolation: Isolation, tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", b"0" * 1_000_000)]))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    path = tmp_path / "container"
    path.write_bytes(data)
    listed = json.loads(isolation.call("members", path=str(path)))
    assert listed == [{"name": "a.txt", "size": 10}]
    with pytest.raises(UnreadableDocument, match="damaged"):
        isolation.call("member", path=str(path), name="a.txt")


def test_a_locked_file_in_a_zip_is_refused_and_says_so(
    isolation: Isolation, tmp_path: Path
) -> None:
    data = bytearray(zipped([("a.txt", b"Een zin.")]))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    path = tmp_path / "container"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument, match="password"):
        isolation.call("member", path=str(path), name="a.txt")


def test_a_zip_cut_off_and_a_name_that_is_not_there_are_refused(
    isolation: Isolation, tmp_path: Path
) -> None:
    whole = zipped([("a.txt", b"Een zin.")])
    assert "damaged" in refusal(isolation, tmp_path, whole[:40])
    (tmp_path / "container").write_bytes(whole)
    with pytest.raises(UnreadableDocument, match="no such file"):
        isolation.call("member", path=str(tmp_path / "container"), name="../a.txt")
