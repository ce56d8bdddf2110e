"""Blocks of glyphs -> one page of normalised text, with the way back to every glyph.

Normalised once, at reading: line-end hyphens joined by rule, soft hyphens and control characters
gone, ligatures spelled out, private-use bullets made bullets, footnote marks set off as ``[82]``,
table cells separated by a tab, blocks by a line feed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.language.digit_groups import GROUP_MARK, GROUP_SPACES, parts_groups
from assistant.reading.blocks import LayoutPiece
from assistant.reading.glyphs import HYPHEN_MARK, PUT_IN, Glyph
from assistant.reading.line_patterns import BULLETS
from assistant.reading.raised import raised
from assistant.records import Run

HYPHENS = "-\u2010\u00ad"
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
# Parts of the size of a line, and by what part of that size a character so small is at least raised.
RISES = ((0.8, 0.1), (0.97, 0.2), (1.05, 0.33))
LONGEST_MARK = 9  # characters, "(12, 13)"
_RAISED_MARKS = re.compile(r"[(\[]?\d{1,3}[)\]]?(?:[,;] ?\d{1,3}[)\]]?)*|[(\[]?[a-d][)\]]?")
_KEEP_APART = {"en", "of", "tot", "dan", "als", "and", "or", "to"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class PageText:
    """Builds a page's text and its runs side by side."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def add(self, text: str, source: int | None = None) -> None:
        """Append text that stands at glyph ``source``, or that was put in (None)."""
        if source is not None and source != PUT_IN:
            for _ in text:
                last = self._runs[-1] if self._runs else None
                if (
                    last is not None
                    and last.start + last.length == self.length
                    and last.source + last.length == source
                    and len(text) == 1
                ):
                    self._runs[-1] = Run(last.start, last.source, last.length + 1)
                else:
                    self._runs.append(Run(self.length, source, 1))
                self.length += 1
        else:
            self.length += len(text)
        self._parts.append(text)

    def trim(self) -> None:
        """Take back a space at the end."""
        if self._parts and self._parts[-1] == " ":
            self._parts.pop()
            self.length -= 1
            last = self._runs[-1] if self._runs else None
            if last is not None and last.start + last.length > self.length:
                self._runs.pop()
                if last.length > 1:
                    self._runs.append(Run(last.start, last.source, last.length - 1))

    def ends_with_space(self) -> bool:
        return not self._parts or self._parts[-1][-1:].isspace()

    def last_word(self) -> str:
        tail = "".join(self._parts[-400:])
        return re.split(r"\s", tail)[-1]

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(self._runs)


@dataclass(slots=True)
class WordList:
    """The document's own words, to decide whether a line-end hyphen belongs to the word."""

    words: set[str] = field(default_factory=set)

    def learn(self, text: str) -> None:
        self.words.update(word.lower() for word in _WORD.findall(text))

    def joined(self, head: str, tail: str) -> str:
        """What to write for ``head-`` at a line end with ``tail`` on the next: "", "-" or "- "."""
        word = re.split(r"[^\w-]", head)[-1]
        first = re.match(r"[\w-]+", tail)
        following = first.group() if first else ""
        if following.lower() in _KEEP_APART:
            return "- "
        if not following or following[0].isupper() or following[0].isdigit():
            return "-"
        if (
            len(word) == 1
            or word.isupper()
            or word[-1:].isdigit()
            or "/" in head
            or head.startswith("www.")
        ):
            return "-"
        base = word.split("-")[-1]
        if f"{base}{following}".lower() in self.words or f"{word}{following}".lower() in self.words:
            return ""
        return "-" if f"{word}-{following}".lower() in self.words else ""


def join(out: PageText, before: LayoutPiece, piece: LayoutPiece, words: WordList) -> None:
    if before.line is not piece.line and _line_end_hyphen(before) is not None:
        mark = before.glyphs[-1]
        while mark.code in (0x20, 0xA0):
            mark = before.glyphs[before.glyphs.index(mark) - 1]
        soft = mark.code == 0xAD
        joint = "" if soft else words.joined(out.last_word(), piece.text)
        if joint:
            out.add("-", mark.index)
            if joint == "- ":
                out.add(" ")
        return
    if before.cell != piece.cell:
        out.trim()
        out.add("\t")
    elif not out.ends_with_space():
        out.add(" ")


def _line_end_hyphen(piece: LayoutPiece) -> int | None:
    """Position in ``piece.glyphs`` of a hyphen that ends the line behind a letter, else None."""
    last = len(piece.glyphs) - 1
    while last >= 0 and piece.glyphs[last].code in (0x20, 0xA0):
        last -= 1
    if last < 1:
        return None
    code = piece.glyphs[last].code
    if code != HYPHEN_MARK and chr(code) not in HYPHENS:
        return None
    return last if chr(piece.glyphs[last - 1].code).isalnum() else None


