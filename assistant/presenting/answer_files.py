"""An answer as a file: Markdown and Word with numbered sources, and its citations and figures as CSV.

Made from the view that the page shows, so that no file says anything else than the page does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from assistant.presenting.formats import FORMATS
from assistant.presenting.markdown_file import escape
from assistant.presenting.views import AnswerView, Marker, StatementView
from assistant.reading.running_text import writable
from assistant.records import Answer, Citation, Language
from assistant.texts import Texts

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is a formula to a spreadsheet: text of a document must not be."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading ("" for none): remarks of the program, and lines of an answer."""

    title: str
    remarks: tuple[str, ...] = ()
    lines: tuple[tuple[str, StatementView], ...] = ()  # with what each is of: a value, a moment


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """An answer made ready to be written: plain text throughout, which each format escapes."""

    question: str
    language: Language
    parts: tuple[Part, ...]
    markers: tuple[Marker, ...]  # in the order of their numbers

    def word(self, key: str, /, **values: object) -> str:
        """A text of the catalogue in the answer's language."""
        return Texts(self.language)(key, **values)


def report_of_answer(question: str, view: AnswerView, texts: Texts) -> AnswerReport:
    """An answer's view as the parts of a report, in the order of the page."""
    parts = list(_parts(view, texts))
    lines = [line for part in parts for _, line in part.lines]
    markers = {m.number: m for line in lines for m in line.markers}
    return AnswerReport(
        question,
        texts.language,
        tuple(part for part in parts if part.remarks or part.lines),
        tuple(markers[number] for number in sorted(markers)),
    )


def _parts(view: AnswerView, texts: Texts) -> Iterator[Part]:
    told = (view.understood, view.searched, view.notice, view.reason, *view.notes)
    grouped = tuple(("", line) for group in view.groups for line in group.lines)
    yield Part("", tuple(text for text in told if text))
    if view.written:
        writer = (texts("answer_written"), view.written_by)
        yield Part("", tuple(text for text in writer if text), grouped)
    for disagreement in view.disagreements:
        sides = ((_of(side.value, side.when), side.line) for side in disagreement.sides)
        yield Part(_of(texts("sources_disagree"), disagreement.subject), (), tuple(sides))
    for series in view.series:
        points = ((_of(point.when, point.value), point.line) for point in series.points)
        yield Part(_of(texts("series_head"), series.subject), (), tuple(points))
    if not view.written:
        yield Part("", (), grouped)
    yield Part("", (), tuple(("", line) for group in view.nearest for line in group.lines))


def _of(head: str, rest: str) -> str:
    return f"{head}: {rest}" if head and rest else head or rest


def as_markdown(report: AnswerReport) -> str:
    """The whole answer, its sources as footnotes."""
    return "\n\n".join(_markdown(report)) + "\n"


def _markdown(report: AnswerReport) -> Iterator[str]:
    yield f"# {escape(report.question)}"
    for part in report.parts:
        if part.title:
            yield f"## {escape(part.title)}"
        yield from (escape(remark) for remark in part.remarks)
        for of, line in part.lines:
            marks = "".join(f"[^{marker.number}]" for marker in line.markers)
            head = f"**{escape(of)}** " if of else ""
            under = f"*{escape(line.under)}*: " if line.under else ""
            said = f"“{escape(line.text)}”" if line.quoted else escape(line.text)
            yield ("> " if line.quoted else "") + head + under + said + marks
            yield from (f"- = {escape(marker.source)}" for marker in line.also)
    for marker in report.markers:
        yield f"[^{marker.number}]: {escape(_source(marker, report))}"


def _source(marker: Marker, report: AnswerReport) -> str:
    return f"{marker.source}. {report.word('note_link', key=marker.key)}"


