"""What OCR read on a page, as it is kept: compact rows, and how sure it was of a quote's words."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from assistant.records import Page, ReadLine, ReadWord, Recognition

UNITS = 10_000  # a word's box is counted in ten-thousandths of the page as shown


def confidence_of(page: Page, start: int, end: int) -> float | None:
    """How sure OCR was of the words of text[start:end] (0..1); None where the file says its text."""
    if page.recognition is None:
        return None
    sources = [
        run.source + place - run.start
        for run in page.runs
        for place in range(max(start, run.start), min(end, run.start + run.length))
    ]
    starts: list[int] = []
    words: list[ReadWord] = []
    index = 0
    for line in page.recognition.lines:
        for word in line.words:
            starts.append(index)
            words.append(word)
            index += len(word.text) + 1
    read = {bisect_right(starts, source) - 1 for source in sources}
    sure = [words[number].confidence for number in read if number >= 0]
    return sum(sure) / len(sure) / 100 if sure else page.recognition.confidence


def recognition_as_json(recognition: Recognition | None) -> dict[str, Any] | None:
    """Compact rows: [size, [[text, left, top, right, bottom, confidence], …]] for each line."""
    if recognition is None:
        return None
    return {
        "confidence": recognition.confidence,
        "lines": [
            [
                line.size,
                [[w.text, w.left, w.top, w.right, w.bottom, w.confidence] for w in line.words],
            ]
            for line in recognition.lines
        ],
    }


def recognition_from_json(data: dict[str, Any] | None) -> Recognition | None:
    """The reverse of ``recognition_as_json``."""
    if data is None:
        return None
    lines = tuple(
        ReadLine(size, tuple(ReadWord(*word) for word in words)) for size, words in data["lines"]
    )
    return Recognition(data["confidence"], lines)
