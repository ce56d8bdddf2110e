"""Files that break readers: each ends in a sentence for a person, and the next file is read."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from conftest import SharedData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_writer import Sheet, Text, pdf_bytes, simple_pdf
from reading_back import check_sentences

from assistant.chunking import passages
from assistant.errors import UnreadableDocument
from assistant.reading import Isolation, Limits
from assistant.records import Reading

GOOD = simple_pdf([["Het programma heeft ruim 680 bedrijven bereikt."]])
GOOD_TEXT = "Het programma heeft ruim 680 bedrijven bereikt."


@pytest.fixture(scope="module")
def reader() -> Iterator[Isolation]:
    """A reader with less time and memory than the product's, so that the tests are quick."""
    isolation = Isolation(Limits(memory=1_000 * 1024 * 1024, cpu_seconds=10, wall_seconds=60))
    yield isolation
    isolation.close()


def read(reader: Isolation, folder: Path, data: bytes, file: str = "rapport.pdf") -> Reading:
    path = folder / "file"
    path.write_bytes(data)
    return reader.read(path, file)


def check_still_serves(reader: Isolation, folder: Path) -> None:
    assert read(reader, folder, GOOD).pages[0].text == GOOD_TEXT


def check_refusal(reason: str) -> None:
    """A whole sentence for a person: no traceback, no Python, no path."""
    assert re.match(r"[A-Z].{20,300}\.$", reason), reason
    for word in ("Traceback", "Error", "Exception", "/tmp", "None", "0x", "errno"):
        assert word not in reason


# A PDF with one object more or less than it should have


def _raw_pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(offsets) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _cyclic_page_tree() -> bytes:
    return _raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        ]
    )


def _flate_bomb() -> bytes:
    """4 KB that unpack to 1 GB of text operators, packed twice."""
    packer = zlib.compressobj(9)
    piece = b"BT /F1 9 Tf (x) Tj ET\n" * 50_000
    once = b"".join([*(packer.compress(piece) for _ in range(1_000)), packer.flush()])
    twice = zlib.compress(once, 9)
    return _raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
            % (len(twice), twice),
        ]
    )


