"""Reads quotes back from the page by another way than the product's: PDFium's own character boxes."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from assistant.library import Library
from assistant.records import Answer, Citation, Page, Passage, Recognition, Statement
from assistant.viewing import Box, view_page

GRID = 1_000_000  # device units across the page, so that rounding is far below a point


def letters(text: str) -> str:
    """Letters and digits as they are compared: ligatures spelled out, accents left out.

    An accent set apart from its letter in the file stands in the letter's box or just beside it.
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


def letters_in_boxes(
    path: Path, index: int, boxes: Sequence[Box], rotate: int | None = None
) -> str:
    """The letters whose middle lies in one of the boxes, in the page's own order.

    Boxes are fractions of the page as shown. ``rotate`` overrides the page's own rotation.
    """
    document = pdfium.PdfDocument(path)
    page = document[index]
    if rotate is not None:
        page.set_rotation(rotate)
    found = letters_on_page(page)
    areas = [on_page(page, box) for box in boxes]
    document.close()
    return within(found, areas)


Letter = tuple[str, float, float]
"""A letter, or those of a ligature, and its middle in points of the page."""
Area = tuple[float, float, float, float]


def letters_on_page(page: pdfium.PdfPage) -> list[Letter]:
    """The letters and digits of a page, in its own order."""
    text_page = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found: list[Letter] = []
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page.raw, i)
        if not code or 0xD800 <= code < 0xE000 or not letters(chr(code)):
            continue
        if raw.FPDFText_GetCharBox(text_page.raw, i, left, right, bottom, top):
            x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
            found.append((letters(chr(code)), x, y))
    text_page.close()
    return found


def within(found: Sequence[Letter], areas: Sequence[Area]) -> str:
    """The letters whose middle lies in one of the areas."""
    inside = [
        letter
        for letter, x, y in found
        if any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for a in areas)
    ]
    return letters("".join(inside))


def letters_read_in_boxes(recognition: Recognition, boxes: Sequence[Box]) -> str:
    """The letters of the words that OCR read there: a scan has no others."""
    found: list[str] = []
    for word in (word for line in recognition.lines for word in line.words):
        x, y = (word.left + word.right) / 20_000, (word.top + word.bottom) / 20_000
        if any(b.left <= x <= b.left + b.width and b.top <= y <= b.top + b.height for b in boxes):
            found.append(letters(word.text))
    return "".join(found)


def on_page(page: pdfium.PdfPage, box: Box) -> Area:
    """(left, bottom, right, top) in the page's own points, rotation and crop undone by PDFium."""
    corners: list[tuple[float, float]] = []
    for right, low in ((box.left, box.top), (box.left + box.width, box.top + box.height)):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(
            page.raw, 0, 0, GRID, GRID, 0, round(right * GRID), round(low * GRID), x, y
        )
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def citations_of(answer: Answer) -> list[Citation]:
    """Every citation that an answer shows: statements, both sides of disagreements, nearest."""
    statements: list[Statement] = [*answer.statements, *answer.nearest]
    statements += [side.statement for d in answer.disagreements for side in d.sides]
    return [citation for statement in statements for citation in statement.citations]


def check_citation(library: Library, citation: Citation) -> None:
    """The quote is the page's text there and, on a PDF, what the marked boxes show."""
    page = library.pages.get(citation.version, citation.page)
    assert citation.quote
    assert page.text[citation.start : citation.end] == citation.quote
    version = library.versions.get(citation.version)
    if version.format != "pdf":
        return
    view = view_page(library, citation.version, citation.page, citation)
    if page.recognition is not None:
        assert letters_read_in_boxes(page.recognition, view.marks) == letters(citation.quote)
        return
    path = library.originals.file(citation.version)
    assert letters_in_boxes(path, citation.page - 1, view.marks) == letters(citation.quote)


def check_statement(statement: Statement) -> None:
    """A quoted statement says what its citations quote, no letter more or less."""
    assert statement.citations
    quoted = " ".join(citation.quote for citation in statement.citations)
    assert letters(quoted) == letters(statement.text)


def check_beside(library: Library, answer: Answer) -> None:
    """What is shown beside a quote stands beside it on the page, to the letter."""
    for statement in (*answer.statements, *answer.nearest):
        if statement.before or statement.after:
            (citation,) = statement.citations
            text = library.pages.get(citation.version, citation.page).text
            assert text[: citation.start].endswith(statement.before)
            assert text[citation.end :].startswith(statement.after)


def check_sentences(found: Sequence[Passage], pages: Sequence[Page]) -> None:
    """Every sentence is its pages' text at its offsets; over a page end the parts join to it."""
    texts = {page.number: page.text for page in pages}
    for passage in found:
        assert passage.sentences
        for sentence in passage.sentences:
            quotes = [texts[s.page][s.start : s.end] for s in sentence.spans]
            if len(quotes) == 1:
                assert quotes[0] == sentence.text
            else:
                assert sentence.text in (" ".join(quotes), "".join([quotes[0][:-1], *quotes[1:]]))
