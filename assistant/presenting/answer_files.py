"""Which files an answer, and a conversation, can be saved as."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from assistant.presenting.answer_csv import citations_as_csv, figures_as_csv
from assistant.presenting.answer_html import answers_as_html
from assistant.presenting.answer_markdown import answers_as_markdown
from assistant.presenting.answer_report import AnswerReport
from assistant.presenting.formats import FORMATS
from assistant.records import Answer


class AnswerFormat(NamedTuple):
    """How one kind of file is made of a report."""

    media_type: str
    made: Callable[[AnswerReport], bytes]


class RowsFormat(NamedTuple):
    """How one kind of file with rows is made of an answer itself."""

    media_type: str
    made: Callable[[Answer], bytes]


def _docx(report: AnswerReport) -> bytes:
    from assistant.presenting.answer_word import answers_as_docx

    return answers_as_docx(report)


def _pdf(report: AnswerReport) -> bytes:
    from assistant.presenting.answer_pdf import answers_as_pdf

    return answers_as_pdf(report)


_MADE: Mapping[str, Callable[[AnswerReport], bytes]] = {
    "md": lambda report: answers_as_markdown(report).encode(),
    "html": lambda report: answers_as_html(report).encode(),
    "docx": _docx,
    "pdf": _pdf,
}
ANSWER_FORMATS: Mapping[str, AnswerFormat] = {
    kind: AnswerFormat(FORMATS[kind].media_type, made) for kind, made in _MADE.items()
}
"""What one answer or a whole conversation can be saved as."""

_CSV = "text/csv; charset=utf-8; header=present"
_MARK = "\ufeff"  # without it Excel takes a CSV for its own old encoding

FIGURES = "figures.csv"
ROWS_FORMATS: Mapping[str, RowsFormat] = {
    "csv": RowsFormat(_CSV, lambda answer: (_MARK + citations_as_csv(answer)).encode()),
    FIGURES: RowsFormat(_CSV, lambda answer: (_MARK + figures_as_csv(answer)).encode()),
}
"""What one answer alone can be saved as."""
