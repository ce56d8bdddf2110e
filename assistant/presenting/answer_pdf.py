"""Answers as a PDF file: quotes with numbered sources that are linked, rows as tables, bookmarks."""

from __future__ import annotations

from assistant.presenting.answer_report import AnswerReport, Part
from assistant.presenting.pdf_paper import PaperCell, PdfPaper, Words
from assistant.presenting.views import RowView, StatementView


def answers_as_pdf(report: AnswerReport) -> bytes:
    """The whole report as the bytes of a file."""
    paper = PdfPaper(report.title, report.language, report.made)
    for answer in report.answers:
        if not report.alone:
            paper.heading(answer.question, 1)
        if answer.asked:
            link = (" ", Words(answer.link, to=answer.link)) if answer.link else ()
            paper.line(answer.asked, *link, style="remark")
        for part in answer.parts:
            _part(paper, part, 1 if report.alone else 2)
    if report.markers:
        paper.heading(report.word("sources_title"), 1)
    for marker in report.markers:
        to = report.link(marker) if report.site else ""
        paper.line(
            Words(f"{marker.number}. ", bold=True),
            f"{marker.source}. ",
            Words(to or report.word("note_link", key=marker.key), to=to),
            name=f"note_{marker.number}",
        )
    return paper.bytes()


def _part(paper: PdfPaper, part: Part, level: int) -> None:
    if part.title:
        paper.heading(part.title, level)
    for remark in part.remarks:
        paper.line(remark, style="remark")
    for of, line in part.lines:
        _line(paper, of, line)


def _line(paper: PdfPaper, of: str, line: StatementView) -> None:
    head = [Words(f"{of} ", bold=True)] if of else []
    numbers = [Words(f" {m.number}", to=f"#note_{m.number}", raised=True) for m in line.markers]
    if line.table:
        _row(paper, line.table, head, numbers)
    else:
        under = [Words(f"{line.under}: ", grey=True)] if line.under else []
        said = [Words(text, bold=strong) for text, strong in line.parts]
        said = [Words("“"), *said, Words("”")] if line.quoted else said
        said += [Words(f" {line.remark}", grey=True)] if line.remark else []
        paper.line(*head, *under, *said, *numbers, style="quote" if line.quoted else "plain")
    for marker in line.also:
        paper.line(f"= {marker.source}", style="item")


def _row(paper: PdfPaper, row: RowView, head: list[Words], numbers: list[Words]) -> None:
    cells = [PaperCell(_headed(cell.head, cell.unit), cell.text, cell.asked) for cell in row.cells]
    paper.row([*head, Words(row.caption, grey=True), *numbers], row.label, cells)


def _headed(head: str, unit: str) -> str:
    return f"{head} ({unit})" if unit and unit not in head else head
