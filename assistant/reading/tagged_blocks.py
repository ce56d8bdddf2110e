"""A tagged page says itself what its blocks are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.reading.blocks import BlockDraft, LayoutPiece
from assistant.reading.glyphs import Glyph, PrintedLine
from assistant.reading.line_patterns import SENTENCE_END
from assistant.reading.tags import Tag
from assistant.records import BlockKind


def is_well_tagged(lines: Iterable[PrintedLine], tags: dict[int, Tag]) -> bool:
    """Whether (nearly) everything printed has a tag."""
    inked = [g for line in lines for g in line.glyphs if not g.generated]
    return bool(inked) and sum(g.tag in tags for g in inked) > 0.8 * len(inked)


def splits_sentences(drafts: Sequence[BlockDraft]) -> bool:
    """Some producers tag every printed line as a paragraph; such tags are worse than none."""
    paragraphs = [d.text for d in drafts if d.kind is BlockKind.PARAGRAPH and d.text]
    torn = sum(
        not SENTENCE_END.search(before) and after[:1].islower()
        for before, after in pairwise(paragraphs)
    )
    return torn > 3 and torn > 0.25 * len(paragraphs)


def tagged_blocks(lines: Sequence[PrintedLine], tags: dict[int, Tag]) -> list[BlockDraft]:
    """Blocks as the tags have them; what has none is a paragraph where it stands close."""
    drafts: list[BlockDraft] = []
    unknown = Tag(0, "paragraph")
    for line in lines:
        for tag, glyphs in _runs_by_tag(line, tags):
            tag = tag or unknown
            piece = LayoutPiece(tuple(glyphs), line, tag.cell)
            if not piece.text:
                continue
            last = drafts[-1] if drafts else None
            if last is not None and last.tag == tag.block and (tag.block or _flows(last, line)):
                last.pieces.append(piece)
            else:
                drafts.append(BlockDraft(BlockKind(tag.kind), [piece], tag.level, tag.block))
    return drafts


def _runs_by_tag(line: PrintedLine, tags: dict[int, Tag]) -> list[tuple[Tag | None, list[Glyph]]]:
    runs: list[tuple[Tag | None, list[Glyph]]] = []
    for glyph in line.glyphs:
        # What PDFium generated (spaces, hyphens) belongs to the run before it.
        tag = runs[-1][0] if glyph.generated and runs else tags.get(glyph.tag)
        if runs and (runs[-1][0] == tag or tag is None):
            runs[-1][1].append(glyph)
        else:
            runs.append((tag, [glyph]))
    return runs


def _flows(last: BlockDraft, line: PrintedLine) -> bool:
    before = last.pieces[-1].line
    return before is line or (
        abs(before.size - line.size) < 0.6 and 0 < before.bottom - line.bottom < 1.9 * line.size
    )
