"""Places in a version as citations."""

from __future__ import annotations

from assistant.reading.recognition import confidence_of
from assistant.records import BlockKind, Citation, Page, Version


def cite(version: Version, page: Page, start: int, end: int, section: str) -> Citation:
    """The citation of text[start:end] of a page. For files without pages the label names the place."""
    document = version.document
    return Citation(
        document=document.id,
        file=version.file,
        version=version.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        page=page.number,
        page_label=page.label if version.paged else place_in(page, start),
        section=section,
        start=start,
        end=end,
        quote=page.text[start:end],
        confidence=confidence_of(page, start, end),
    )


def place_in(page: Page, start: int) -> str:
    """Section and paragraph of a place in an unpaged file: "§ Bevindingen, 3"."""
    heading, paragraph = "", 0
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            heading, paragraph = page.text[block.start : block.end], 0
        else:
            paragraph += 1
        if block.start <= start < block.end:
            break
    return f"§ {heading[:80]}, {paragraph}" if heading else f"§ {paragraph}"
