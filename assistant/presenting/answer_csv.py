"""An answer's citations and figures as CSV: a row each, and no cell that is a formula."""

from __future__ import annotations

import csv
import io

from assistant.records import Answer, Citation

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is a formula to a spreadsheet: text of a document must not be."""


def citations_as_csv(answer: Answer) -> str:
    """A row a citation: what is quoted, where it stands, and how it carries its statement."""
    head = ("statement", "quote", "title", "publisher", "published", "page", "label", "file", "key")
    rows: list[tuple[str, ...]] = [(*head, "support")]
    for number, statement in enumerate(answer.every_statement, 1):
        cited = ((str(number), *_cited(citation)) for citation in statement.citations)
        rows += [(*row, statement.support) for row in cited]
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
