"""PDF -> Reading: PDFium for text and geometry, pypdf for metadata, outline and page labels.

Runs only in the isolated worker: PDFium aborts on some files, and both libraries can be made
to use any amount of memory.
"""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from assistant.errors import UnreadableDocument
from assistant.language.detection import detect_language
from assistant.reading.accounting import count
from assistant.reading.annotations import open_pdf
from assistant.reading.blocks import BlockDraft, Surroundings
from assistant.reading.boldness import body_weight, bold_marked
from assistant.reading.budget import OcrBudget
from assistant.reading.glyphs import Glyph, PrintedLine, load_page, page_box
from assistant.reading.layout import headings_are_wrong, page_blocks
from assistant.reading.left_out import LeftOut
from assistant.reading.line_pieces import whole_lines
from assistant.reading.marked_artifacts import marked_as_furniture
from assistant.reading.normalise import WordList
from assistant.reading.ocr_lines import recognised_lines
from assistant.reading.page_labels import labelled
from assistant.reading.page_text import page_text
from assistant.reading.pdf_catalogue import read_catalogue
from assistant.reading.pdf_metadata import pdf_metadata
from assistant.reading.running_lines import (
    Occurrence,
    RunningKey,
    differ_by_page,
    in_margin,
    is_near,
    numbers_in,
    running_key,
)
from assistant.reading.scans import Scans, Seen
from assistant.reading.shown_text import shown_text
from assistant.reading.spreads import Box, folds_of, in_reading_order
from assistant.reading.tables.continuing import with_tables_continued
from assistant.reading.tables.grid import Grid, grids
from assistant.reading.tables.rules import RuledLines, page_rules
from assistant.reading.tags import page_tags
from assistant.reading.turning import PageTurn, turn_of
from assistant.records import Account, Page, Reading

REPEATS = 0.3  # and on at least this part of the pages
SHORT = 4  # pages
KEEP_PAGES = 300  # lines of longer documents are read twice rather than held in memory

logging.getLogger("pypdf").setLevel(logging.ERROR)


