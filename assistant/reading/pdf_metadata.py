"""What a citation of a PDF names: from its face, and from what the file says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.language.detection import detect_language
from assistant.reading.blocks import BlockDraft, letters
from assistant.reading.face import Face, face_of
from assistant.reading.glyphs import Glyph, is_inked
from assistant.reading.metadata import called, metadata_from
from assistant.reading.running_lines import Box
from assistant.records import BlockKind, Metadata, Page

SAMPLE_PAGES = 60
FOOT = 0.07  # of the height of the page


def pdf_metadata(
    info: Mapping[str, str],
    file: str,
    pages: Sequence[Page],
    first: Sequence[BlockDraft],
    running: Sequence[str],
    page: Box,
) -> Metadata:
    """``info`` is what the file says of itself, ``first`` has the blocks of page 1.

    ``running`` has the lines around the text of the first pages: letterhead, headers and footers. ``page`` is
    the box of what is shown of page 1.
    """
    aside = {id(d): letters(d.text) for d in first if _is_in_margin(d, page)}
    body = _body_size(first)
    largest = sorted(
        (
            d
            for d in first
            if d.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and id(d) not in aside
            and d.pieces[0].line.size > body - 0.6
        ),
        key=lambda d: -round(d.pieces[0].line.size),
    )
    text, imprint = face_of(pages)
    face = Face(
        text,
        tuple(_title_text(largest)),
        "\n".join(dict.fromkeys(running)),
        imprint,
        frozenset(aside.values()),
    )
    language = detect_language(" ".join(p.text for p in pages[:SAMPLE_PAGES]))
    title = called(info.get("title", ""), info.get("subject", ""))
    embedded = (title, info.get("author", ""), info.get("created", ""))
    return metadata_from(face, file, embedded, language)


def _is_in_margin(draft: BlockDraft, page: Box) -> bool:
    """Whether a block is turned, or stands at the foot of the page: a stamp, or the number of a form."""
    glyphs = [glyph for piece in draft.pieces for glyph in piece.glyphs if is_inked(glyph)]
    if not glyphs:
        return False
    wide = max(g.right for g in glyphs) - min(g.left for g in glyphs)
    top, bottom = max(g.top for g in glyphs), min(g.bottom for g in glyphs)
    turned = len(glyphs) > 3 and wide < 2 * draft.pieces[0].line.size < top - bottom
    one_line = len({id(piece.line) for piece in draft.pieces}) == 1
    return (turned and _goes_up(glyphs)) or (
        one_line and top < page[1] + FOOT * (page[3] - page[1])
    )


def _goes_up(glyphs: Sequence[Glyph]) -> bool:
    """Whether most letters stand above or below the one before, and not on lines of a narrow column."""
    steps = [abs(b.bottom - a.bottom) > abs(b.left - a.left) for a, b in pairwise(glyphs)]
    return sum(steps) > 0.8 * len(steps)


def _body_size(first: Sequence[BlockDraft]) -> float:
    """The size of most of the letters of the first page, 0 where there are none."""
    sizes: Counter[float] = Counter()
    for draft in first:
        for piece in draft.pieces:
            sizes[piece.line.size] += len(piece.glyphs)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


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
