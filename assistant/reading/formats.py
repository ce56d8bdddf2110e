"""Which reader reads which file: by what the bytes are, not by what the name says."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from assistant.errors import UnreadableDocument
from assistant.reading.accounting import accounted
from assistant.reading.budget import OcrBudget
from assistant.reading.wrong_file import refuse_wrong_file
from assistant.reading.zip_safety import BROKEN, check_office
from assistant.records import Reading

SUFFIXES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".pptx": "pptx",
    ".odt": "odt",
    ".xlsx": "xlsx",
    ".eml": "eml",
}
CONTAINERS = frozenset({".zip", ".eml"})  # hold other files, see ``containers``
MAX_TEXT_BYTES = 20 * 1024 * 1024  # HTML, Markdown or text; longer ones are data, not reports
MAX_CHARACTERS = 10_000_000  # 3,000 full pages; they must all be held, sent and embedded
MAX_UNPACKED = 300 * 1024 * 1024  # bytes of an office file when unzipped
_OFFICE = {  # format -> what people call it, and a file that is in every one
    "docx": ("Word (.docx)", "word/document.xml"),
    "pptx": ("PowerPoint (.pptx)", "ppt/presentation.xml"),
    "xlsx": ("Excel (.xlsx)", "xl/workbook.xml"),
    "odt": ("OpenDocument text (.odt)", "content.xml"),
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97 to 2003, and any that is locked
_NOT_READ = "This kind of file is not read. Save it as PDF and add that."
_HEADER = re.compile(rb"^([!-9;-~]{1,60}):[ \t]*\S", re.MULTILINE)
_MAIL = {b"from", b"to", b"subject", b"date", b"received", b"message-id", b"mime-version"}


def format_of(path: Path, file: str) -> str:
    """One of the values of ``SUFFIXES``. Raises UnreadableDocument for anything else."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip(b"\0 \r\n\t"):
        raise UnreadableDocument("The file is empty. Get a new copy.")
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1024].lower()
    if b"%pdf-" in head[:1024].lower():
        return "pdf"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        start.startswith((b"<?xml", b"<!--")) and b"<html" in head.lower()
    ):
        return "html"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if head.startswith(_OLD_OFFICE):
        raise UnreadableDocument(
            "The file is an Office file of before 2007 or locked with a password. "
            "Save it without a password as .docx, .xlsx, .pptx or PDF."
        )
    named = SUFFIXES.get(Path(file).suffix.lower())
    if is_message(head) or (named == "eml" and _HEADER.match(head)):
        return "eml"
    if named == "pdf" and b"\0" not in head and b"obj" not in head:
        raise UnreadableDocument("The file is not a PDF although its name says so. Get a new copy.")
    if named == "eml":
        raise UnreadableDocument("The file is not an e-mail (.eml). Save its text as PDF.")
    if named in _OFFICE:
        raise UnreadableDocument(
            f"The file is not the {_OFFICE[named][0]} file that its name says. Save it again."
        )
    if named is None:
        raise UnreadableDocument(_NOT_READ)
    return named


def is_message(head: bytes) -> bool:
    """Whether a file starts with at least three headers that every e-mail has."""
    top = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    names = {match[1].lower() for match in _HEADER.finditer(top)}
    return bool(_HEADER.match(top)) and len(names & _MAIL) >= 3


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and "content.xml" in names:
                with archive.open("mimetype") as stream:
                    if stream.read(100).strip() == b"application/vnd.oasis.opendocument.text":
                        return "odt"
                raise UnreadableDocument(_NOT_READ)
    except BROKEN as error:
        raise UnreadableDocument("The file is damaged or cut off. Get a new copy.") from error
    kind = office_kind(names)
    if kind:
        return kind
    raise UnreadableDocument(
        "The file is a zip or another container, which is not read as a document. "
        "Unpack it and add the files in it."
    )


def office_kind(names: Collection[str]) -> str:
    """The Office format of a zip with these files, "" where it is none."""
    return next((k for k, (_, part) in _OFFICE.items() if part in names and k != "odt"), "")


def read_file(path: Path, file: str, max_pages: int, ocr: OcrBudget) -> Reading:
    """Read any supported file. Call it in the isolated worker only."""
    reading = _read(path, file, max_pages, ocr)
    if sum(len(page.text) for page in reading.pages) > MAX_CHARACTERS:
        raise UnreadableDocument(
            f"The file has more than {MAX_CHARACTERS:,} characters of text: that is data, not a "
            "report. Split it into parts."
        )
    return accounted(refuse_wrong_file(reading, path, format_of(path, file), file))


def _read(path: Path, file: str, max_pages: int, ocr: OcrBudget) -> Reading:
    kind = format_of(path, file)
    if kind == "pdf":
        from assistant.reading.pdf import read_pdf

        return read_pdf(path, file, max_pages, ocr)
    if kind in _OFFICE:
        return _read_office(kind, path.read_bytes(), file, max_pages)
    if kind != "eml" and path.stat().st_size > MAX_TEXT_BYTES:
        raise UnreadableDocument("The file is larger than 20 MB of text. Split it into parts.")
    data = path.read_bytes()
    if kind == "eml":
        from assistant.reading.mail import read_mail

        return read_mail(data, file)
    if kind == "html":
        from assistant.reading.web_page import read_html

        return read_html(data, file)
    from assistant.reading.markdown import read_markdown
    from assistant.reading.plain_text import read_text

    return (read_markdown if kind == "markdown" else read_text)(data, file)


def _read_office(kind: str, data: bytes, file: str, max_pages: int) -> Reading:
    from assistant.reading.open_document import read_odt
    from assistant.reading.slides import read_pptx
    from assistant.reading.spreadsheet import read_xlsx
    from assistant.reading.word import read_docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_office(archive, MAX_UNPACKED)
        if kind == "pptx":
            return read_pptx(data, file, max_pages)
        return {"docx": read_docx, "xlsx": read_xlsx, "odt": read_odt}[kind](data, file)
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:
        # The four libraries raise anything at all on a file that is not put together as it should.
        raise UnreadableDocument(
            f"The file is not a {_OFFICE[kind][0]} file that can be read: it is damaged. "
            "Save it again, or as PDF."
        ) from error