def read_pdf(path: Path, file: str, max_pages: int, ocr: OcrBudget) -> Reading:
    """Read every page. Raises UnreadableDocument with a sentence for a person."""
    document = _open(path)
    try:
        count = len(document)
        if count == 0:
            raise UnreadableDocument("The PDF has no pages. Ask its publisher for a whole copy.")
        if count > max_pages:
            raise UnreadableDocument(
                f"The PDF has {count:,} pages; at most {max_pages:,} are read. Split it into parts."
            )
        return _PdfReader(document, path, file, ocr).read()
    finally:
        document.close()


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return open_pdf(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument(
                "The PDF is locked with a password. Save a copy without the password and add that."
            ) from error
        raise UnreadableDocument(
            "The file is not a PDF that can be read: it is damaged or cut off. Get a new copy."
        ) from error


class _PdfReader:
    """Two passes over the pages: what repeats in the whole document, then the text of each page."""

    def __init__(self, document: pdfium.PdfDocument, path: Path, file: str, ocr: OcrBudget) -> None:
        self.document = document
        self.file = file
        self.count = len(document)
        self.kept: dict[int, list[PrintedLine]] = {}
        self.artifacts: dict[int, list[PrintedLine]] = {}
        self.boxes: dict[int, Box] = {}  # of what is shown, as its lines are placed
        self.turns: dict[int, PageTurn] = {}
        self.scans = Scans(ocr)
        self.left_out = LeftOut()
        self.letterhead: list[str] = []
        self.looked: set[int] = set()
        self.seen: dict[int, Seen] = {}  # pages whose own text is not what is read
        self.catalogue = read_catalogue(path, self.count)

    def read(self) -> Reading:
        words, repeated, around = self._survey()
        pages, headers, first = self._pages(words, repeated, around)
        if headings_are_wrong(pages):
            around = replace(around, unmarked=True)
            pages, headers, first = self._pages(words, repeated, around)
        pages = labelled(with_tables_continued(pages), headers, self.catalogue.labels)
        warnings = (*self.scans.warnings(self.count), *self.left_out.warnings())
        warnings += self.catalogue.warnings
        edges = [line.text.strip() for edge in headers[:6] for line in edge]
        around_text = [*self.letterhead, *edges]
        meta = pdf_metadata(
            self.catalogue.info, self.file, pages, first, around_text, self.boxes[0]
        )
        furniture = count(line.text for edge in headers for line in edge)
        account = Account(furniture=furniture, hidden=self.left_out.letters)
        return Reading(meta, tuple(pages), True, warnings, self.scans.unread, account)

    def _pages(
        self, words: WordList, repeated: set[RunningKey], around: Surroundings
    ) -> tuple[list[Page], list[list[PrintedLine]], list[BlockDraft]]:
        """(the pages, the running headers and footers of each, the blocks of the first)."""
        headers: list[list[PrintedLine]] = []
        pages: list[Page] = []
        first: list[BlockDraft] = []
        for index in range(self.count):
            lines = self._lines(index)
            page = load_page(self.document, index)
            try:
                tags = {} if index in self.seen else page_tags(page)
                ruled = [] if index in self.seen else grids(self._rules(page, index))
                body, edge = self._split_running(lines, index, repeated, ruled)
                headers.append([*edge, *self.artifacts.get(index, [])])
                body = bold_marked(body, around.body_weight)
                drafts = page_blocks(body, tags, self._on_page(around, index), ruled)
            finally:
                page.close()
            if index == 0:
                first = drafts
            text, runs, blocks, tables = page_text(drafts, words)
            recognition = self.seen[index].recognition if index in self.seen else None
            folds = folds_of(lines, runs, self.boxes[index])
            pages.append(Page(index + 1, "", text, blocks, runs, recognition, tables, folds=folds))
        return pages, headers, first

    def _lines(self, index: int) -> list[PrintedLine]:
        if index in self.kept:
            return self.kept[index]
        page = load_page(self.document, index)
        try:
            text = shown_text(page)
            turn = turn_of(page, text.glyphs, page_box(page))
            if turn is not None:
                self.turns[index] = turn
            if index not in self.looked:
                self.looked.add(index)
                self._note(
                    index,
                    self.scans.look(page, index + 1, text.glyphs, index in self.catalogue.garbled),
                )
            if index not in self.seen:
                self.left_out.note(index + 1, text)
            lines = self._read_lines(page, index, text.glyphs)
        finally:
            page.close()
        if self.count <= KEEP_PAGES:
            self.kept[index] = lines
        return lines

    def _rules(self, page: pdfium.PdfPage, index: int) -> RuledLines:
        turn, rules = self.turns.get(index), page_rules(page)
        return rules if turn is None else turn.rules(rules)

    def _note(self, index: int, seen: Seen) -> None:
        if not seen.text_layer:
            self.seen[index] = seen

    def _read_lines(
        self, page: pdfium.PdfPage, index: int, glyphs: list[Glyph]
    ) -> list[PrintedLine]:
        if index in self.seen:
            recognition, size = self.seen[index].recognition, page.get_size()
            self.boxes[index] = (0.0, 0.0, *size)
            return recognised_lines(recognition, *size) if recognition else []
        box = page_box(page)
        if turn := self.turns.get(index):
            glyphs, box = [turn.glyph(g) for g in glyphs], (0.0, 0.0, *turn.size)
        self.boxes[index] = box
        printed = in_reading_order(whole_lines(glyphs), box)
        artifact = marked_as_furniture(printed, box)
        if index == 0:
            # A letterhead, with its date and subject, is often marked so.
            self.letterhead = [
                line.text.strip() for line, out in zip(printed, artifact, strict=True) if out
            ]
        # Never text, but the printed page number stands there.
        self.artifacts[index] = [
            line
            for line, out in zip(printed, artifact, strict=True)
            if out and in_margin(line, box)
        ]
        return [line for line, out in zip(printed, artifact, strict=True) if not out]

    def _check_suspect_fonts(self) -> bool:
        """Where most pages were garbled, those that were too short to tell are read by OCR, too.

        Whether that changed any page.
        """
        before = len(self.seen)
        for index in range(self.count):
            page = load_page(self.document, index)
            try:
                seen = self.scans.check(page, index + 1, shown_text(page).glyphs)
            finally:
                page.close()
            if not seen.text_layer:
                self._note(index, seen)
                self.kept.pop(index, None)
                self.artifacts.pop(index, None)
        return len(self.seen) > before

    def _survey(self) -> tuple[WordList, set[RunningKey], Surroundings]:
        words = WordList()
        repeats: dict[RunningKey, list[Occurrence]] = defaultdict(list)
        sizes: Counter[float] = Counter()
        weights: Counter[int] = Counter()
        for index in range(self.count):
            seen: dict[RunningKey, Occurrence] = {}
            for line in self._lines(index):
                sizes[round(line.size, 1)] += len(line.glyphs)
                weights[line.weight] += len(line.glyphs)
                words.learn(line.text.rsplit(" ", 1)[0])
                if in_margin(line, self.boxes[index]):
                    key = running_key(line, self.boxes[index])
                    seen.setdefault(key, (index, numbers_in(line)))
            for key, occurrence in seen.items():
                repeats[key].append(occurrence)
        if self.scans.fonts_are_suspect() and self._check_suspect_fonts():
            return self._survey()
        body = max(sizes, key=lambda size: sizes[size]) if sizes else 10.0
        # Two pages agree by chance more easily than three; a short letter has no more than two.
        needed = max(2 if self.count <= SHORT else 3, REPEATS * self.count)
        repeated = {
            key for key, found in repeats.items() if len(found) >= needed and differ_by_page(found)
        }
        headings = sorted((s for s in sizes if s >= 1.12 * body), reverse=True)
        return words, repeated, Surroundings(body, body_weight(weights), tuple(_apart(headings)))

    def _on_page(self, around: Surroundings, index: int) -> Surroundings:
        titles = self.catalogue.outline.get(index, {})
        _, bottom, _, top = self.boxes[index]
        middle, by_ocr = (bottom + top) / 2, index in self.seen
        return replace(around, middle=middle, outline=titles, by_ocr=by_ocr)

    def _split_running(
        self,
        lines: Sequence[PrintedLine],
        index: int,
        repeated: set[RunningKey],
        ruled: Sequence[Grid],
    ) -> tuple[list[PrintedLine], list[PrintedLine]]:
        body: list[PrintedLine] = []
        edge: list[PrintedLine] = []
        box = self.boxes[index]
        for line in lines:
            alone = re.fullmatch(
                r"(?:pagina|page|blad|p\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:van|of|/)\s*\d{1,4})?",
                line.text.strip(),
                re.IGNORECASE,
            )
            # A year in the head of a table is no page number.
            numbered = alone is not None and not any(grid.holds(line) for grid in ruled)
            if in_margin(line, box) and (numbered or is_near(running_key(line, box), repeated)):
                edge.append(line)
            else:
                body.append(line)
        return body, edge


def _apart(sizes: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for size in sizes:
        if not kept or kept[-1] - size > 0.4:
            kept.append(size)
    return kept


def warm_up() -> None:
    """Load what tells the language of a text without everyday words, before the worker forks."""
    detect_language("the de")