def write(out: PageText, piece: LayoutPiece, at_line_end: bool) -> None:
    glyphs: Sequence[Glyph] = piece.glyphs
    hyphen = _line_end_hyphen(piece) if at_line_end else None
    if hyphen is not None:
        glyphs = glyphs[:hyphen]
    position = 0
    while position < len(glyphs):
        mark = _footnote_mark(glyphs, position, piece.line.size)
        if mark:
            _write_raised(out, glyphs[position : position + mark])
            position += mark
            continue
        position += _write_one(out, glyphs, position)


def _write_raised(out: PageText, glyphs: Sequence[Glyph]) -> None:
    """Notes' marks in brackets, a unit's or a power's digit as one that stays raised."""
    printed = "".join(chr(glyph.code) for glyph in glyphs)
    power = raised(out.last_word(), printed)
    if not power.startswith("["):
        for char, glyph in zip(
            power if len(power) == len(glyphs) else printed, glyphs, strict=True
        ):
            out.add(char, glyph.index)
        return
    for mark in re.finditer(r"\w+", printed):
        out.add("[")
        for glyph in glyphs[mark.start() : mark.end()]:
            out.add(chr(glyph.code), glyph.index)
        out.add("]")


def _write_one(out: PageText, glyphs: Sequence[Glyph], position: int) -> int:
    """Write one glyph (with the combining accents behind it) and say how many were used."""
    glyph = glyphs[position]
    code = glyph.code
    if code in _LIGATURES:
        out.add(_LIGATURES[code], glyph.index)
        return 1
    char = _plain(code)
    if char == " ":
        if chr(code) in GROUP_SPACES and _within_number(glyphs, position):
            out.add(GROUP_MARK, glyph.index)
        elif not out.ends_with_space():
            out.add(" ", glyph.index)
        return 1
    if not char:
        return 1
    used = 1
    while position + used < len(glyphs) and _is_accent(glyphs[position + used].code):
        composed = unicodedata.normalize("NFC", char + chr(glyphs[position + used].code))
        if len(composed) > 1:
            break
        char = composed
        used += 1
    out.add(char, glyph.index)
    return used


def _within_number(glyphs: Sequence[Glyph], position: int) -> bool:
    before, behind = glyphs[max(0, position - 12) : position], glyphs[position + 1 : position + 12]
    texts = ("".join(chr(g.code) for g in part) for part in (before, behind))
    return parts_groups(next(texts), chr(glyphs[position].code), next(texts))


def _is_accent(code: int) -> bool:
    return 0x300 <= code <= 0x36F


def _plain(code: int) -> str:
    """The character to write for a code point; "" for what nobody can read."""
    if code == HYPHEN_MARK:
        return "-"
    if code in (0, 0xAD, 0xFEFF, 0x200B, 0x200C, 0x200D, 0xFFFE, 0xFFFF):
        return ""
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    char = chr(code)
    if 0xE000 <= code <= 0xF8FF:
        return "•" if char in BULLETS else "\ufffd"
    if code == 0x2010 or code == 0x2011:
        return "-"
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    return "" if unicodedata.category(char) == "Cf" else char


def _footnote_mark(glyphs: Sequence[Glyph], position: int, size: float) -> int:
    """How many glyphs from ``position`` are raised marks of notes behind a word (0: none)."""
    if position == 0:
        return 0
    before, first = glyphs[position - 1], glyphs[position]
    if not first.raised and first.bottom <= before.bottom + RISES[0][1] * size:
        return 0
    if first.left < (before.left + before.right) / 2:
        return 0  # a letter of a line that runs up the page
    if before.generated or chr(before.code).isspace() or not size or before.size < 0.8 * size:
        return 0
    count = 0
    while position + count < len(glyphs) and count < LONGEST_MARK:
        if not _is_raised(glyphs[position + count], before, size):
            break
        count += 1
    while count and glyphs[position + count - 1].code == 32:
        count -= 1
    printed = "".join(chr(glyph.code) for glyph in glyphs[position : position + count])
    return count if _RAISED_MARKS.fullmatch(printed) else 0


def _is_raised(glyph: Glyph, before: Glyph, size: float) -> bool:
    """Whether a character stands higher than the one before the mark; a larger one must be higher."""
    if glyph.generated:
        return False
    if glyph.raised:
        return True
    least = next((rise for part, rise in RISES if glyph.size < part * size), 0.0)
    if least == RISES[-1][1] and not chr(before.code).isalnum():
        return False  # a sign may be of a font that reaches lower: "≥30"
    return bool(least) and glyph.size > 0 and glyph.bottom > before.bottom + least * size
