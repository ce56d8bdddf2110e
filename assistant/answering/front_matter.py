"""What title pages and colophons tell behind a label ("Auteurs: dr. ir. J. Jansen"), or on the line below it."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from assistant.chunking.sentences import sentence_spans
from assistant.records import Block, BlockKind, Page

WHOLE = 260  # characters of a block that is quoted whole
LONGEST = 200  # characters of what is cut from a longer block
Span = tuple[int, int]
_LABELS = re.compile(
    r"\s(?=(?:Titel|Ondertitel|Rapportnummer|Plaats|Datum|Opdrachtgevers?|Uitvoering|Uitgever|Uitgave|Auteurs?|Periode|"
    r"Kenmerk|Versie|Status|ISBN|ISSN|Contact|Redactie|Vormgeving|Druk|Bronnen|Title|Date|Authors?|Publisher|"
    r"Version|Reference|Period)\b)"
)
_BREAK = re.compile(r"\n|\s[·•|]\s")
_MARKS = re.compile(r"[\s:.–-]*")  # between a label and what it labels


def told_on(page: Page, label: re.Pattern[str]) -> tuple[Span, Span] | None:
    """Where a page tells what a label opens: what to quote, and what of that answers. None where it doesn't."""
    for block, following in pairwise([*page.blocks, None]):
        if block is None or block.kind is BlockKind.CONTENTS:
            continue
        text = page.text[block.start : block.end]
        for found in label.finditer(text):
            end = value_end(text, found.end())
            if end:
                told = (block.start + found.start(), block.start + end)
                return ((block.start, block.end) if len(text) <= WHOLE else told), told
            if following and not (text[: found.start()] + text[found.end() :]).strip(" \n\t:."):
                below = page.text[following.start : following.end]
                if _is_value(following, below):
                    return (block.start, following.end), (following.start, following.end)
    return None


def value_end(text: str, start: int) -> int:
    """Where what stands behind a label that ends at ``start`` ends itself; 0 where nothing does.

    Up to the next label, or the end of a line, a sentence or a part of a line.

    >>> text = "Auteurs: dr. ir. J. Jansen en P. Kok. Versie 2"
    >>> text[: value_end(text, len("Auteurs"))], value_end("Auteurs Periode 2020", len("Auteurs"))
    ('Auteurs: dr. ir. J. Jansen en P. Kok', 0)
    """
    marks = _MARKS.match(text, start)
    begin = marks.end() if marks else start
    value = text[begin : begin + LONGEST]
    label = _LABELS.search(text, start)
    if not value or (label and label.start() < begin):
        return 0
    ends = [len(value), sentence_spans(value)[0][1]]
    if label:
        ends.append(label.start() - begin)
    ends += [found.start() for found in islice(_BREAK.finditer(value), 1)]
    end = min(ends)
    if end == LONGEST and len(text) > begin + LONGEST:
        end = value.rfind(" ") if " " in value else end  # no word is cut
    return begin + len(value[:end].rstrip().removesuffix("."))


def _is_value(block: Block, text: str) -> bool:
    """Whether a block may be what the label above it labels: a short one, and no label or heading."""
    plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
    return plain and 0 < len(text.strip()) <= LONGEST and not _LABELS.match(f" {text.lstrip()}")
