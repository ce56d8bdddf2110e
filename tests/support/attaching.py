"""PDFs with files in them: attached to the document, and as paper clips on a page."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pypdf
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)


def with_attachments(
    pdf: bytes,
    attached: Mapping[str, bytes] | None = None,
    clips: Mapping[str, bytes] | None = None,
    *,
    packed: bool = False,
    password: str = "",
) -> bytes:
    """``pdf`` with files; ``clips`` hang on its first page, packed ones are deflated."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for name, data in (attached or {}).items():
        held = writer.add_attachment(name, data)
        if packed:
            place = held.pdf_object["/EF"].raw_get("/F")  # type: ignore[union-attr]
            writer._replace_object(place, place.get_object().flate_encode(9))
    for name, data in (clips or {}).items():
        _clip(writer, name, data)
    if password:
        writer.encrypt("", password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _clip(writer: pypdf.PdfWriter, name: str, data: bytes) -> None:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
    held = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    file = {"/Type": NameObject("/Filespec"), "/UF": TextStringObject(name), "/EF": held}
    mark = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject("/FileAttachment"),
        "/Rect": ArrayObject([FloatObject(n) for n in (40, 700, 60, 720)]),
        "/FS": DictionaryObject({NameObject(key): value for key, value in file.items()}),
    }
    page = writer.pages[0]
    marks = page.setdefault(NameObject("/Annots"), ArrayObject())
    entry = DictionaryObject({NameObject(key): value for key, value in mark.items()})
    marks.append(writer._add_object(entry))
