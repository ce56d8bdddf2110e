"""Blocks of a page in the making, and what the whole document tells about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.reading.fonts import REGULAR
from assistant.reading.glyphs import UNWRITTEN, Glyph, PrintedLine
from assistant.reading.line_patterns import NUMBERED_HEADING, SENTENCE_END
from assistant.records import BlockKind

if TYPE_CHECKING:
    from assistant.reading.tables.drafts import TableDraft


@dataclass(frozen=True, slots=True)
class LayoutPiece:
    """Glyphs of one line within one block (and one table cell)."""

    glyphs: tuple[Glyph, ...]
    line: PrintedLine
    cell: int = 0

    @property
    def text(self) -> str:
        return "".join(chr(g.code) for g in self.glyphs if g.code not in UNWRITTEN).strip()


@dataclass(slots=True)
class BlockDraft:
    """A block in the making; a row of a table knows which, and its number there."""

    kind: BlockKind
    pieces: list[LayoutPiece]
    level: int = 0
    tag: int = 0
    table: TableDraft | None = None
    row: int = 0

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole document tells about each page."""

    body_size: float
    body_weight: int = REGULAR
    heading_sizes: tuple[float, ...] = ()
    middle: float = 421.0  # the height at which half of the page lies above
    outline: dict[str, int] = field(default_factory=dict)  # letters and digits of a title -> level
    by_ocr: bool = False  # the page was read by OCR, whose heights of lines are rough
    unmarked: bool = False  # neither print nor tags tell headings apart in this document


def letters(text: str) -> str:
    """Lower-case letters and digits only: how titles are compared."""
    return "".join(c for c in text.lower() if c.isalnum())


def is_title(text: str, around: Surroundings) -> bool:
    """Whether a line is a heading whatever it looks like: in the outline, or short and numbered."""
    key = letters(text)
    if len(key) > 3 and key in around.outline:
        return True
    return len(text) < 80 and bool(NUMBERED_HEADING.match(text)) and not SENTENCE_END.search(text)
