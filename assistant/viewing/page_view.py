"""A citation -> the page with the quoted words marked, as geometry, picture or annotated PDF."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass

from assistant.errors import UnknownCitation
from assistant.library import Library
from assistant.reading import Isolation
from assistant.reading.recognition import recognition_as_json
from assistant.records import Citation, Page, Version


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions (0..1) of the page picture, origin at the top left."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line and where it stands: the selectable text over the picture."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageView:
    """What is needed to show one page. ``aspect`` is height / width of the picture.

    ``confidence`` (0..1) is how sure OCR is of the page's words; None where the file gives its text.
    """

    version: Version
    number: int
    label: str
    pages: int
    aspect: float
    lines: tuple[TextLine, ...]
    marks: tuple[Box, ...]
    confidence: float | None = None


def view_page(
    library: Library,
    version_id: str,
    number: int,
    citation: Citation | None = None,
    isolation: Isolation | None = None,
) -> PageView:
    """One page of a PDF, with the citation's words marked where it stands on this page.

    ``isolation`` is who looks into the file, where that is not the library's own reader process.
    Raises UnknownCitation for a page that is not there or a file without pages, and
    UnreadableDocument where the file can no longer be opened.
    """
    version = library.versions.get(version_id)
    if not version.pictured:
        raise UnknownCitation("This document has no pages to show; its text is shown instead.")
    reading = citation.reading if citation and citation.page == number else 0
    page = library.pages.get(version.id, number, reading)
    sources = _sources(page, citation)
    data = json.loads(
        (isolation or library.isolation).call(
            "geometry",
            path=str(library.originals.shown_file(version.id)),
            index=number - 1,
            sources=[list(pair) for pair in sources],
            recognition=recognition_as_json(page.recognition),
        )
    )
    return PageView(
        version=version,
        number=number,
        label=page.label,
        pages=version.pages,
        aspect=data["aspect"],
        lines=tuple(TextLine(line["text"], Box(*line["box"])) for line in data["lines"]),
        marks=tuple(Box(*box) for box in data["marks"]),
        confidence=page.recognition.confidence if page.recognition else None,
    )


def page_picture(
    library: Library,
    version_id: str,
    number: int,
    width: int,
    isolation: Isolation | None = None,
) -> bytes:
    """The page as a PNG, ``width`` pixels wide (100 to 3,000)."""
    version = library.versions.get(version_id)
    if not version.pictured or not 1 <= number <= version.pages:
        raise UnknownCitation(f"The document has no page {number}.")
    return (isolation or library.isolation).call(
        "picture",
        path=str(library.originals.shown_file(version.id)),
        index=number - 1,
        width=max(100, min(3_000, width)),
    )


def marked_pdf(library: Library, citation: Citation, isolation: Isolation | None = None) -> bytes:
    """The PDF with the quoted words as a real highlight annotation on their page."""
    version = library.versions.get(citation.version)
    if not version.pictured:
        raise UnknownCitation("This document has no PDF.")
    page = library.pages.get(version.id, citation.page, citation.reading)
    return (isolation or library.isolation).call(
        "highlight",
        path=str(library.originals.shown_file(version.id)),
        index=citation.page - 1,
        sources=[list(pair) for pair in _sources(page, citation)],
        note=citation.quote[:500],
        recognition=recognition_as_json(page.recognition),
    )


def _sources(page: Page, citation: Citation | None) -> list[tuple[int, int]]:
    if citation is None or citation.page != page.number:
        return []
    return source_ranges(page, citation.start, citation.end)


def source_ranges(page: Page, start: int, end: int) -> list[tuple[int, int]]:
    """The file's own characters behind text[start:end] of a page, as half-open ranges in order."""
    ranges: list[tuple[int, int]] = []
    first = max(0, bisect_right([run.start for run in page.runs], start) - 1)
    for run in page.runs[first:]:
        if run.start >= end:
            break
        low, high = max(start, run.start), min(end, run.start + run.length)
        if low >= high:
            continue
        source = run.source + low - run.start
        if ranges and ranges[-1][1] == source:
            ranges[-1] = (ranges[-1][0], source + high - low)
        else:
            ranges.append((source, source + high - low))
    return ranges
