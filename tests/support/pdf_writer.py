"""Writes small PDFs with known text at known places, in raw PDF syntax, without any package.

Helvetica with WinAnsi for what Windows-1252 holds. Other characters that the tests need (a soft
hyphen, U+2010, ligatures, private-use bullets, spaces of all kinds) are drawn as a glyph that
looks like them, and a ToUnicode map says what they mean, as real producers do it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

A4 = (595, 842)
_LOOKS = {
    "\u2010": "hyphen",
    "\u00ad": "hyphen",
    "\u00a0": "space",
    "\uf0b7": "bullet",
    "\uf0a7": "bullet",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb00": "f",
    "\ufb03": "f",
    "e\u0308": "edieresis",
}
_CODES = {text: code for code, text in enumerate(_LOOKS, start=0x0E)}  # codes free in WinAnsi


@dataclass(frozen=True)
class Text:
    """One line of text: the start of its baseline in points, from the bottom left of the page.

    ``upwards`` turns it a quarter: text of a page that is shown with /Rotate 90.
    """

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False
    upwards: bool = False


@dataclass(frozen=True)
class Annotation:
    """Something that is laid on a page: a form's field, a note, a stamp.

    ``entries`` are more of its dictionary; ``looks`` the operators of its appearance, the only one
    (None: it has none) or one for each state.
    """

    kind: str
    box: tuple[float, float, float, float]
    entries: str = ""
    looks: str | dict[str, str] | None = None


@dataclass(frozen=True)
class Sheet:
    """One page."""

    texts: Sequence[Text] = ()
    size: tuple[float, float] = A4
    rotate: int = 0
    drawing: str = ""  # more content-stream operators
    annotations: Sequence[Annotation] = ()
    crop: tuple[float, float, float, float] | None = None
    origin: tuple[float, float] = (0, 0)  # the lower left corner of its media box


@dataclass(frozen=True)
class Font:
    """A font of the file: its name, and how wide the file says its stems are (0: it does not)."""

    name: str
    stem: int = 0


@dataclass(frozen=True)
class Heading:
    """An entry of the outline, at a page counted from 0."""

    title: str
    page: int


@dataclass
class _Objects:
    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: str | bytes) -> int:
        """Append an object and return its number."""
        self.bodies.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.bodies)

    def stream(self, content: bytes, entries: str = "") -> int:
        head = f"<< /Length {len(content)} {entries} >>\nstream\n".encode("latin-1")
        return self.add(head + content + b"\nendstream")

    def reserve(self) -> int:
        return self.add(b"")

    def fill(self, number: int, body: str) -> None:
        self.bodies[number - 1] = body.encode("latin-1")


def paragraph(
    x: float,
    y: float,
    lines: Sequence[str],
    size: float = 11,
    leading: float = 14,
    bold: bool = False,
) -> list[Text]:
    """Lines under each other, the first one's baseline at y."""
    return [Text(x, y - n * leading, line, size, bold) for n, line in enumerate(lines)]


