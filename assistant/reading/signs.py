"""Signs at the head of a line, "> " or "→ ": they mark items, unless a sentence runs on over them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.full_lines import are_prose, behind_sign, is_full
from assistant.reading.glyphs import PrintedLine
from assistant.reading.line_patterns import SENTENCE_END, SIGN

FEWEST = 3  # lines of a page, from which it may be a mail that was answered below
RUNS_ON = 0.4  # of these go on with the one before


class Signs:
    """Decides for the lines of one page."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self._lines = lines
        marked = [line for line in lines if _is_marked(line)]
        prose = len(marked) >= FEWEST and are_prose(marked, RUNS_ON)
        self._mail = marked if prose else []

    def run_on(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line that begins with a sign goes on with the sentence of the line before."""
        if not _is_marked(line) or SENTENCE_END.search(before.text.strip()):
            return False
        rest = behind_sign(line)
        if self._mail and _is_marked(before):
            return is_full(before, rest, max(other.right for other in self._mail))
        beside = [o.right for o in self._lines if abs(o.left - before.left) < 3 * line.size]
        return rest[:1].islower() and is_full(before, rest, max(beside))


def _is_marked(line: PrintedLine) -> bool:
    return bool(SIGN.match(line.text.strip()))
