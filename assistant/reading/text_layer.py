"""Whether a PDF page's own text can be believed, or what is printed must be read by OCR."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.reading.glyphs import HYPHEN_MARK, Glyph
from assistant.reading.line_patterns import BULLETS

Layer = Literal["good", "none", "thin", "garbage", "doubtful", "mapped"]

MIN_VISIBLE = 25  # letters and digits; a page with fewer has no text worth the name
THIN = 200  # beside a picture of the whole page, fewer are a stamp or a running header
COVERS = 0.7  # of the page
UNMAPPED = 0.3  # of the characters without a meaning that the font gives (measured_pdf: section 4)
UNPRINTABLE = 0.2
OUTLINES = 150  # paths; text turned into outlines has more, a page with lines and boxes fewer
_TEXT, _PATH, _IMAGE = 1, 2, 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufb06]+")
ENOUGH_WORDS = 60
COMMON = 0.04
PART = 100  # letters
MOST_PARTS = 12  # of a page that are looked at
LIKE = 0.62  # parts of that length of 11,700 Dutch and English ones are above it, ciphers below (measured)
_OFTEN = {  # of a hundred letters, the mean of Dutch and English
    "e": 15.8,
    "n": 8.4,
    "t": 7.9,
    "a": 7.8,
    "i": 6.7,
    "o": 6.8,
    "r": 6.2,
    "d": 5.1,
    "s": 5.0,
    "l": 3.8,
    "h": 4.2,
    "u": 2.4,
    "m": 2.3,
    "g": 2.7,
    "c": 2.0,
    "w": 1.9,
    "v": 1.9,
    "f": 1.5,
    "p": 1.8,
    "k": 1.5,
    "b": 1.5,
    "y": 1.0,
    "z": 0.7,
    "j": 0.8,
    "x": 0.1,
    "q": 0.1,
}
_COMMON = frozenset(
    "de het een van en in is op te dat die voor met aan zijn om er niet ook als door bij naar uit "
    "of worden wordt deze dit over heeft hebben kan meer tot nog zal dan maar was wel geen "
    "the of and to in is for that on with as are by be this or at from it an was not have which "
    "has will we their been can more".split()
)


def judge_text_layer(page: pdfium.PdfPage, glyphs: Sequence[Glyph]) -> Layer:
    """What the page's text layer is worth.

    "none": (nearly) no text, and a picture; "thin": little text over a picture of the whole page;
    "garbage": characters that mean nothing; "doubtful": letters that make no Dutch or English
    words, as fonts with a wrong map give them (a table of names in another language does, too).
    "Mapped", of fonts that contradict themselves, only the file can tell (see ``font_maps``).
    Words of other scripts say nothing.
    """
    real = [g for g in glyphs if not g.generated and g.code > 32]
    visible = sum(_is_visible(g.code) for g in real)
    if _unreadable(page, real):
        return "garbage"
    if visible < MIN_VISIBLE:
        return "none" if _is_drawn(page) else "good"
    if visible < THIN and _is_covered(page):
        return "thin"
    text = "".join(chr(g.code) if 31 < g.code < 0xD800 else " " for g in glyphs)
    words = [word for word in words_in(text) if is_latin(word)]
    rare = len(words) >= ENOUGH_WORDS and common_share(words) < COMMON
    return "doubtful" if rare or oddest_part(text) else "good"


def oddest_part(text: str) -> str:
    """The part of a text whose letters are least like those of Dutch and English, "" where all are like them.

    >>> oddest_part("De gemeente betaalt driehonderd euro voor elke gekapte boom in het park. " * 4)
    ''
    """
    parts: list[list[str]] = [[]]
    size = 0
    for word in filter(is_latin, words_in(text)):
        parts[-1].append(word)
        size += len(word)
        if size >= PART:
            parts.append([])
            size = 0
    sample = parts[:-1][:: 1 + len(parts) // MOST_PARTS]
    likeness, odd = min(((_likeness("".join(p)), p) for p in sample), default=(1.0, []))
    return " ".join(odd) if likeness < LIKE else ""


def _likeness(letters: str) -> float:
    """The cosine between how often letters come and how often they come in Dutch and English."""
    counts = Counter(letters.lower())
    product = sum(counts[letter] * often for letter, often in _OFTEN.items())
    lengths = sum(n * n for n in counts.values()) * sum(n * n for n in _OFTEN.values())
    return product / lengths**0.5 if lengths else 1.0


def is_put_under_a_scan(page: pdfium.PdfPage) -> bool:
    """Whether the text is invisible and a picture covers the page: a scanner's own OCR wrote it."""
    if not _is_covered(page):
        return False
    shown = hidden = 0
    for item in page.get_objects(filter=[_TEXT], max_depth=3):
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item.raw)
        if mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
            hidden += 1
        else:
            shown += 1
    return hidden > 4 * shown


def common_share(words: Sequence[str]) -> float:
    """The part of the words that are among the commonest of Dutch and English (text: 0.3 to 0.5)."""
    return sum(word.lower() in _COMMON for word in words) / len(words) if words else 0.0


def is_latin(word: str) -> bool:
    return _LATIN.fullmatch(word) is not None


def words_in(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_visible(code: int) -> bool:
    return code < 0x110000 and not 0xD800 <= code < 0xE000 and chr(code).isalnum()


def _unreadable(page: pdfium.PdfPage, real: Sequence[Glyph]) -> bool:
    if len(real) < MIN_VISIBLE:
        return False
    odd = sum(g.code != HYPHEN_MARK and _is_odd(g.code) for g in real)
    if odd > UNPRINTABLE * len(real):
        return True
    sample = real[:: 1 + len(real) // 300]
    text_page = page.get_textpage()
    try:
        unmapped: int = sum(
            pdfium_c.FPDFText_HasUnicodeMapError(text_page.raw, g.index) == 1 for g in sample
        )
    finally:
        text_page.close()
    return unmapped > UNMAPPED * len(sample)


def _is_odd(code: int) -> bool:
    private = 0xE000 <= code <= 0xF8FF and chr(code) not in BULLETS
    return private or code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or code < 32 or 0x7F <= code < 0xA0


def _is_drawn(page: pdfium.PdfPage) -> bool:
    """Whether there is an image, or as many lines and curves as letters in outline have."""
    paths = 0
    for item in page.get_objects(max_depth=3):
        if item.type == _IMAGE:
            return True
        paths += item.type == _PATH
        if paths > OUTLINES:
            return True
    return False


def _is_covered(page: pdfium.PdfPage) -> bool:
    """Whether one image covers the page."""
    wide, high = page.get_size()
    for item in page.get_objects(filter=[_IMAGE], max_depth=3):
        try:
            left, bottom, right, top = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        if (right - left) * (top - bottom) > COVERS * wide * high:
            return True
    return False
