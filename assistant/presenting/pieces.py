"""A quote as it is shown: its lines, those beside it, and the words in it that answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.presenting.places import readable
from assistant.presenting.views import Piece
from assistant.records import Statement


def pieces(statement: Statement) -> Iterator[Piece]:
    """A quote and what stands beside it, line by line."""
    begins = False
    quoted = tuple(_parts(statement))
    sides = (
        (((statement.before, False),), False),
        (quoted, True),
        (((statement.after, False),), False),
    )
    for parts, said in sides:
        for number, line in enumerate(_lines(parts)):
            begins = begins or number > 0
            if any(text.strip() for text, _ in line):
                yield Piece(tuple(_trimmed(line)), said, begins)
                begins = False


def parts_in_line(statement: Statement) -> Iterator[tuple[str, bool]]:
    """A quote on one line, each part with whether its words answer.

    >>> list(parts_in_line(Statement("Er zijn\\n14 bruggen.", (), bold=((8, 10),))))
    [('Er zijn ', False), ('14', True), (' bruggen.', False)]
    """
    return ((readable(text), strong) for text, strong in _parts(statement) if text)


def _parts(statement: Statement) -> Iterator[tuple[str, bool]]:
    """A quote, cut where words that answer begin and end."""
    at = 0
    for start, end in statement.bold:
        yield statement.text[at:start], False
        yield statement.text[start:end], True
        at = end
    yield statement.text[at:], False


def _lines(parts: Iterable[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    line: list[tuple[str, bool]] = []
    for text, strong in parts:
        for number, part in enumerate(text.split("\n")):
            if number:
                yield line
                line = []
            line.append((part, strong))
    yield line


def _trimmed(line: Sequence[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """A line without the spaces at its ends."""
    filled = [n for n, (text, _) in enumerate(line) if text.strip()]
    for n in range(filled[0], filled[-1] + 1):
        text, strong = line[n]
        text = text.lstrip() if n == filled[0] else text
        text = text.rstrip() if n == filled[-1] else text
        if text:
            yield readable(text), strong
