"""What every PDF file of ours is made with: paper, letters, headings that are bookmarks, rows, links.

Every text that comes in is plain: it is escaped here, and what the letters lack is shown as a mark.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from assistant.reading.running_text import writable
from assistant.records import Language
from assistant.texts import Texts

_LETTERS, _BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
_LACKING = "\ufffd"
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
"""Characters that say how others are drawn: alone they would be a box."""

_GREY, _LINE, _LINK = HexColor(0x5A544C), HexColor(0xC9C2B7), "#154273"
_MARGIN = 22 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_MOST_COLUMNS = 6  # of a row beside its label; a wider one is set as a list
_LONGEST_CELL = 600  # characters; a row with a longer one is set as a list
_LONGEST_TITLE = 250  # characters, of the file's title and of a bookmark


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a line. ``to`` is an address, or "#" and the name of a place in the file."""

    text: str
    bold: bool = False
    to: str = ""
    raised: bool = False
    fill: str = ""  # the colour behind it: six hexadecimal digits
    grey: bool = False


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell of a row: its column, its words, and whether it is the one asked for."""

    head: str
    text: str
    asked: bool = False


class PdfPaper:
    """One file, filled from top to bottom."""

    def __init__(self, title: str, language: Language, made: str = "") -> None:
        """``made`` is the ISO time that the file carries, so that the same content is the same bytes."""
        self._title, self._language, self._made = title, language, made
        self._flow: list[Any] = []
        self._lacking = False
        self.heading(title, 0)

    def heading(self, text: str | Sequence[Words], level: int, name: str = "") -> None:
        """A heading, 0 for the file's own; it is a bookmark, and ``name`` a place to lead to."""
        runs = [Words(text)] if isinstance(text, str) else text
        paragraph = self._paragraph(runs, f"heading{min(level, 2)}", name)
        paragraph.bookmark = ("".join(run.text for run in runs)[:_LONGEST_TITLE], level)
        self._flow.append(paragraph)

    def line(self, *runs: Words | str, style: str = "plain", name: str = "") -> None:
        """A paragraph: "plain", "quote", "item" or "remark"."""
        made = [Words(run) if isinstance(run, str) else run for run in runs]
        self._flow.append(self._paragraph(made, style, name))

    def row(self, above: Sequence[Words], label: str, cells: Sequence[PaperCell]) -> None:
        """A row of a table with the names of its columns above it, or beside it where it is wide.

        ``above`` says what it is of, and stays with it."""
        self.line(*above, style="caption")
        long = any(len(text) > _LONGEST_CELL for c in cells for text in (c.head, c.text, label))
        if len(cells) > _MOST_COLUMNS or long:
            self._as_list(label, cells)
            return
        rows = [
            [self._cell(""), *(self._cell(cell.head, grey=True) for cell in cells)],
            [self._cell(label, bold=True), *(self._cell(c.text, bold=c.asked) for c in cells)],
        ]
        table = Table(rows, colWidths=_WIDTH / (len(cells) + 1), hAlign="LEFT", splitInRow=1)
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, _LINE), *_TOP]))
        self._flow += [table, Spacer(0, 8)]

    def bytes(self) -> bytes:
        """The file. The same content gives the same bytes."""
        if self._lacking:
            self.line(Words(Texts(self._language)("pdf_lacking", mark=_LACKING)), style="remark")
        buffer = io.BytesIO()
        template = _Template(buffer, self._title, self._language, self._made)
        template.build(self._flow)
        return buffer.getvalue()

    def _as_list(self, label: str, cells: Iterable[PaperCell]) -> None:
        self.line(Words(label, bold=True))
        for cell in cells:
            head = (Words(f"{cell.head}: ", grey=True),) if cell.head else ()
            self.line(*head, Words(cell.text, bold=cell.asked), style="item")

    def _cell(self, text: str, bold: bool = False, grey: bool = False) -> Any:
        return self._paragraph([Words(text, bold=bold, grey=grey)], "cell")

    def _paragraph(self, runs: Iterable[Words], style: str, name: str = "") -> Any:
        place = f"<a name={quoteattr(name)}/>" if name else ""
        return Paragraph(place + "".join(map(self._markup, runs)), _styles()[style])

    def _markup(self, run: Words) -> str:
        text = escape(self._shown(run.text))
        if run.bold:
            text = f"<b>{text}</b>"
        if run.raised:
            text = f"<super>{text}</super>"
        if run.fill:
            text = f'<font backColor="#{run.fill}">{text}</font>'
        if run.grey:
            text = f'<font color="#{_GREY.hexval()[2:]}">{text}</font>'
        if run.to:
            text = f'<a href={quoteattr(run.to)} color="{_LINK}">{text}</a>'
        return text

    def _shown(self, text: str) -> str:
        shown = shown_in_letters(text)
        self._lacking = self._lacking or (_LACKING in shown and _LACKING not in text)
        return shown


