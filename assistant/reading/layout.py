"""Printed lines of a page -> blocks: paragraphs, headings, list items, table rows, footnotes.

A tagged page says itself what its blocks are. On any other page line spacing, indents, font
sizes and what the lines say decide. Lines are never reordered: content-stream order was right
on all but tables in 5,221 measured pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from assistant.reading.glyphs import HYPHEN_MARK, WIDE_GAP, Glyph, Line
from assistant.reading.tags import Tag
from assistant.records import BlockKind

BULLETS = "•▪◦●○■□–—‣⁃∙·\uf0b7\uf0a7\uf0d8\uf02d\uf076"
_LIST_MARK = re.compile(rf"^(?:[{BULLETS}\-*]\s+|(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s+(?=\S))")
_CAPTION_START = re.compile(
    r"^(?:(?:figuur|tabel|grafiek|figure|table|chart)\s+[\dA-Z]|(?:bron|bronnen|sources?)\s?:)",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"^(?:bron|bronnen|source|sources)\s?:", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]*$|…{2,}\s*\d*$")
_NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.\d?)\s+[A-ZÀ-Ý]")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\d{1,3})?$")
_FOOTNOTE_START = re.compile(r"^\[?\d{1,3}\]?\s*\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one line within one block (and one table cell)."""

    glyphs: tuple[Glyph, ...]
    line: Line
    cell: int = 0

    @property
    def text(self) -> str:
        return "".join(chr(g.code) for g in self.glyphs if g.code != HYPHEN_MARK).strip()


