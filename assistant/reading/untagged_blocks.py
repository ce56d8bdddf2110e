"""Line spacing, cells, print and wording decide what the blocks of a page without tags are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from assistant.reading.blocks import BlockDraft, LayoutPiece, Surroundings, is_title, letters
from assistant.reading.glyphs import UNWRITTEN, WIDE_GAP, Glyph, PrintedLine, parted_at_gaps
from assistant.reading.line_joining import joins
from assistant.reading.line_patterns import (
    CAPTION_START,
    CONTENTS,
    FOOTNOTE_START,
    LIST_MARK,
    NUMBERED_HEADING,
    SENTENCE_END,
)
from assistant.reading.pull_quotes import paragraphs_mended
from assistant.reading.signs import Signs
from assistant.records import BlockKind

LARGER = 1.12  # than the body text: print of a heading (measured on reports)
SURELY_LARGER = 1.35  # OCR's height of a line differs by less for a tall letter alone


def untagged_blocks(lines: Sequence[PrintedLine], around: Surroundings) -> list[BlockDraft]:
    """Blocks of a page without tags, line by line."""
    drafts: list[BlockDraft] = []
    spacing = _line_spacing(lines)
    signs = Signs(lines)
    in_notes = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        pieces = _cells(line)
        if not pieces:  # nothing but marks that are not written: soft hyphens, joiners
            continue
        kind = _kind_of(line, pieces, following, around, in_notes)
        in_notes = kind is BlockKind.FOOTNOTE
        last = drafts[-1] if drafts else None
        if kind is BlockKind.LIST_ITEM and last and signs.run_on(last.pieces[-1].line, line):
            kind = BlockKind.PARAGRAPH
        if last is not None and joins(last, line, kind, spacing, lines):
            last.pieces.extend(pieces)
        else:
            drafts.append(BlockDraft(kind, pieces))
    return paragraphs_mended(drafts)


def _line_spacing(lines: Sequence[PrintedLine]) -> float:
    gaps = [
        a.bottom - b.bottom
        for a, b in pairwise(lines)
        if 0 < a.bottom - b.bottom < 3 * a.size and abs(a.size - b.size) < 0.5
    ]
    return median(gaps) if gaps else 14.0


def _cells(line: PrintedLine) -> list[LayoutPiece]:
    """The line whole, or cut where a gap is too wide for a space."""
    cuts = parted_at_gaps(line.glyphs, WIDE_GAP * max(line.size, 1))
    if len(cuts) == 2 and LIST_MARK.match(_text(cuts[0]) + " x"):
        cuts = [cuts[0] + cuts[1]]  # a bullet or number set far from its text
    return [LayoutPiece(tuple(cut), line, number) for number, cut in enumerate(cuts) if _text(cut)]


def _text(glyphs: Iterable[Glyph]) -> str:
    return "".join(chr(g.code) for g in glyphs if g.code not in UNWRITTEN).strip()


def _kind_of(
    line: PrintedLine,
    pieces: list[LayoutPiece],
    following: PrintedLine | None,
    around: Surroundings,
    in_notes: bool,
) -> BlockKind:
    text = line.text.strip()
    if CONTENTS.search(text):
        return BlockKind.CONTENTS
    starts_note = line.bottom < around.middle and bool(FOOTNOTE_START.match(text))
    if line.size < 0.93 * around.body_size and (in_notes or starts_note):
        return BlockKind.FOOTNOTE
    if len(pieces) > 1:
        if len(pieces) == 2 and NUMBERED_HEADING.match(" ".join(p.text for p in pieces)):
            return (
                BlockKind.HEADING
                if _looks_like_heading(line, text, following, around)
                else BlockKind.TABLE_ROW
            )
        return BlockKind.TABLE_ROW
    if CAPTION_START.match(text):
        return BlockKind.CAPTION
    if _looks_like_heading(line, text, following, around):
        return BlockKind.HEADING
    if LIST_MARK.match(text):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _stands_out(line: PrintedLine, following: PrintedLine | None, around: Surroundings) -> bool:
    """Whether a line that OCR read, and that seems large, is a heading: its heights are rough."""
    if line.size >= SURELY_LARGER * around.body_size or following is None:
        return True
    return line.right - line.left < 0.8 * (following.right - following.left)


def _looks_like_heading(
    line: PrintedLine, text: str, following: PrintedLine | None, around: Surroundings
) -> bool:
    if len(text) > 140 or not any(c.isalpha() for c in text):
        return False
    if around.unmarked:
        return is_title(text, around)
    if letters(text) in around.outline and len(letters(text)) > 3:
        return True
    if re.search(r"[,;]$|[a-z0-9]\.$", text):
        return False
    if line.size >= LARGER * around.body_size:
        return not around.by_ocr or _stands_out(line, following, around)
    if line.bold and len(text) < 110:
        # A bold line that the next line goes on with is a sentence with a bold start.
        goes_on = following is not None and following.text[:1].islower() and not following.bold
        return not goes_on and not text.endswith(":")
    if following is None or following.bottom >= line.bottom or LIST_MARK.match(text):
        return False
    short = line.right - line.left < 0.6 * (following.right - following.left)
    starts = text[:1].isupper() or text[:1].isdigit()
    return (
        short
        and starts
        and len(text) < 70
        and not SENTENCE_END.search(text)
        and following.text[:1].isupper()
        and following.right - following.left > 200
        and line.size >= 0.97 * around.body_size
    )
