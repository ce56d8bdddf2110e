"""Office files, zips, e-mails and texts crafted to break a reader, or to make it tell a secret."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pptx
from hostile_pdfs import GOOD, WORDS

SECRET = "GEHEIM-DAT-OP-DE-MACHINE-STAAT"
_LAUGHS = "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' if n else '<!ENTITY a0 "haha">' for n in range(10)
)
_ODT = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
File = tuple[str, bytes]
Files = Callable[[], File]


def zipped(files: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(WORDS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pptx() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = WORDS
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append([WORDS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _odt(body: str = f"<text:p>{WORDS}</text:p>", doctype: str = "") -> bytes:
    content = (
        f"<?xml version='1.0'?>{doctype}<office:document-content {_ODT}><office:body><office:text>"
        f"{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        [
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.encode()),
        ]
    )


MADE = {".docx": _docx, ".pptx": _pptx, ".xlsx": _xlsx, ".odt": _odt}
PARTS = {
    ".docx": "word/document.xml",
    ".pptx": "ppt/slides/slide1.xml",
    ".xlsx": "xl/worksheets/sheet1.xml",
    ".odt": "content.xml",
}


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [(n, archive.read(n)) for n in archive.namelist()]
    return zipped([(n, change(body) if n == part else body) for n, body in files])


def with_entities(suffix: str, doctype: str, use: str) -> File:
    """The office file with a document type of our own, its words replaced by an entity."""

    def change(body: bytes) -> bytes:
        text = body.decode()
        start = text.index("?>") + 2 if text.startswith("<?xml") else 0
        return f"{text[:start]}{doctype}{text[start:].replace(WORDS, use)}".encode()

    return f"a{suffix}", changed(MADE[suffix](), PARTS[suffix], change)


def laughing(suffix: str) -> File:
    return with_entities(suffix, f"<!DOCTYPE x [{_LAUGHS}]>", "&a9;")


def reaching_out(suffix: str, secret: Path) -> File:
    """An entity that is a file of this machine."""
    doctype = f'<!DOCTYPE x [<!ENTITY geheim SYSTEM "{secret.as_uri()}">]>'
    return with_entities(suffix, doctype, "&geheim;")


def unpacking(suffix: str, size: int = 400_000_000) -> File:
    """400 MB of white space in the main part."""
    return f"a{suffix}", changed(MADE[suffix](), PARTS[suffix], lambda body: body + b" " * size)


def linking_out() -> File:
    """A slide and a document that ask for a template and a picture on another machine."""
    link = b'<Relationship Id="rId99" TargetMode="External" Target="http://192.0.2.1/x" Type="%s"/>'
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    end = b"</Relationships>"
    data = changed(
        _docx(), "word/_rels/document.xml.rels", lambda b: b.replace(end, link % kind + end)
    )
    return "a.docx", data


def deep_tables() -> File:
    deep = f"<w:tbl {_W}><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
    return "a.docx", changed(
        _docx(), PARTS[".docx"], lambda b: b.replace(b"<w:body>", b"<w:body>" + deep.encode(), 1)
    )


def deep_groups() -> File:
    group = (
        b"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='g'/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
    )
    deep = (group + b"<p:grpSpPr/>") * 100 + b"</p:grpSp>" * 100
    return "a.pptx", changed(
        _pptx(), PARTS[".pptx"], lambda b: b.replace(b"</p:spTree>", deep + b"</p:spTree>")
    )


def deep_odt() -> File:
    return "a.odt", _odt(
        "<text:section>" * 5_000 + f"<text:p>{WORDS}</text:p>" + "</text:section>" * 5_000
    )


def far_row() -> File:
    """A sheet with one cell in row 1,000,000,000."""
    cell = b'<row r="1000000000"><c r="XFD1000000000" t="inlineStr"><is><t>x</t></is></c></row>'
    return "a.xlsx", changed(
        _xlsx(), PARTS[".xlsx"], lambda b: b.replace(b"</sheetData>", cell + b"</sheetData>")
    )


def sheet_that_lies() -> File:
    return "a.xlsx", changed(
        _xlsx(), PARTS[".xlsx"], lambda b: b.replace(b'ref="A1"', b'ref="A1:XFD1048576"')
    )


def wide_row() -> File:
    cells = b"".join(b"<c><v>%d</v></c>" % n for n in range(300_000))
    return "a.xlsx", changed(
        _xlsx(),
        PARTS[".xlsx"],
        lambda b: b.replace(b"</sheetData>", b"<row>%s</row></sheetData>" % cells),
    )


def overlapping() -> File:
    data = bytearray(_docx())
    at = data.rindex(b"PK\x01\x02")
    data[at + 42 : at + 46] = struct.pack("<I", 0)
    return "a.docx", bytes(data)


def size_that_lies() -> File:
    data = bytearray(_docx())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    return "a.docx", bytes(data)


def locked_docx() -> File:
    data = bytearray(_docx())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return "a.docx", bytes(data)


def packed_with_lzma() -> File:
    with zipfile.ZipFile(io.BytesIO(_docx())) as archive:
        files = [(n, archive.read(n)) for n in archive.namelist()]
    return "a.docx", zipped(files, zipfile.ZIP_LZMA)


def endless_mail() -> File:
    """A message in a message, 5,000 deep."""
    one = b"Content-Type: message/rfc822\r\nFrom: a@b.nl\r\nTo: a@b.nl\r\nSubject: x\r\n\r\n"
    return "a.eml", one * 5_000 + WORDS.encode()


def endless_parts() -> File:
    """A part in a part, 5,000 deep."""
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(5_000)
    )
    return "a.eml", b"From: a@b.nl\r\nTo: a@b.nl\r\nSubject: x\r\n" + parts + WORDS.encode()


def many_parts() -> File:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    head = b'From: a@b.nl\r\nTo: a@b.nl\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    return "a.eml", head + part * 100_000 + b"--b--\r\n"


def long_headers() -> File:
    head = b"From: a@b.nl\r\nTo: %s\r\nSubject: %s\r\n\r\n" % (
        b"a@b.nl, " * 100_000,
        b"=?utf-8?q?=C3=A9?= " * 50_000,
    )
    return "a.eml", head + WORDS.encode()


def odd_mail() -> File:
    head = b"From: a@b.nl\r\nTo: a@b.nl\r\nSubject: =?x-unknown?b?////?=\r\nDate: 99 Foo 99999\r\n"
    kind = b"Content-Type: text/plain; charset=klingon\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return "a.eml", head + kind + b"%%%niet-base64%%%"


def text(words: str | bytes) -> Files:
    data = words if isinstance(words, bytes) else words.encode("utf-8", "surrogatepass")
    return lambda: ("a.txt", data)


OTHERS: dict[str, Files] = {
    **{f"billion laughs{s}": (lambda s=s: laughing(s)) for s in MADE},
    **{f"unpacks to 400 MB{s}": (lambda s=s: unpacking(s)) for s in MADE},
    **{f"cut off{s}": (lambda s=s: (f"a{s}", MADE[s]()[:-200])) for s in MADE},
    "links to another machine": linking_out,
    "tables 3,000 deep": deep_tables,
    "groups 100 deep": deep_groups,
    "sections 5,000 deep": deep_odt,
    "cell in row 10^9": far_row,
    "sheet that lies about its size": sheet_that_lies,
    "row of 300,000 cells": wide_row,
    "overlapping zip": overlapping,
    "zip that lies about a size": size_that_lies,
    "locked Word file": locked_docx,
    "Word file packed with LZMA": packed_with_lzma,
    "old Office file": lambda: ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)),
    "zip of 60,000 files": lambda: ("a.docx", zipped([(f"{n}", b"") for n in range(60_000)])),
    "zip named .docx": lambda: ("a.docx", zipped([("a.pdf", GOOD)])),
    "message 5,000 deep": endless_mail,
    "parts 5,000 deep": endless_parts,
    "100,000 parts": many_parts,
    "header of 1 MB": long_headers,
    "mail of nonsense": odd_mail,
    "100,000 nested divs": lambda: (
        "a.html",
        b"<html><body>" + b"<div>" * 100_000 + WORDS.encode(),
    ),
    "page of entities": lambda: (
        "a.html",
        f"<!DOCTYPE html [{_LAUGHS}]><html><body><p>&a9; {WORDS}</p></body></html>".encode(),
    ),
    "100,000 brackets": lambda: ("a.md", b"[" * 100_000 + WORDS.encode()),
    "50,000 nested lists": lambda: ("a.md", b"> - " * 50_000 + WORDS.encode()),
    "100,000 stars": lambda: ("a.md", b"*a_ " * 100_000),
    "19 MB without a space": text("a" * 19_000_000),
    "NUL bytes": text(f"Voor de nul.\0 {WORDS}"),
    "half characters": text(f"Een half teken \ud83d {WORDS}"),
    "right to left": text(f"هذا نص من اليمين إلى اليسار. \u202e{WORDS}\u202c"),
    "nine honorifics": text("\ufdfa" * 9 + f" {WORDS}"),
    "accents without end": text("a" + "\u0301" * 100_000 + f" {WORDS}"),
}
READ = {
    "links to another machine",
    "groups 100 deep",
    "sheet that lies about its size",
    "right to left",
    "nine honorifics",
    "accents without end",
}
