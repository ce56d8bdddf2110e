"""Word files from a piece of WordprocessingML: what python-docx cannot write."""

from __future__ import annotations

import io
import zipfile

import docx
from hostile_others import changed

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """A run of text; ``properties`` are elements of its <w:rPr>."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain texts."""
    inside = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def word_xml(body: str, footnotes: str = "") -> bytes:
    """A Word file with this body, and these <w:footnote> elements."""
    out = io.BytesIO()
    docx.Document().save(out)
    data = changed(
        out.getvalue(),
        "word/document.xml",
        lambda _: f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode(),
    )
    return _with_footnotes(data, footnotes) if footnotes else data


def _with_footnotes(data: bytes, footnotes: str) -> bytes:
    part = f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}.footnotes+xml"/>'
    relation = f'<Relationship Id="rId900" Type="{_RELATION}/footnotes" Target="footnotes.xml"/>'
    data = changed(
        data,
        "[Content_Types].xml",
        lambda body: body.replace(b"</Types>", part.encode() + b"</Types>"),
    )
    data = changed(
        data,
        "word/_rels/document.xml.rels",
        lambda body: body.replace(b"</Relationships>", relation.encode() + b"</Relationships>"),
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {NAMES}><w:footnote w:id="0" w:type="separator">{paragraph("streep")}'
            f"</w:footnote>{footnotes}</w:footnotes>",
        )
    return out.getvalue()
