"""Printed lines of a page -> blocks: paragraphs, headings, list items, table rows, footnotes.

A tagged page says itself what its blocks are. On any other page line spacing, indents, font
sizes and what the lines say decide. Here lines are not reordered: content-stream order was right
on all but tables in 5,221 measured pages (``columns`` sees to prose that was drawn line by line).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.reading.blocks import BlockDraft, Surroundings, is_title, letters
from assistant.reading.glyphs import PrintedLine
from assistant.reading.line_patterns import CAPTION_START, CONTENTS, LIST_MARK, SOURCES
from assistant.reading.tables.grid import Grid
from assistant.reading.tables.on_page import blocks_with_tables
from assistant.reading.tagged_blocks import is_well_tagged, splits_sentences, tagged_blocks
from assistant.reading.tags import Tag
from assistant.reading.untagged_blocks import untagged_blocks
from assistant.records import BlockKind, Page

TOO_MUCH = 0.15  # of a document's letters; reports have 2 to 8 % in headings (measured)
ENOUGH = 1_500  # letters; a leaflet or a cover has little but headings

LONGEST_TITLE = 110  # characters


def page_blocks(
    lines: Sequence[PrintedLine], tags: dict[int, Tag], around: Surroundings, ruled: Sequence[Grid]
) -> list[BlockDraft]:
    """Blocks of one page, running headers and footers already left out of ``lines``."""
    return blocks_with_tables(lines, ruled, lambda rest: _text_blocks(rest, tags, around))


def _text_blocks(
    lines: Sequence[PrintedLine], tags: dict[int, Tag], around: Surroundings
) -> list[BlockDraft]:
    drafts: list[BlockDraft] | None = None
    if tags and is_well_tagged(lines, tags):
        drafts = tagged_blocks(lines, tags)
        if splits_sentences(drafts):
            drafts = None
        elif not any(draft.kind is BlockKind.HEADING for draft in drafts):
            _mark_bold_titles(drafts, around)
    if drafts is None:
        drafts = untagged_blocks(lines, around)
    for draft in drafts:
        _settle(draft, around)
    return drafts


def _mark_bold_titles(drafts: Sequence[BlockDraft], around: Surroundings) -> None:
    """On a page whose tags know no headings, a bold line that is a block of its own is one."""
    if around.unmarked:
        return
    for draft, following in zip(drafts, [*drafts[1:], None], strict=True):
        lines = {id(piece.line): piece.line for piece in draft.pieces}
        alone = draft.kind is BlockKind.PARAGRAPH and len(lines) == 1
        text = draft.text
        if not alone or not all(line.bold for line in lines.values()):
            continue
        leads = following is not None and following.kind in (
            BlockKind.PARAGRAPH,
            BlockKind.LIST_ITEM,
            BlockKind.TABLE_ROW,
            BlockKind.CAPTION,
        )
        if leads and len(text) <= LONGEST_TITLE and text[-1:] not in ".:;," and text[:1].isalnum():
            draft.kind = BlockKind.HEADING


def headings_are_wrong(pages: Sequence[Page]) -> bool:
    """Whether so much of a document became headings that body text must be among it.

    Headings are never quoted: then print and tags are not what tells them apart.
    """
    letters_in: Counter[BlockKind] = Counter()
    for page in pages:
        for block in page.blocks:
            letters_in[block.kind] += block.end - block.start
    return letters_in.total() > ENOUGH and (
        letters_in[BlockKind.HEADING] > TOO_MUCH * letters_in.total()
    )


def _settle(draft: BlockDraft, around: Surroundings) -> None:
    """What outline, wording and size say once the whole block is known."""
    text = draft.text
    key = letters(text)
    if draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM):
        if len(key) > 3 and key in around.outline and len(text) < 200:
            draft.kind, draft.level = BlockKind.HEADING, around.outline[key]
        elif CONTENTS.search(text):
            draft.kind = BlockKind.CONTENTS
        elif CAPTION_START.match(text) and (len(text) < 200 or SOURCES.match(text)):
            draft.kind = BlockKind.CAPTION
        elif draft.kind is BlockKind.PARAGRAPH and LIST_MARK.match(text):
            draft.kind = BlockKind.LIST_ITEM
    if draft.kind is BlockKind.HEADING and (
        len(text) > 250 or (around.unmarked and not is_title(text, around))
    ):
        draft.kind = BlockKind.PARAGRAPH  # body text that a producer tagged as a heading
    if draft.kind is BlockKind.HEADING and not draft.level:
        size = draft.pieces[0].line.size
        larger = sum(1 for s in around.heading_sizes if s > size + 0.4)
        draft.level = min(6, larger + 1)
    if draft.kind is not BlockKind.HEADING:
        draft.level = 0
