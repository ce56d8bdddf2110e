"""Answers as one HTML file that can be printed or pasted, and loads nothing from anywhere."""

from __future__ import annotations

from assistant.presenting.answer_report import AnswerReport
from assistant.presenting.html_file import environment


def answers_as_html(report: AnswerReport) -> str:
    """The whole report."""
    return environment().get_template("answers.html").render(report=report, word=report.word)
