"""Pages -> passages: whole sentences under one section title, 120 to 220 words.

A list item and a table row count as one sentence. Headings and tables of contents are in no passage's
sentences: a heading becomes the section title (and is a sentence too on a cover, which has little
else). A footnote is a sentence of its own kind at the end of its page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.chunking.sentences import sentence_spans
from assistant.chunking.table_rows import rows_of
from assistant.language.detection import detect_language
from assistant.records import BlockKind, Page, Passage, Row, Sentence, Span

MIN_WORDS = 120
MAX_WORDS = 220
LONG_ROW = 300  # characters; a longer "table row" is a table used for layout and holds sentences
COVER_WORDS = 120  # of headings, on a page that has more of them than of anything else
TITLE_DEPTH = 3  # how many levels of headings a section title names
_ENDED = re.compile(r"[.!?…:;](?:[\"'”’»)\]]|\[\d{1,3}\])*$")
_WHOLE = {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM, BlockKind.HEADING}
_SKIPPED = {BlockKind.HEADING, BlockKind.CONTENTS}


@dataclass(slots=True)
class _Found:
    """A sentence and the section that it stands in."""

    section: str
    sentence: Sentence
    block: int


def passages(version: str, pages: Sequence[Page]) -> tuple[Passage, ...]:
    """The passages of one version in reading order. Ids depend on version, place and text only."""
    packed: list[Passage] = []
    for group in _packed(_mend(list(_sentences(pages)))):
        text = " ".join(found.sentence.text for found in group)
        ordinal = len(packed)
        name = f"{version}:{ordinal}:{text}".encode()
        packed.append(
            Passage(
                id=f"{version[:16]}-{ordinal}-{hashlib.sha256(name).hexdigest()[:12]}",
                version=version,
                ordinal=ordinal,
                section=group[0].section,
                language=detect_language(text),
                sentences=tuple(found.sentence for found in group),
            )
        )
    return tuple(packed)


def _sentences(pages: Sequence[Page]) -> Iterator[_Found]:
    path: list[tuple[int, str]] = []
    number = 0
    for page in pages:
        notes: list[_Found] = []
        cover = _is_cover(page) and not (len(pages) == 1 and _has_sections(page))
        before = _title(path)  # on a cover no line stands under another
        rows = rows_of(page)
        for block in page.blocks:
            number += 1
            text = page.text[block.start : block.end]
            if block.kind is BlockKind.HEADING:
                level = block.level or 1
                path = [(lv, title) for lv, title in path if lv < level]
                path.append((level, " ".join(text.split())))
            if block.kind in _SKIPPED and not (cover and block.kind is BlockKind.HEADING):
                continue
            section = before if cover else _title(path)
            for start, end, row in _pieces(text, block.kind, rows.get(block.start)):
                span = Span(page.number, block.start + start, block.start + end)
                sentence = Sentence(text[start:end], (span,), block.kind, row)
                found = _Found(section, sentence, number)
                if block.kind is BlockKind.FOOTNOTE:
                    notes.append(found)
                else:
                    yield found
        yield from notes


def _title(path: Sequence[tuple[int, str]]) -> str:
    return " › ".join(title for _, title in path[-TITLE_DEPTH:])


def _is_cover(page: Page) -> bool:
    """A page with little but headings (a cover, a slide): they are what it says, and titles of nothing."""
    words = {True: 0, False: 0}
    for block in page.blocks:
        size = len(page.text[block.start : block.end].split())
        words[block.kind is BlockKind.HEADING] += size
    return 0 < words[True] <= COVER_WORDS and words[True] >= words[False]


def _has_sections(page: Page) -> bool:
    """A file without pages whose headings go deep: a short e-mail with who wrote what, for one."""
    return not page.runs and any(block.level > 2 for block in page.blocks)


def _pieces(text: str, kind: BlockKind, row: Row | None) -> Iterator[tuple[int, int, Row | None]]:
    """The sentences of a block: of a row with much to read in it, those of each cell by themselves."""
    if row is None or len(text) <= LONG_ROW:
        whole = [(0, len(text))] if row else _block_spans(text, kind)
        yield from ((start, end, row) for start, end in whole)
        return
    for cell in row.cells:
        for start, end in sentence_spans(text[cell.start : cell.end]):
            named = replace(cell, start=0, end=end - start)
            yield cell.start + start, cell.start + end, replace(row, cells=(named,))


def _block_spans(text: str, kind: BlockKind) -> list[tuple[int, int]]:
    if kind in _WHOLE and len(text) <= LONG_ROW:
        return [(0, len(text))]
    return sentence_spans(text)


def _mend(found: list[_Found]) -> list[_Found]:
    """Join a sentence that runs over a page end: one text, a span on each page."""
    mended: list[_Found] = []
    for item in found:
        last = _open_body(mended, item)
        if last is None:
            mended.append(item)
            continue
        head, tail = last.sentence.text, item.sentence.text
        joint = head[:-1] + tail if re.search(r"[^\W\d_]-$", head) else f"{head} {tail}"
        last.sentence = Sentence(
            joint, last.sentence.spans + item.sentence.spans, last.sentence.kind
        )
        last.block = item.block
    return mended


def _open_body(mended: list[_Found], item: _Found) -> _Found | None:
    """The unfinished sentence at the end of the page before that ``item`` goes on with, if any."""
    kind = item.sentence.kind
    if kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or not mended:
        return None
    page = item.sentence.spans[0].page
    for before in reversed(mended):
        if before.sentence.kind in (BlockKind.FOOTNOTE, BlockKind.CAPTION):
            continue
        last_span = before.sentence.spans[-1]
        fits = (
            last_span.page == page - 1
            and before.block != item.block
            and before.section == item.section
            and before.sentence.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
            and len(before.sentence.spans) == 1
            and not _ENDED.search(before.sentence.text)
            and (item.sentence.text[:1].islower() or item.sentence.text[:1].isdigit())
            and len(before.sentence.text.split()) > 3
        )
        return before if fits else None
    return None


def _packed(found: Sequence[_Found]) -> Iterator[list[_Found]]:
    """Pack sentences of one section; break at a block's end once there are enough words."""
    group: list[_Found] = []
    words = 0
    for item in found:
        size = len(item.sentence.in_words.split())
        other = bool(group) and group[-1].section != item.section
        full = words + size > MAX_WORDS
        enough = words >= MIN_WORDS and bool(group) and group[-1].block != item.block
        if group and ((other and words) or full or enough):
            yield group
            group, words = [], 0
        group.append(item)
        words += size
    if group:
        yield group
