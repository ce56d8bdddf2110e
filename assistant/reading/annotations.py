"""What is laid on a PDF page: form fields that were filled in, text boxes, stamps, bars, notes.

PDFium shows them but does not count them to the page's text. So they are made part of the page, in
memory, when it is loaded: text, geometry and picture then all have them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.reading import handles
from assistant.reading.layers import remember
from assistant.reading.paint import Box

MAX_ANNOTATIONS = 5_000  # of a page; a form of a tax office has 600
_SHOWN = frozenset(
    {
        pdfium_c.FPDF_ANNOT_WIDGET,
        pdfium_c.FPDF_ANNOT_FREETEXT,
        pdfium_c.FPDF_ANNOT_STAMP,
        pdfium_c.FPDF_ANNOT_SQUARE,
        pdfium_c.FPDF_ANNOT_CIRCLE,
        pdfium_c.FPDF_ANNOT_POLYGON,
        pdfium_c.FPDF_ANNOT_INK,
        pdfium_c.FPDF_ANNOT_REDACT,
    }
)
_NOT_VIEWED = (
    pdfium_c.FPDF_ANNOT_FLAG_INVISIBLE
    | pdfium_c.FPDF_ANNOT_FLAG_HIDDEN
    | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
)


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to tick, or a button to choose by, in a form."""

    box: Box
    ticked: bool


@dataclass(slots=True)
class Laid:
    """``own`` objects are the page's; those behind them were laid on it (None: nothing was)."""

    own: int | None = None
    notes: int = 0
    strikes: list[Box] = field(default_factory=list)
    ticks: list[TickBox] = field(default_factory=list)


# PDFium forgets what came from where once it is part of the page, and a page is loaded often.
_of_documents: WeakKeyDictionary[pdfium.PdfDocument, dict[int, Laid]] = WeakKeyDictionary()
_of_pages: WeakKeyDictionary[pdfium.PdfPage, Laid] = WeakKeyDictionary()


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Open a PDF so that the fields of its form are shown as they were filled in."""
    document = pdfium.PdfDocument(path)
    remember(document, path)
    document.init_forms()
    return document


def page_with_annotations(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """A page with everything that is laid on it as a part of it."""
    known = _of_documents.setdefault(document, {})
    page = document[index]
    if index not in known:
        known[index] = laid = _survey(page, document.formenv)
        if laid.own is not None:
            if document.formenv is None:
                page.render(scale=0.01)  # makes looks for text boxes that have none
            pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
    _of_pages[page] = known[index]
    return page


def laid_on(page: pdfium.PdfPage) -> Laid:
    """What was laid on a page that ``page_with_annotations`` gave."""
    return _of_pages.get(page) or Laid()


def _survey(page: pdfium.PdfPage, form: pdfium.PdfFormEnv | None) -> Laid:
    """Look at all annotations of a page; those that nobody is shown are taken off it."""
    laid = Laid()
    count = pdfium_c.FPDFPage_GetAnnotCount(page.raw)
    for number in reversed(range(min(count, MAX_ANNOTATIONS))):
        with _annotation(page, number) as mark:
            if not mark:
                continue
            kind = pdfium_c.FPDFAnnot_GetSubtype(mark)
            viewed = not pdfium_c.FPDFAnnot_GetFlags(mark) & _NOT_VIEWED
            if viewed and kind == pdfium_c.FPDF_ANNOT_STRIKEOUT:
                laid.strikes += _quads(mark)
            if viewed and kind == pdfium_c.FPDF_ANNOT_WIDGET and form is not None:
                laid.ticks += _ticks(mark, form)
        if not viewed:
            pdfium_c.FPDFPage_RemoveAnnot(page.raw, number)
        elif kind in _SHOWN:
            laid.own = handles.count_objects(page.raw)
        laid.notes += viewed and kind == pdfium_c.FPDF_ANNOT_TEXT
    return laid


@contextmanager
def _annotation(page: pdfium.PdfPage, number: int) -> Iterator[Any]:
    mark = pdfium_c.FPDFPage_GetAnnot(page.raw, number)
    try:
        yield mark
    finally:
        if mark:
            pdfium_c.FPDFPage_CloseAnnot(mark)


def _ticks(mark: Any, form: pdfium.PdfFormEnv) -> Iterator[TickBox]:
    """The box to tick that a form field is, if it is one."""
    kind = pdfium_c.FPDFAnnot_GetFormFieldType(form.raw, mark)
    if kind in (pdfium_c.FPDF_FORMFIELD_CHECKBOX, pdfium_c.FPDF_FORMFIELD_RADIOBUTTON):
        place = pdfium_c.FS_RECTF()
        if pdfium_c.FPDFAnnot_GetRect(mark, ctypes.byref(place)):
            box = (place.left, place.bottom, place.right, place.top)
            yield TickBox(box, bool(pdfium_c.FPDFAnnot_IsChecked(form.raw, mark)))


def _quads(mark: Any) -> list[Box]:
    """The boxes of an annotation that marks words."""
    corners = pdfium_c.FS_QUADPOINTSF()
    boxes: list[Box] = []
    for quad in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(mark), MAX_ANNOTATIONS)):
        if pdfium_c.FPDFAnnot_GetAttachmentPoints(mark, quad, ctypes.byref(corners)):
            across = [corners.x1, corners.x2, corners.x3, corners.x4]
            up = [corners.y1, corners.y2, corners.y3, corners.y4]
            boxes.append((min(across), min(up), max(across), max(up)))
    return boxes
