"""Answers as a Word file (.docx), their sources numbered at the end and linked with the quotes."""

from __future__ import annotations

from typing import Any

from assistant.presenting.answer_report import AnswerReport, Part
from assistant.presenting.views import StatementView
from assistant.presenting.word_file import bookmark, bytes_of, linked, new_document
from assistant.reading.running_text import writable


def answers_as_docx(report: AnswerReport) -> bytes:
    """The whole report as the bytes of a file."""
    document = new_document(writable(report.title), report.language)
    for answer in report.answers:
        if not report.alone:
            document.add_heading(writable(answer.question), 1)
        if answer.asked:
            told = f"{answer.asked} {answer.link}".strip()
            document.add_paragraph().add_run(writable(told)).italic = True
        for part in answer.parts:
            _part(document, part, 1 if report.alone else 2)
    if report.markers:
        document.add_heading(report.word("sources_title"), 1)
    for marker in report.markers:
        paragraph = document.add_paragraph()
        bookmark(paragraph, f"note_{marker.number}", marker.number)
        paragraph.add_run(f"{marker.number}. ").bold = True
        link = report.word("note_link", key=report.link(marker))
        paragraph.add_run(writable(f"{marker.source}. {link}"))
    return bytes_of(document)


def _part(document: Any, part: Part, level: int) -> None:
    if part.title:
        document.add_heading(writable(part.title), level)
    for remark in part.remarks:
        document.add_paragraph().add_run(writable(remark)).italic = True
    for of, line in part.lines:
        _line(document, of, line)


def _line(document: Any, of: str, line: StatementView) -> None:
    paragraph = document.add_paragraph(style="Quote" if line.quoted else None)
    if of:
        paragraph.add_run(f"{writable(of)} ").bold = True
    if line.under:
        paragraph.add_run(f"{writable(line.under)}: ")
    opened, closed = ("“", "”") if line.quoted else ("", "")
    paragraph.add_run(opened)
    for text, strong in line.parts:
        paragraph.add_run(writable(text)).bold = strong or None
    paragraph.add_run(closed)
    if line.remark:
        paragraph.add_run(f" {writable(line.remark)}").italic = True
    for marker in line.markers:
        linked(paragraph, f" {marker.number}", f"note_{marker.number}", raised=True)
    for marker in line.also:
        document.add_paragraph(f"= {writable(marker.source)}", style="List Bullet")
