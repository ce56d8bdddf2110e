"""Answers as Markdown, their sources as footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.presenting.answer_report import AnswerReport, Part, ReportedAnswer
from assistant.presenting.markdown_file import escape
from assistant.presenting.views import Marker


def answers_as_markdown(report: AnswerReport) -> str:
    """The whole report."""
    return "\n\n".join(_blocks(report)) + "\n"


def _blocks(report: AnswerReport) -> Iterator[str]:
    yield f"# {escape(report.title)}"
    for answer in report.answers:
        if not report.alone:
            yield f"## {escape(answer.question)}"
        if answer.asked:
            yield _asked(answer)
        for part in answer.parts:
            yield from _part(part, "##" if report.alone else "###")
    for marker in report.markers:
        yield f"[^{marker.number}]: {_source(marker, report)}"


def _asked(answer: ReportedAnswer) -> str:
    return f"*{escape(answer.asked)}*" + (f" <{answer.link}>" if answer.link else "")


def _part(part: Part, level: str) -> Iterator[str]:
    if part.title:
        yield f"{level} {escape(part.title)}"
    yield from (escape(remark) for remark in part.remarks)
    for of, line in part.lines:
        marks = "".join(f"[^{marker.number}]" for marker in line.markers)
        head = f"**{escape(of)}** " if of else ""
        under = f"*{escape(line.under)}*: " if line.under else ""
        said = "".join(_bold(text, strong) for text, strong in line.parts).strip()
        said = f"“{said}”" if line.quoted else escape(line.text)
        said += f" *{escape(line.remark)}*" if line.remark else ""
        yield ("> " if line.quoted else "") + head + under + said + marks
        yield from (f"- = {escape(marker.source)}" for marker in line.also)


def _bold(text: str, strong: bool) -> str:
    """A part of a quote. Between two letters or before a mark "**" would not be taken for a beginning.

    >>> _bold("in 2019 ", False) + _bold("14 *nieuwe*", True)
    'in 2019 <strong>14 \\\\*nieuwe\\\\*</strong>'
    """
    inner = text.strip()
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and inner else ""
    if not strong or not inner:
        return before + escape(text) + after
    plain = inner[0].isalnum() and inner[-1].isalnum()
    mark, end = ("**", "**") if plain else ("<strong>", "</strong>")
    return f"{before}{mark}{escape(inner)}{end}{after}"


def _source(marker: Marker, report: AnswerReport) -> str:
    source = escape(f"{marker.source}.")
    if report.site:
        return f"{source} <{report.link(marker)}>"
    return f"{source} {escape(report.word('note_link', key=marker.key))}"
