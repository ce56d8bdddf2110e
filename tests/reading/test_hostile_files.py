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
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import hostile_others
import hostile_pdfs
import pytest
from conftest import SharedData
from hostile_others import OTHERS
from hostile_pdfs import GOOD, PDFS, WORDS, encrypted
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_writer import Sheet, Text, pdf_bytes, simple_pdf
from reading_back import check_sentences
from scans import require_ocr

from assistant.chunking import passages
from assistant.errors import UnreadableDocument
from assistant.reading import Isolation, Limits
from assistant.records import Reading

GOOD_TEXT = WORDS


@pytest.fixture(scope="module")
def reader() -> Iterator[Isolation]:
    """A reader with less time and memory than the product's, so that the tests are quick."""
    limits = Limits(memory=1_000 * 1024 * 1024, cpu_seconds=10, wall_seconds=60, ocr_pages=5)
    isolation = Isolation(limits)
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
    "locked with a password": (encrypted("geheim"), "password"),
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


def ends(reader: Isolation, folder: Path, data: bytes, file: str) -> Reading | None:
    """The reading, or None where the file was refused with a sentence for a person."""
    try:
        reading = read(reader, folder, data, file)
    except UnreadableDocument as refusal:
        check_refusal(str(refusal))
        return None
    check_offsets(reading)
    return reading


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_made_to_break_the_reader_is_read_or_refused(
    name: str, reader: Isolation, tmp_path: Path
) -> None:
    reading = ends(reader, tmp_path, PDFS[name](), "rapport.pdf")
    if name in hostile_pdfs.READ:
        assert reading is not None
        assert WORDS in reading.pages[0].text
    check_still_serves(reader, tmp_path)


@pytest.mark.parametrize("name", OTHERS)
def test_another_file_made_to_break_the_reader_is_read_or_refused(
    name: str, reader: Isolation, tmp_path: Path
) -> None:
    file, data = OTHERS[name]()
    reading = ends(reader, tmp_path, data, file)
    if name in hostile_others.READ:
        assert reading is not None
        assert WORDS in reading.pages[0].text
    check_still_serves(reader, tmp_path)


@pytest.mark.parametrize("suffix", hostile_others.MADE)
def test_an_office_file_is_read_where_nothing_is_wrong_with_it(
    suffix: str, reader: Isolation, tmp_path: Path
) -> None:
    """The files above are these with one thing changed."""
    reading = ends(reader, tmp_path, hostile_others.MADE[suffix](), f"a{suffix}")
    assert reading is not None
    assert WORDS in reading.pages[0].text


@pytest.mark.parametrize("suffix", hostile_others.MADE)
def test_an_office_file_cannot_make_the_reader_tell_what_is_on_the_machine(
    suffix: str, reader: Isolation, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(hostile_others.SECRET)
    file, data = hostile_others.reaching_out(suffix, secret)
    reading = ends(reader, tmp_path, data, file)
    if reading is not None:
        assert hostile_others.SECRET not in reading.pages[0].text


def test_a_scan_bomb_costs_no_more_than_its_share_of_ocr_and_the_rest_is_said_to_be_unread(
    tmp_path: Path,
) -> None:
    require_ocr()
    isolation = Isolation(Limits(ocr_pages=3))
    with contextlib.closing(isolation):
        reading = read(isolation, tmp_path, PDFS["scan bomb"]())
    assert len(reading.pages) == 3_000
    assert any("2997 of 3000 pages are not read" in warning for warning in reading.warnings)


def test_a_file_of_two_gigabytes_of_nothing_is_refused_at_once(
    reader: Isolation, tmp_path: Path
) -> None:
    path = tmp_path / "groot.pdf"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    with pytest.raises(UnreadableDocument, match="2,147 MB"):
        reader.read(path, path.name)
    with pytest.raises(UnreadableDocument):
        reader.call("member", path=str(path), name="a.pdf")
    check_still_serves(reader, tmp_path)


def test_more_text_than_any_report_has_is_refused(tmp_path: Path) -> None:
    """The program that asked must hold it all, and would be embedding it for days."""
    data = f"{WORDS}\n\n".encode() * 300_000
    patient = Isolation(Limits(cpu_seconds=300, wall_seconds=600))  # a busy machine is slow
    with contextlib.closing(patient), pytest.raises(UnreadableDocument, match="text"):
        read(patient, tmp_path, data, "a.txt")


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
        deadline = time.monotonic() + 120
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


@pytest.mark.parametrize("part", range(4))
def test_the_hostile_files_of_other_projects_are_read_or_refused(
    part: int, reader: Isolation, shared_data: SharedData
) -> None:
    files = sorted(p for p in shared_data("pdfs/hostile").rglob("*") if p.is_file())[part::4]
    # Long reports are among them, which are not hostile: a second tells.
    quick = replace(reader.limits, cpu_seconds=1)
    readers = Isolation(quick), Isolation(quick)  # two processes, for two cores
    try:
        with ThreadPoolExecutor(2) as pool:
            halves = pool.map(_read_whole, readers, (files[::2], files[1::2]))
            read_whole = sum(halves)
    finally:
        for each in readers:
            each.close()
    assert read_whole > len(files) // 2, "a reader that refuses everything is safe but useless"


def _read_whole(reader: Isolation, files: Sequence[Path]) -> int:
    """How many of the files are read; the others are refused."""
    count = 0
    for path in files:
        try:
            reading = reader.read(path, path.name)
        except UnreadableDocument as refusal:
            check_refusal(str(refusal))
            continue
        check_offsets(reading)
        count += 1
    return count