def _forms_that_call_each_other() -> bytes:
    """10 levels of 10 calls: 10^9 drawings in 3 KB."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    calls = b"/X Do " * 10
    for number in range(5, 14):
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length %d "
            b"/Resources << /XObject << /X %d 0 R >> >> >>\nstream\n%s\nendstream"
            % (len(calls), number + 1, calls)
        )
    objects.append(
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 9 >>\nstream\n0 0 9 9 re\nendstream"
    )
    return _raw_pdf(objects)


def _locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(GOOD))
    writer.encrypt("geheim", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("brief.txt", "Hallo")
    return out.getvalue()


REFUSED = {
    "empty": (b"", "empty"),
    "zeros": (bytes(5_000), "empty"),
    "cut off": (GOOD[: len(GOOD) // 3], "damaged"),
    "only a head": (b"%PDF-1.7\n", "damaged"),
    "garbage with a head": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    "text named .pdf": (b"Dit is gewone tekst zonder meer.\n" * 20, "not a PDF"),
    "zip named .pdf": (_zip(), "not read"),
    "locked with a password": (_locked(), "password"),
    "cyclic page tree": (_cyclic_page_tree(), ""),
    "no pages": (pdf_bytes([]), ""),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence_for_a_person(
    name: str, reader: Isolation, tmp_path: Path
) -> None:
    data, word = REFUSED[name]
    with pytest.raises(UnreadableDocument) as refusal:
        read(reader, tmp_path, data)
    check_refusal(str(refusal.value))
    assert word in str(refusal.value)
    check_still_serves(reader, tmp_path)


def _docx(document: bytes, fill: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document + b" " * fill)
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.docx", b"Dit is geen Word-bestand maar gewone tekst.\n" * 20),
        ("a.docx", _docx(b"<w:document>")),
        ("a.docx", _docx(b"<w:document/>", fill=400 * 1024 * 1024)),
        ("a.docx", _docx(b"<w:document/>")[:300]),
        ("a.html", b"<html><body><script>alert(1)</script></body></html>"),
        ("a.md", b"---\n---\n\n...\n"),
        ("a.txt", bytes(range(1, 255)) * 50),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" * 400),
        ("a.exe", b"MZ" + bytes(range(256)) * 10),
    ],
)
def test_other_files_that_cannot_be_read_are_refused_the_same_way(
    file: str, data: bytes, reader: Isolation, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(reader, tmp_path, data, file)
    check_refusal(str(refusal.value))
    check_still_serves(reader, tmp_path)


def test_a_web_page_named_pdf_is_read_as_the_web_page_that_it_is(
    reader: Isolation, tmp_path: Path
) -> None:
    page = f"<!DOCTYPE html><html><body><main><h1>Kop</h1><p>{GOOD_TEXT}</p></main></body></html>"
    reading = read(reader, tmp_path, page.encode())
    assert GOOD_TEXT in reading.pages[0].text
    assert not reading.paged


@pytest.mark.parametrize(
    "data", [_flate_bomb(), _forms_that_call_each_other()], ids=["flate bomb", "10^9 forms"]
)
def test_a_bomb_costs_at_most_its_limits_and_ends_in_a_reading_or_a_refusal(
    data: bytes, reader: Isolation, tmp_path: Path
) -> None:
    try:
        read(reader, tmp_path, data)
    except UnreadableDocument as refusal:
        check_refusal(str(refusal))
    check_still_serves(reader, tmp_path)


def test_a_page_of_twenty_metres_is_read_and_its_picture_keeps_the_pixel_limit(
    reader: Isolation, tmp_path: Path
) -> None:
    from PIL import Image

    sheet = Sheet([Text(100, 50_000, GOOD_TEXT)], size=(60_000, 60_000))
    data = pdf_bytes([sheet])
    assert GOOD_TEXT in read(reader, tmp_path, data).pages[0].text
    picture = reader.call("picture", path=str(tmp_path / "file"), index=0, width=10_000)
    image = Image.open(io.BytesIO(picture))
    assert image.width * image.height <= 1.001 * reader.limits.pixels  # sides are rounded up
    check_still_serves(reader, tmp_path)


def test_more_pages_than_the_limit_are_refused_with_the_number(tmp_path: Path) -> None:
    isolation = Isolation(Limits(pages=3))
    with contextlib.closing(isolation), pytest.raises(UnreadableDocument, match="4 pages"):
        read(isolation, tmp_path, simple_pdf([["Een zin."]] * 4))


def test_a_file_larger_than_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    isolation = Isolation(Limits(file_bytes=100))
    with contextlib.closing(isolation), pytest.raises(UnreadableDocument, match="MB"):
        read(isolation, tmp_path, GOOD)


def test_a_file_without_permission_or_gone_is_refused_and_not_a_crash(
    reader: Isolation, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        reader.call("read", path=str(tmp_path / "nothing.pdf"), file="nothing.pdf")
    check_still_serves(reader, tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"Voor de nul.\0Achter de nul staat nog een zin.\n",
        "Een half teken \ud83d in de tekst van dit stuk.\n".encode("utf-8", "surrogatepass"),
        b"<html><body><p>Voor\0 de nul &#0; &#xD83D; staat tekst.</p></body></html>",
    ],
)
def test_nul_bytes_and_half_characters_never_reach_the_text(
    data: bytes, reader: Isolation, tmp_path: Path
) -> None:
    file = "a.html" if data.startswith(b"<") else "a.txt"
    try:
        text = read(reader, tmp_path, data, file).pages[0].text
    except UnreadableDocument as refusal:
        check_refusal(str(refusal))
        return
    assert "\0" not in text
    text.encode("utf-8")


def _children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc")
@pytest.mark.parametrize("sent", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_a_reader_that_dies_of_its_file_costs_that_file_only(
    sent: signal.Signals, reader: Isolation, tmp_path: Path
) -> None:
    """PDFium aborts on some files; a signal to the child that reads stands for that."""
    check_still_serves(reader, tmp_path)
    assert reader._server is not None
    server = reader._server.pid
    struck: list[int] = []

    def strike() -> None:
        deadline = time.monotonic() + 30
        while not struck and time.monotonic() < deadline:
            for child in _children(server):
                os.kill(child, signal.SIGSTOP)  # it must not be done before it is struck
                os.kill(child, sent)
                os.kill(child, signal.SIGCONT)
                struck.append(child)

    thread = threading.Thread(target=strike)
    thread.start()
    slow = simple_pdf([[GOOD_TEXT] * 40] * 60)
    with pytest.raises(UnreadableDocument) as refusal:
        read(reader, tmp_path, slow)
    thread.join()
    check_refusal(str(refusal.value))
    check_still_serves(reader, tmp_path)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc")
def test_a_reader_process_that_was_killed_is_started_again(
    reader: Isolation, tmp_path: Path
) -> None:
    check_still_serves(reader, tmp_path)
    assert reader._server is not None
    os.kill(reader._server.pid, signal.SIGKILL)
    reader._server.wait()
    check_still_serves(reader, tmp_path)


def test_reading_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    isolation = Isolation(Limits(wall_seconds=0.001))
    with contextlib.closing(isolation):
        with pytest.raises(UnreadableDocument, match="too long"):
            read(isolation, tmp_path, simple_pdf([[GOOD_TEXT] * 40] * 30))
        isolation.limits = Limits()
        check_still_serves(isolation, tmp_path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=30
    )
)
def test_a_pdf_with_any_bytes_changed_is_read_or_refused(
    changes: list[tuple[int, int]], reader: Isolation, tmp_path: Path
) -> None:
    data = bytearray(GOOD)
    for place, value in changes:
        data[place] = value
    try:
        reading = read(reader, tmp_path, bytes(data))
    except UnreadableDocument as refusal:
        check_refusal(str(refusal))
    else:
        check_offsets(reading)


def check_offsets(reading: Reading) -> None:
    """Whatever was made of the file can be quoted exactly and stored."""
    for page in reading.pages:
        page.text.encode("utf-8")
        assert "\0" not in page.text
    check_sentences(passages("ab" * 32, reading.pages), reading.pages)


SAMPLE = 60


def test_the_hostile_files_of_other_projects_are_read_or_refused(
    reader: Isolation, shared_data: SharedData
) -> None:
    files = sorted(p for p in shared_data("pdfs/hostile").rglob("*") if p.is_file())
    chosen = files[:: max(1, len(files) // SAMPLE)][:SAMPLE]
    read_whole = 0
    for path in chosen:
        try:
            reading = reader.read(path, path.name)
        except UnreadableDocument as refusal:
            check_refusal(str(refusal))
            continue
        check_offsets(reading)
        read_whole += 1
    assert read_whole > SAMPLE // 2, "a reader that refuses everything is safe but useless"