def shown_in_letters(text: str) -> str:
    """A text in the characters that the letters have, on one line.

    >>> shown_in_letters("½ – “ë” ≥ 3\\tب"), shown_in_letters("a\\u200bb")
    ('½ – “ë” ≥ 3 �', 'ab')
    """
    known = _known()
    line = " ".join(writable(text).split())
    edges = (" " if text[:1].isspace() else "", " " if text[-1:].isspace() and line else "")
    kept = (c if c in known else _LACKING for c in line if c not in _UNSEEN)
    return edges[0] + "".join(kept) + edges[1]


@cache
def _known() -> frozenset[str]:
    """The characters that both faces have; makes them known to the writer, too."""
    folder = files("assistant.presenting").joinpath("fonts")
    both = []
    for name in (_LETTERS, _BOLD):
        font = TTFont(name, io.BytesIO(folder.joinpath(f"{name}.ttf").read_bytes()))
        pdfmetrics.registerFont(font)
        both.append({chr(code) for code in font.face.charToGlyph})
    pdfmetrics.registerFontFamily(_LETTERS, _LETTERS, _BOLD, _LETTERS, _BOLD)
    return frozenset(both[0] & both[1])


_TOP = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 4)]


@cache
def _styles() -> dict[str, Any]:
    _known()
    plain = ParagraphStyle(
        "plain", fontName=_LETTERS, fontSize=10, leading=14, spaceAfter=5, splitLongWords=1
    )
    heads = {
        f"heading{level}": ParagraphStyle(
            f"heading{level}",
            plain,
            fontName=_BOLD,
            fontSize=size,
            leading=size * 1.3,
            spaceBefore=before,
            keepWithNext=1,
        )
        for level, size, before in ((0, 17, 0), (1, 13, 12), (2, 10.5, 8))
    }
    made = {
        "plain": plain,
        "quote": ParagraphStyle("quote", plain, leftIndent=12, spaceBefore=3),
        "item": ParagraphStyle("item", plain, leftIndent=12, spaceAfter=3),
        "remark": ParagraphStyle("remark", plain, textColor=_GREY),
        "caption": ParagraphStyle("caption", plain, spaceBefore=6, spaceAfter=2, keepWithNext=1),
        "cell": ParagraphStyle("cell", plain, fontSize=9, leading=11.5, spaceAfter=0),
    }
    return heads | made


class _Template(BaseDocTemplate):  # type: ignore[misc]
    """Pages with their numbers; headings become bookmarks."""

    def __init__(self, buffer: io.BytesIO, title: str, language: Language, made: str) -> None:
        spoken = {"nl": "nl-NL", "en": "en-GB"}[language]
        super().__init__(
            buffer,
            pagesize=A4,
            title=" ".join(writable(title).split())[:_LONGEST_TITLE],
            author="",
            subject="",
            creator="",
            lang=spoken,
            invariant=1,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
        )
        self._texts, self._since = Texts(language), made
        frame = Frame(_MARGIN, _MARGIN, _WIDTH, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._foot))

    def _foot(self, canvas: Any, template: Any) -> None:
        canvas.saveState()
        canvas.setFont(_LETTERS, 8)
        canvas.setFillColor(_GREY)
        number = self._texts("page", label=canvas.getPageNumber())
        canvas.drawRightString(A4[0] - _MARGIN, _MARGIN / 2, number)
        canvas.restoreState()

    def beforeDocument(self) -> None:  # noqa: N802 - the library's own name
        self.canv.setViewerPreference("DisplayDocTitle", "true")
        self.canv.showOutline()
        stamp = self.canv._doc._timeStamp
        digits = "".join(c for c in self._since if c.isdigit())[:14]
        if len(digits) == 14:
            cut = (slice(0, 4), *(slice(at, at + 2) for at in range(4, 14, 2)))
            stamp.YMDhms = tuple(int(digits[part]) for part in cut)

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - the library's own name
        title, level = getattr(flowable, "bookmark", ("", 0))
        if not title:
            return
        place = f"head_{self.seq.nextf('heads')}"
        self.canv.bookmarkPage(place)
        self.canv.addOutlineEntry(" ".join(writable(title).split()), place, level, 0)