def as_docx(report: AnswerReport) -> bytes:
    """The whole answer, its sources numbered at the end and linked with the quotes."""
    from assistant.presenting.word_file import bookmark, bytes_of, linked, new_document

    document = new_document(writable(report.question), report.language)
    for part in report.parts:
        if part.title:
            document.add_heading(writable(part.title), 1)
        for remark in part.remarks:
            document.add_paragraph().add_run(writable(remark)).italic = True
        for of, line in part.lines:
            _word_line(document, of, line, linked)
    if report.markers:
        document.add_heading(report.word("sources_title"), 1)
    for marker in report.markers:
        paragraph = document.add_paragraph()
        bookmark(paragraph, f"note_{marker.number}", marker.number)
        paragraph.add_run(f"{marker.number}. ").bold = True
        paragraph.add_run(writable(_source(marker, report)))
    return bytes_of(document)


def _word_line(document: Any, of: str, line: StatementView, linked: Callable[..., None]) -> None:
    paragraph = document.add_paragraph(style="Quote" if line.quoted else None)
    if of:
        paragraph.add_run(f"{writable(of)} ").bold = True
    if line.under:
        paragraph.add_run(f"{writable(line.under)}: ")
    paragraph.add_run(writable(f"“{line.text}”" if line.quoted else line.text))
    for marker in line.markers:
        linked(paragraph, f" {marker.number}", f"note_{marker.number}", raised=True)
    for marker in line.also:
        document.add_paragraph(f"= {writable(marker.source)}", style="List Bullet")


def citations_as_csv(answer: Answer) -> str:
    """A row a citation: what is quoted, and where it stands."""
    head = ("statement", "quote", "title", "publisher", "published", "page", "label", "file", "key")
    rows: list[tuple[str, ...]] = [head]
    for number, statement in enumerate(answer.every_statement, 1):
        rows += [(str(number), *_cited(citation)) for citation in statement.citations]
    return _csv(rows)


def figures_as_csv(answer: Answer) -> str:
    """A row a figure of the answer's series and disagreements, as printed and as a number."""
    head = ("subject", "unit", "first", "last", "value", "printed", "quote", "title", "publisher")
    rows: list[tuple[str, ...]] = [(*head, "published", "page", "label", "file", "key")]
    for series in answer.series:
        for point in series.points:
            said = (series.subject, series.unit, point.first, point.last, f"{point.value:.15g}")
            rows.append((*said, point.printed, *_cited(point.statement.citations[0])))
    for disagreement in answer.disagreements:
        for side in disagreement.sides:
            first, _, last = side.when.partition("/")
            told = (disagreement.subject, "", first, last or first, "")
            rows.append((*told, side.value, *_cited(side.statement.citations[0])))
    return _csv(rows)


def _cited(citation: Citation) -> tuple[str, ...]:
    return (
        citation.quote,
        citation.title,
        citation.publisher,
        citation.published,
        str(citation.page),
        citation.page_label,
        citation.file,
        citation.key,
    )


def _csv(rows: list[tuple[str, ...]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return written.getvalue()


def _cell(value: str) -> str:
    line = " ".join(value.replace("\t", " | ").split())
    number = line.removeprefix("-").replace(".", "", 1).isdecimal()
    return f"'{line}" if line.startswith(FORMULA) and not number else line


class AnswerFormat(NamedTuple):
    """How one kind of file is made: of the report, or of the answer itself."""

    media_type: str
    made: Callable[[AnswerReport, Answer], bytes]


_CSV = "text/csv; charset=utf-8; header=present"
_MARK = "\ufeff"  # without it Excel takes a CSV for its own old encoding

FIGURES = "figures.csv"
ANSWER_FORMATS: Mapping[str, AnswerFormat] = {
    "md": AnswerFormat(FORMATS["md"].media_type, lambda report, _: as_markdown(report).encode()),
    "docx": AnswerFormat(FORMATS["docx"].media_type, lambda report, _: as_docx(report)),
    "csv": AnswerFormat(_CSV, lambda _, answer: (_MARK + citations_as_csv(answer)).encode()),
    FIGURES: AnswerFormat(_CSV, lambda _, answer: (_MARK + figures_as_csv(answer)).encode()),
}