@dataclass(slots=True)
class Draft:
    """A block in the making."""

    kind: BlockKind
    pieces: list[Piece]
    level: int = 0
    tag: int = 0

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole document tells about each page."""

    body_size: float
    half_height: float = 421.0
    outline: dict[str, int] = field(default_factory=dict)  # letters and digits of a title -> level
    heading_sizes: tuple[float, ...] = ()


def letters(text: str) -> str:
    """Lower-case letters and digits only: how titles are compared."""
    return "".join(c for c in text.lower() if c.isalnum())


def page_blocks(lines: Sequence[Line], tags: dict[int, Tag], around: Surroundings) -> list[Draft]:
    """Blocks of one page, running headers and footers already left out of ``lines``."""
    drafts: list[Draft] | None = None
    if tags and _well_tagged(lines, tags):
        drafts = _tagged_blocks(lines, tags)
        if _splits_sentences(drafts):
            drafts = None
    if drafts is None:
        drafts = _untagged_blocks(lines, around)
    for draft in drafts:
        _settle(draft, around)
    return drafts


def _well_tagged(lines: Iterable[Line], tags: dict[int, Tag]) -> bool:
    inked = [g for line in lines for g in line.glyphs if not g.generated]
    return bool(inked) and sum(g.tag in tags for g in inked) > 0.8 * len(inked)


def _splits_sentences(drafts: Sequence[Draft]) -> bool:
    """Some producers tag every printed line as a paragraph; such tags are worse than none."""
    paragraphs = [d.text for d in drafts if d.kind is BlockKind.PARAGRAPH and d.text]
    torn = sum(
        not _SENTENCE_END.search(before) and after[:1].islower()
        for before, after in pairwise(paragraphs)
    )
    return torn > 3 and torn > 0.25 * len(paragraphs)


def _tagged_blocks(lines: Sequence[Line], tags: dict[int, Tag]) -> list[Draft]:
    drafts: list[Draft] = []
    unknown = Tag(0, "paragraph")
    for line in lines:
        for tag, glyphs in _runs_by_tag(line, tags):
            tag = tag or unknown
            piece = Piece(tuple(glyphs), line, tag.cell)
            if not piece.text:
                continue
            last = drafts[-1] if drafts else None
            if last is not None and last.tag == tag.block and (tag.block or _flows(last, line)):
                last.pieces.append(piece)
            else:
                drafts.append(Draft(BlockKind(tag.kind), [piece], tag.level, tag.block))
    return drafts


def _runs_by_tag(line: Line, tags: dict[int, Tag]) -> list[tuple[Tag | None, list[Glyph]]]:
    runs: list[tuple[Tag | None, list[Glyph]]] = []
    for glyph in line.glyphs:
        # What PDFium generated (spaces, hyphens) belongs to the run before it.
        tag = runs[-1][0] if glyph.generated and runs else tags.get(glyph.tag)
        if runs and (runs[-1][0] == tag or tag is None):
            runs[-1][1].append(glyph)
        else:
            runs.append((tag, [glyph]))
    return runs


def _flows(last: Draft, line: Line) -> bool:
    before = last.pieces[-1].line
    return before is line or (
        abs(before.size - line.size) < 0.6 and 0 < before.bottom - line.bottom < 1.9 * line.size
    )


def _untagged_blocks(lines: Sequence[Line], around: Surroundings) -> list[Draft]:
    drafts: list[Draft] = []
    spacing = _line_spacing(lines)
    in_notes = False
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        pieces = _cells(line)
        kind = _kind_of(line, pieces, following, around, in_notes)
        in_notes = kind is BlockKind.FOOTNOTE
        last = drafts[-1] if drafts else None
        if last is not None and _joins(last, line, kind, spacing, lines):
            last.pieces.extend(pieces)
        else:
            drafts.append(Draft(kind, pieces))
    return drafts


def _line_spacing(lines: Sequence[Line]) -> float:
    gaps = [
        a.bottom - b.bottom
        for a, b in pairwise(lines)
        if 0 < a.bottom - b.bottom < 3 * a.size and abs(a.size - b.size) < 0.5
    ]
    return median(gaps) if gaps else 14.0


def _cells(line: Line) -> list[Piece]:
    """The line whole, or cut where a gap is too wide for a space."""
    cuts: list[list[Glyph]] = [[]]
    last: Glyph | None = None
    for glyph in line.glyphs:
        if not glyph.generated and glyph.code > 32:
            if last is not None and glyph.left - last.right > WIDE_GAP * max(line.size, 1):
                cuts.append([])
            last = glyph
        cuts[-1].append(glyph)
    if len(cuts) == 2 and _LIST_MARK.match(_text(cuts[0]) + " x"):
        cuts = [cuts[0] + cuts[1]]  # a bullet or number set far from its text
    return [Piece(tuple(cut), line, number) for number, cut in enumerate(cuts) if _text(cut)]


def _text(glyphs: Iterable[Glyph]) -> str:
    return "".join(chr(g.code) for g in glyphs if g.code != HYPHEN_MARK).strip()


def _kind_of(
    line: Line, pieces: list[Piece], following: Line | None, around: Surroundings, in_notes: bool
) -> BlockKind:
    text = line.text.strip()
    if _CONTENTS.search(text):
        return BlockKind.CONTENTS
    starts_note = line.bottom < around.half_height and bool(_FOOTNOTE_START.match(text))
    if line.size < 0.93 * around.body_size and (in_notes or starts_note):
        return BlockKind.FOOTNOTE
    if len(pieces) > 1:
        if len(pieces) == 2 and _NUMBERED_HEADING.match(" ".join(p.text for p in pieces)):
            return (
                BlockKind.HEADING
                if _looks_like_heading(line, text, following, around)
                else BlockKind.TABLE_ROW
            )
        return BlockKind.TABLE_ROW
    if _CAPTION_START.match(text):
        return BlockKind.CAPTION
    if _looks_like_heading(line, text, following, around):
        return BlockKind.HEADING
    if _LIST_MARK.match(text):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _looks_like_heading(
    line: Line, text: str, following: Line | None, around: Surroundings
) -> bool:
    if len(text) > 140 or not any(c.isalpha() for c in text):
        return False
    if letters(text) in around.outline and len(letters(text)) > 3:
        return True
    if re.search(r"[,;]$|[a-z0-9]\.$", text):
        return False
    if line.size >= 1.12 * around.body_size:
        return True
    if line.bold and len(text) < 110:
        # A bold line that the next line goes on with is a sentence with a bold start.
        goes_on = following is not None and following.text[:1].islower() and not following.bold
        return not goes_on and not text.endswith(":")
    if following is None or following.bottom >= line.bottom or _LIST_MARK.match(text):
        return False
    short = line.right - line.left < 0.6 * (following.right - following.left)
    starts = text[:1].isupper() or text[:1].isdigit()
    return (
        short
        and starts
        and len(text) < 70
        and not _SENTENCE_END.search(text)
        and following.text[:1].isupper()
        and following.right - following.left > 200
        and line.size >= 0.97 * around.body_size
    )


def _joins(last: Draft, line: Line, kind: BlockKind, spacing: float, lines: Sequence[Line]) -> bool:
    before = last.pieces[-1].line
    gap = before.bottom - line.bottom
    near = 0 < gap < 1.35 * spacing
    same_size = abs(before.size - line.size) < 0.08 * max(before.size, 1)
    text = line.text.strip()
    if kind is BlockKind.HEADING or last.kind is BlockKind.HEADING:
        return (
            kind is last.kind
            and same_size
            and before.bold == line.bold
            and 0 < gap < 1.6 * max(line.size, before.size)
            and not _NUMBERED_HEADING.match(text)
        )
    if kind is BlockKind.FOOTNOTE:
        return last.kind is kind and not _is_next_note(last.text, text)
    if kind in (BlockKind.TABLE_ROW, BlockKind.CONTENTS, BlockKind.LIST_ITEM):
        return False
    if last.kind in (BlockKind.TABLE_ROW, BlockKind.CONTENTS, BlockKind.FOOTNOTE):
        return False
    if last.kind is BlockKind.CAPTION or kind is BlockKind.CAPTION:
        return kind is not BlockKind.CAPTION and near and same_size and text[:1].islower()
    ended = bool(_SENTENCE_END.search(before.text.rstrip()))
    if gap <= 0:  # a new column: the paragraph goes on where the sentence does
        return same_size and not ended and (text[:1].islower() or text[:1].isdigit())
    if not same_size:
        return False
    if not near:
        return not ended and text[:1].islower() and gap < 2.2 * spacing
    if last.kind is BlockKind.LIST_ITEM:
        first = last.pieces[0].line
        hangs = line.left > first.left + 2
        return hangs or not ended
    return not (ended and _new_paragraph(before, line, lines))


def _is_next_note(before: str, text: str) -> bool:
    """Whether a small line starts the next footnote (a date at a line's start does not)."""
    this, last = re.match(r"\d{1,3}", text), re.match(r"\d{1,3}", before)
    return this is not None and (last is None or int(this.group()) == int(last.group()) + 1)


def _new_paragraph(before: Line, line: Line, lines: Sequence[Line]) -> bool:
    """An indented first line, or a line that ended although the next word would have fitted."""
    if line.left > before.left + 0.8 * line.size and line.left < before.left + 6 * line.size:
        return True
    column = [o.right for o in lines if abs(o.left - before.left) < 3 * line.size]
    room = max(column) - before.right
    first_word = line.text.strip().split(" ", 1)[0]
    return room > (len(first_word) + 2) * 0.55 * line.size


def _settle(draft: Draft, around: Surroundings) -> None:
    """What outline, wording and size say once the whole block is known."""
    text = draft.text
    key = letters(text)
    if draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM):
        if len(key) > 3 and key in around.outline and len(text) < 200:
            draft.kind, draft.level = BlockKind.HEADING, around.outline[key]
        elif _CONTENTS.search(text):
            draft.kind = BlockKind.CONTENTS
        elif _CAPTION_START.match(text) and (len(text) < 200 or _SOURCES.match(text)):
            draft.kind = BlockKind.CAPTION
        elif draft.kind is BlockKind.PARAGRAPH and _LIST_MARK.match(text):
            draft.kind = BlockKind.LIST_ITEM
    if draft.kind is BlockKind.HEADING and len(text) > 250:
        draft.kind = BlockKind.PARAGRAPH  # body text that a producer tagged as a heading
    if draft.kind is BlockKind.HEADING and not draft.level:
        size = draft.pieces[0].line.size
        larger = sum(1 for s in around.heading_sizes if s > size + 0.4)
        draft.level = min(6, larger + 1)
    if draft.kind is not BlockKind.HEADING:
        draft.level = 0