def pdf_bytes(
    sheets: Sequence[Sheet],
    *,
    info: dict[str, str] | None = None,
    outline: Sequence[Heading] = (),
    labels: str = "",
    fonts: tuple[Font, Font] = (Font("Helvetica"), Font("Helvetica-Bold")),
    form: str = "",
    layers: Sequence[str] = (),
    off: str = "",
) -> bytes:
    """The PDF. ``fonts`` are the plain and the bold one, ``form`` more entries of /AcroForm.
    ``layers`` are names, the first of /L0 in a drawing; ``off`` has entries of their /D ("{0}" is the first one).

    ``labels`` is the value of /PageLabels' /Nums, such as "0 << /S /r >> 2 << /S /D >>".
    """
    objects = _Objects()
    catalogue, tree = objects.reserve(), objects.reserve()
    plain, bold = (_font(objects, font) for font in fonts)
    groups = [f"{objects.add(f'<< /Type /OCG /Name {_string(name)} >>')} 0 R" for name in layers]
    named = " ".join(f"/L{n} {group}" for n, group in enumerate(groups))
    resources = f"<< /Font << /F0 {plain} 0 R /F1 {bold} 0 R >> /Properties << {named} >> >>"
    kids: list[int] = []
    fields: list[int] = []
    for sheet in sheets:
        content = objects.stream(_content(sheet))
        left, bottom = sheet.origin
        right, top = left + sheet.size[0], bottom + sheet.size[1]
        more = ""
        if sheet.crop:
            more += f"/CropBox [{' '.join(map(str, sheet.crop))}] "
        laid = [_annotation(objects, a, resources) for a in sheet.annotations]
        if laid:
            more += f"/Annots [{' '.join(f'{n} 0 R' for n in laid)}] "
        fields += [n for n, a in zip(laid, sheet.annotations, strict=True) if a.kind == "Widget"]
        kids.append(
            objects.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox [{left} {bottom} {right} {top}] {more}"
                f"/Rotate {sheet.rotate} /Resources {resources} /Contents {content} 0 R >>"
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects.fill(tree, f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>")
    extra = ""
    if groups:
        extra += f" /OCProperties << /OCGs [{' '.join(groups)}] /D << {off.format(*groups)} >> >>"
    if labels:
        extra += f" /PageLabels << /Nums [{labels}] >>"
    if fields:
        named = " ".join(f"{n} 0 R" for n in fields)
        extra += f" /AcroForm << /Fields [{named}] /DR {resources} /DA (/F0 11 Tf 0 g) {form} >>"
    if outline:
        extra += f" /Outlines {_outline(objects, outline, kids)} 0 R"
    objects.fill(catalogue, f"<< /Type /Catalog /Pages {tree} 0 R{extra} >>")
    known = 0
    if info:
        pairs = " ".join(f"/{key} {_string(value)}" for key, value in info.items())
        known = objects.add(f"<< {pairs} >>")
    return _file(objects, catalogue, known)


def write_pdf(path: Path, sheets: Sequence[Sheet], **options: object) -> Path:
    """Write ``pdf_bytes`` to a file and return its path."""
    path.write_bytes(pdf_bytes(sheets, **options))  # type: ignore[arg-type]
    return path


def simple_pdf(pages: Sequence[Sequence[str]], **options: object) -> bytes:
    """Pages of plain lines, 11 points, from the top."""
    return pdf_bytes([Sheet(paragraph(72, 770, lines)) for lines in pages], **options)  # type: ignore[arg-type]


def _string(text: str) -> str:
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


def _annotation(objects: _Objects, annotation: Annotation, resources: str) -> int:
    left, bottom, right, top = annotation.box
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 {right - left} {top - bottom}] "

    def look(operators: str) -> str:
        return f"{objects.stream(operators.encode('cp1252'), form + f'/Resources {resources}')} 0 R"

    shown = ""
    if isinstance(annotation.looks, str):
        shown = f"/AP << /N {look(annotation.looks)} >> "
    elif annotation.looks is not None:
        states = " ".join(f"/{name} {look(ops)}" for name, ops in annotation.looks.items())
        shown = f"/AP << /N << {states} >> >> "
    return objects.add(
        f"<< /Type /Annot /Subtype /{annotation.kind} /Rect [{left} {bottom} {right} {top}] "
        f"{shown}{annotation.entries} >>"
    )


def _font(objects: _Objects, font: Font) -> int:
    lines = [f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for text, code in _CODES.items()]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    unicode_map = objects.stream(cmap.encode("ascii"))
    differences = " ".join(f"{code} /{_LOOKS[text]}" for text, code in _CODES.items())
    described = ""
    if font.stem:
        number = objects.add(
            f"<< /Type /FontDescriptor /FontName /{font.name} /Flags 32 /StemV {font.stem} "
            "/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /FontBBox [0 -200 1000 900] >>"
        )
        described = f"/FontDescriptor {number} 0 R "
    return objects.add(
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font.name} {described}/ToUnicode {unicode_map} 0 R /Encoding "
        f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{differences}] >> >>"
    )


def _content(sheet: Sheet) -> bytes:
    shown = [b"BT"]
    for line in sheet.texts:
        turn = "0 1 -1 0" if line.upwards else "1 0 0 1"
        place = f"/F{int(line.bold)} {line.size} Tf {turn} {line.x} {line.y} Tm ("
        shown.append(place.encode("ascii") + _escaped(line.text) + b") Tj")
    shown.append(b"ET")
    return b"\n".join([*shown, sheet.drawing.encode("latin-1")])


def _escaped(text: str) -> bytes:
    out = b""
    for part in re.findall("e\u0308|.", text, re.DOTALL):
        raw = bytes([_CODES[part]]) if part in _CODES else part.encode("cp1252")
        out += b"".join(b"\\%03o" % byte if byte in b"()\\\r\n" else bytes([byte]) for byte in raw)
    return out


def _outline(objects: _Objects, outline: Sequence[Heading], kids: Sequence[int]) -> int:
    root = objects.reserve()
    numbers = [objects.reserve() for _ in outline]
    for position, (number, entry) in enumerate(zip(numbers, outline, strict=True)):
        beside = ""
        if position:
            beside += f" /Prev {numbers[position - 1]} 0 R"
        if position + 1 < len(numbers):
            beside += f" /Next {numbers[position + 1]} 0 R"
        objects.fill(
            number,
            f"<< /Title {_string(entry.title)} /Parent {root} 0 R{beside} "
            f"/Dest [{kids[entry.page]} 0 R /Fit] >>",
        )
    objects.fill(
        root, f"<< /First {numbers[0]} 0 R /Last {numbers[-1]} 0 R /Count {len(numbers)} >>"
    )
    return root


def _file(objects: _Objects, catalogue: int, info: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, body in enumerate(objects.bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    known = b" /Info %d 0 R" % info if info else b""
    out += b"trailer\n<< /Size %d /Root %d 0 R%s >>\n" % (len(offsets) + 1, catalogue, known)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
