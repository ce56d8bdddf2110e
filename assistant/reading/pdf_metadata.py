"""What a citation of a PDF names: from its face, and from what the file says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.language.detection import detect_language
from assistant.reading.blocks import BlockDraft
from assistant.reading.face import Face, face_of
from assistant.reading.metadata import called, metadata_from
from assistant.records import BlockKind, Metadata, Page

SAMPLE_PAGES = 60


def pdf_metadata(
    info: Mapping[str, str],
    file: str,
    pages: Sequence[Page],
    first: Sequence[BlockDraft],
    running: Sequence[str],
) -> Metadata:
    """``info`` is what the file says of itself, ``first`` has the blocks of page 1.

    ``running`` has the lines around the text of the first pages: letterhead, headers and footers.
    """
    largest = sorted(
        (d for d in first if d.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)),
        key=lambda d: -round(d.pieces[0].line.size),
    )
    text, imprint = face_of(pages)
    face = Face(text, tuple(_title_text(largest)), "\n".join(dict.fromkeys(running)), imprint)
    language = detect_language(" ".join(p.text for p in pages[:SAMPLE_PAGES]))
    title = called(info.get("title", ""), info.get("subject", ""))
    embedded = (title, info.get("author", ""), info.get("created", ""))
    return metadata_from(face, file, embedded, language)


def _title_text(largest: Sequence[BlockDraft]) -> list[str]:
    """Blocks of the largest print; a title set in two blocks of one size is one title."""
    if not largest:
        return []
    size = largest[0].pieces[0].line.size
    same = [d.text for d in largest[:3] if abs(d.pieces[0].line.size - size) < 0.6]
    joined = " ".join(same)
    return (
        [joined, *(d.text for d in largest[:5])]
        if len(joined) < 160
        else [d.text for d in largest[:5]]
    )
