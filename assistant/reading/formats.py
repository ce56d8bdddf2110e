"""Which reader reads which file: by what the bytes are, not by what the name says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from assistant.errors import UnreadableDocument
from assistant.reading.budget import OcrBudget
from assistant.records import Reading

SUFFIXES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".eml": "eml",
}
CONTAINERS = frozenset({".zip", ".eml"})  # hold other files, see ``containers``
MAX_TEXT_BYTES = 20 * 1024 * 1024  # HTML, Markdown or text; longer ones are data, not reports
_HEADER = re.compile(rb"^([!-9;-~]{1,60}):[ \t]*\S", re.MULTILINE)
_MAIL = {b"from", b"to", b"subject", b"date", b"received", b"message-id", b"mime-version"}


def format_of(path: Path, file: str) -> str:
    """ "pdf", "docx", "html", "markdown" or "text". Raises UnreadableDocument for anything else."""
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
    named = SUFFIXES.get(Path(file).suffix.lower())
    if is_message(head) or (named == "eml" and _HEADER.match(head)):
        return "eml"
    if named == "pdf" and b"\0" not in head and b"obj" not in head:
        raise UnreadableDocument("The file is not a PDF although its name says so. Get a new copy.")
    if named == "eml":
        raise UnreadableDocument("The file is not an e-mail (.eml). Save its text as PDF.")
    if named == "docx":
        raise UnreadableDocument("The file is not a Word (.docx) file. Save it again as .docx.")
    if named is None:
        raise UnreadableDocument("This kind of file is not read. Save it as PDF and add that.")
    return named


def is_message(head: bytes) -> bool:
    """Whether a file starts with at least three headers that every e-mail has."""
    top = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0]
    names = {match[1].lower() for match in _HEADER.finditer(top)}
    return bool(_HEADER.match(top)) and len(names & _MAIL) >= 3


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            if "word/document.xml" in archive.namelist():
                return "docx"
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableDocument("The file is damaged or cut off. Get a new copy.") from error
    raise UnreadableDocument("This kind of file is not read. Save it as PDF and add that.")


def read_file(path: Path, file: str, max_pages: int, ocr: OcrBudget) -> Reading:
    """Read any supported file. Call it in the isolated worker only."""
    kind = format_of(path, file)
    if kind == "pdf":
        from assistant.reading.pdf import read_pdf

        return read_pdf(path, file, max_pages, ocr)
    if kind not in ("docx", "eml") and path.stat().st_size > MAX_TEXT_BYTES:
        raise UnreadableDocument("The file is larger than 20 MB of text. Split it into parts.")
    data = path.read_bytes()
    if kind == "eml":
        from assistant.reading.mail import read_mail

        return read_mail(data, file)
    if kind == "html":
        from assistant.reading.web_page import read_html

        return read_html(data, file)
    from assistant.reading import flowing

    readers = {
        "docx": flowing.read_docx,
        "markdown": flowing.read_markdown,
        "text": flowing.read_text,
    }
    return readers[kind](data, file)
