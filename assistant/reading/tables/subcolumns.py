"""Columns within a ruled column: "baten lasten saldo" under one year, with no rule between them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from assistant.reading.blocks import LayoutPiece
from assistant.reading.glyphs import Glyph
from assistant.reading.tables.cell_kinds import is_value
from assistant.reading.tables.columns import column_bounds

FEWEST_LINES = 3  # with several values, before a column is believed to hold several
MOSTLY = 0.6  # of a column's lines of values
MOST = 6
_OF_YEAR = re.compile(r"\((?:19|20)\d\d\)")  # "10 (2022)" is one value, and of when


def subcolumn_borders(pieces: Iterable[LayoutPiece]) -> list[float]:
    """Where the values of a ruled column part into columns of their own; [] where they do not."""
    lines = [words for words in _lines_of_words(pieces) if _are_values(words)]
    several = [words for words in lines if len(words) > 1]
    if len(several) < FEWEST_LINES or len(several) < MOSTLY * len(lines):
        return []
    bounds = column_bounds([[_extent(word) for word in words] for words in several])
    if not 1 < len(bounds) <= MOST:
        return []
    return [(one.right + other.left) / 2 for one, other in pairwise(bounds)]


def _lines_of_words(pieces: Iterable[LayoutPiece]) -> list[list[list[Glyph]]]:
    """The words of each printed line, whether a file writes it in one piece or in several."""
    lines: dict[int, list[list[Glyph]]] = {}
    for piece in pieces:
        if words := _words(piece):
            at = round(piece.line.bottom)
            near = next((a for a in lines if abs(a - at) <= 2), at)
            lines.setdefault(near, []).extend(words)
    return list(lines.values())


def words_of(piece: LayoutPiece) -> int:
    """How many words a piece has."""
    return len(_words(piece))


def cut_at(
    piece: LayoutPiece, borders: Sequence[float], alone: bool = True
) -> Mapping[int, LayoutPiece]:
    """A piece's words by the column that they stand in; all in -1 where one reaches over a border.

    ``alone`` says that nothing else stands on its line: a lone word may be the head of all columns."""
    if not borders:
        return {0: piece}
    parts: dict[int, list[Glyph]] = {}
    for word in _words(piece):
        left, right = _extent(word)
        if any(left < border - 1 and border + 1 < right for border in borders):
            return {-1: piece}
        column = sum(border < (left + right) / 2 for border in borders)
        parts.setdefault(column, []).extend(word)
    if len(parts) == 1 and alone:
        return {-1: piece}
    return {
        column: LayoutPiece(_whole(piece, glyphs), piece.line) for column, glyphs in parts.items()
    }


def _whole(piece: LayoutPiece, glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """All glyphs of a piece between the first and the last of some, the spaces among them."""
    first, last = piece.glyphs.index(glyphs[0]), piece.glyphs.index(glyphs[-1])
    return piece.glyphs[first : last + 1]


def _words(piece: LayoutPiece) -> list[list[Glyph]]:
    words: list[list[Glyph]] = [[]]
    for glyph in piece.glyphs:
        if glyph.code <= 32 or glyph.code == 0xA0:
            words.append([])
        elif glyph.right > glyph.left:
            words[-1].append(glyph)
    return [word for word in words if word]


def _are_values(words: Sequence[Sequence[Glyph]]) -> bool:
    texts = ["".join(chr(g.code) for g in word) for word in words]
    return all(is_value(text) and not _OF_YEAR.fullmatch(text) for text in texts)


def _extent(word: Sequence[Glyph]) -> tuple[float, float]:
    return min(g.left for g in word), max(g.right for g in word)
