"""Which formats a check is written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from assistant.presenting.check_report import CheckReport, report_of
from assistant.presenting.html_file import as_html
from assistant.presenting.markdown_file import as_markdown
from assistant.records import Check


class Format(NamedTuple):
    """How one kind of file is made of a report."""

    media_type: str
    made: Callable[[CheckReport], bytes]


def _docx(report: CheckReport) -> bytes:
    from assistant.presenting.word_file import as_docx

    return as_docx(report)


def _pdf(report: CheckReport) -> bytes:
    from assistant.presenting.pdf_file import as_pdf

    return as_pdf(report)


FORMATS: Mapping[str, Format] = {
    "md": Format("text/markdown; charset=utf-8", lambda report: as_markdown(report).encode()),
    "html": Format("text/html; charset=utf-8", lambda report: as_html(report).encode()),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx
    ),
    "pdf": Format("application/pdf", _pdf),
}


def write_check(check: Check, kind: str, site: str = "", near: bool = False) -> bytes:
    """A check as the bytes of a file of one of the kinds of ``FORMATS``.

    ``site`` is the address of the application, with a "/" at its end, for links to the pages of quotes;
    ``near``: also what only comes near a claim."""
    return FORMATS[kind].made(report_of(check, site, near))
