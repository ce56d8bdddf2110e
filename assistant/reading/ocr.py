"""A page's picture -> the words on it, by Tesseract. Runs in the isolated worker only.

Needs the package tesserocr, which carries Tesseract itself, and the language data of the machine.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import Any

import pypdfium2 as pdfium

from assistant.reading.ocr_data import LANGUAGES, data_folder
from assistant.reading.recognition import UNITS
from assistant.records import ReadLine, ReadWord, Recognition

DPI = 300
MAX_PIXELS = 20_000_000  # A3 at 300 dpi; a larger page is read at fewer dots
PAGE_MILLISECONDS = 30_000  # then Tesseract gives up; a page of dense text takes 2 seconds
SURE_BLOCK = 55  # percent; below it a block is a photo's pattern or a scribble, not print
SURE_PAGE = 60
MIN_VISIBLE = 25  # letters and digits; fewer are no text worth the name
BULLET_GAP = 0.5  # of the line's height between a bullet and its text; words stand 0.3 apart
_BULLETS = frozenset("e+*°©®¢»«¥¤·.")


class Recogniser:
    """Tesseract, started when the first page needs it (0.3 s)."""

    def __init__(self) -> None:
        self._engine: Any = None

    def available(self) -> bool:
        """Whether the package and the language data are installed."""
        try:
            import tesserocr  # noqa: F401
        except ImportError:
            return False
        return data_folder() is not None

    def recognise(self, page: pdfium.PdfPage) -> Recognition | None:
        """The words printed on the page; None where there are none that can be made out."""
        blocks = self._blocks(page)
        return None if blocks is None else _kept(blocks)

    def every_word(self, page: pdfium.PdfPage) -> Recognition | None:
        """All that may be a word, however unsure, to compare with; None where Tesseract gave up."""
        blocks = self._blocks(page)
        if blocks is None:
            return None
        lines = [line for block in blocks for line in block]
        return Recognition(_confidence(lines) / 100 if lines else 0.0, tuple(lines))

    def _blocks(self, page: pdfium.PdfPage) -> list[list[ReadLine]] | None:
        import tesserocr

        if self._engine is None:
            self._engine = tesserocr.PyTessBaseAPI(
                path=str(data_folder()), lang="+".join(LANGUAGES), psm=tesserocr.PSM.AUTO
            )
        wide, high = (max(side, 1.0) for side in page.get_size())
        scale = min(DPI / 72, (MAX_PIXELS / (wide * high)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        width, height = picture.size
        self._engine.SetImageBytes(picture.tobytes(), width, height, 1, width)
        self._engine.SetSourceResolution(max(70, round(72 * scale)))
        try:
            if not self._engine.Recognize(PAGE_MILLISECONDS):
                return None
            return _blocks(self._engine.GetIterator(), tesserocr.RIL, width, height)
        finally:
            self._engine.Clear()


def _blocks(found: Any, level: Any, width: int, height: int) -> list[list[ReadLine]]:
    """Tesseract's blocks of lines of words, in its reading order."""
    blocks: list[list[ReadLine]] = []
    words: list[ReadWord] = []
    row = (0, 0.0)
    while found is not None:
        if not found.Empty(level.WORD):
            if found.IsAtBeginningOf(level.BLOCK):
                blocks.append([])
            if found.IsAtBeginningOf(level.TEXTLINE):
                row = _row(found, level)
            word = _word(found, level, width, height, row)
            if word is not None:
                words.append(word)
            if found.IsAtFinalElement(level.TEXTLINE, level.WORD):
                if words and blocks:
                    size = max(1, round(row[0] * UNITS / height))
                    line = _bulleted(words, BULLET_GAP * row[0] * UNITS / width)
                    blocks[-1].append(ReadLine(size, line))
                words = []
        if not found.Next(level.WORD):
            break
    return [block for block in blocks if block]


def _bulleted(words: list[ReadWord], gap: float) -> tuple[ReadWord, ...]:
    """A line's words; a lone sign set apart from what follows is the bullet that it was read for.

    Tesseract has no bullet among its letters and reads "e", "+" or "©" there.
    """
    first = words[0]
    if len(words) > 1 and first.text in _BULLETS and words[1].left - first.right > gap:
        return (replace(first, text="•"), *words[1:])
    return tuple(words)


def _row(found: Any, level: Any) -> tuple[int, float]:
    """(height from the lowest descender to the highest ascender, descender), in pixels."""
    rows = found.RowAttributes()
    box = found.BoundingBox(level.TEXTLINE)
    tall = box[3] - box[1] if box else 1
    high = rows["row_height"]
    if not 0.5 * tall < high < 2 * tall:  # a line of dots or a badly torn one
        return max(tall, 1), 0.0
    return round(high), abs(rows["descenders"])


def _word(
    found: Any, level: Any, width: int, height: int, row: tuple[int, float]
) -> ReadWord | None:
    box = found.BoundingBox(level.WORD)
    text = "".join(c for c in found.GetUTF8Text(level.WORD) if c.isprintable() and not c.isspace())
    if not text or box is None:
        return None
    left, top, right, bottom = box
    line = found.Baseline(level.TEXTLINE)
    if line is not None and row[1]:
        # As high as its line, so that "en" is marked like "Hoofd"; along the slope of the scan.
        (x0, y0), (x1, y1) = line
        base = y0 + (y1 - y0) * ((left + right) / 2 - x0) / max(x1 - x0, 1)
        top = min(top, max(base + row[1] - row[0], top - row[0]))
        bottom = max(bottom, min(base + row[1], bottom + row[0]))
    return ReadWord(
        text,
        _units(left, width),
        _units(top, height),
        max(_units(right, width), _units(left, width) + 1),
        max(_units(bottom, height), _units(top, height) + 1),
        round(max(0.0, min(100.0, found.Confidence(level.WORD)))),
    )


def _units(pixels: float, whole: int) -> int:
    return round(max(0.0, min(1.0, pixels / whole)) * UNITS)


def _kept(blocks: list[list[ReadLine]]) -> Recognition | None:
    """The blocks that are print. A block is kept or dropped whole: a line left out of a paragraph
    would make a sentence that nobody wrote."""
    sure = [block for block in blocks if _confidence(block) >= SURE_BLOCK]
    lines = [line for block in sure for line in block]
    words = [word for line in lines for word in line.words]
    if sum(c.isalnum() for word in words for c in word.text) < MIN_VISIBLE:
        return None
    confidence = _confidence(lines)
    if confidence < SURE_PAGE:
        return None
    return Recognition(round(confidence / 100, 3), tuple(_even_sizes(sure)))


def _confidence(lines: list[ReadLine]) -> float:
    """Mean percentage, by letters: a stray dot says little."""
    weighed = [(len(w.text), w.confidence) for line in lines for w in line.words]
    return sum(n * sure for n, sure in weighed) / sum(n for n, _ in weighed)


def _even_sizes(blocks: list[list[ReadLine]]) -> list[ReadLine]:
    """Lines of nearly the same height get one height: print has few sizes, measuring has many.

    Within a block heights that differ by up to 18 % are one size, on the page by up to 9 %.
    """
    lines = [line for block in blocks for line in _one_size(block, 1.18)]
    return _one_size(lines, 1.09)


def _one_size(lines: list[ReadLine], ratio: float) -> list[ReadLine]:
    groups: list[list[int]] = []
    for size in sorted(line.size for line in lines):
        if groups and size <= ratio * groups[-1][0]:
            groups[-1].append(size)
        else:
            groups.append([size])
    middle = {size: round(median(group)) for group in groups for size in group}
    return [ReadLine(middle[line.size], line.words) for line in lines]
