"""A check as one HTML file that can be printed and loads nothing from anywhere."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.presenting.check_report import CheckReport


def as_html(report: CheckReport) -> str:
    """The whole report."""
    return environment().get_template("report.html").render(report=report, word=report.word)


@cache
def environment() -> Environment:
    """Where the templates of files are: everything is escaped."""
    return Environment(
        loader=PackageLoader("assistant.presenting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
