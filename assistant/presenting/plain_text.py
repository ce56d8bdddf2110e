"""An answer as plain text: for a terminal and for pasting into notes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Answer, Language, Outcome, Point, Statement
from assistant.texts import catalogue, reference


def answer_as_text(answer: Answer, notes: Sequence[str] = ()) -> str:
    """Quotes and written sentences with their references, ready to paste.

    ``notes`` are said first: what a language model had to do with the answer.
    """
    language = answer.language
    texts = catalogue(language)
    lines: list[str] = list(notes)
    if answer.reason:
        lines.append(answer.reason)
    elif answer.outcome is Outcome.NOT_IN_DOCUMENTS:
        lines.append(texts["plain_not_in_documents"])
    elif answer.outcome is Outcome.PARTLY_ANSWERED:
        lines.append(texts["plain_partly"])
    lines += [_quoted(s, language) for s in answer.statements]
    for disagreement in answer.disagreements:
        lines.append(texts["plain_disagree"])
        lines += [f"  {s.value}: {_quoted(s.statement, language)}" for s in disagreement.sides]
    for series in answer.series:
        lines.append(texts["plain_series"])
        lines += [
            f"  {_when(p)}  {p.printed}: {reference(p.statement.citations[0], language)}"
            for p in series.points
        ]
    if answer.nearest:
        lines.append(texts["plain_nearest"])
        lines += [_quoted(s, language) for s in answer.nearest]
    return "\n\n".join(lines)


def _when(point: Point) -> str:
    """ "2018", "2018-10", "2015–2019": the year alone where that is the whole of it."""
    if (point.first[5:], point.last[5:]) == ("01-01", "12-31"):
        years = dict.fromkeys((point.first[:4], point.last[:4]))
        return "–".join(years)
    return point.last[:7]


def _quoted(statement: Statement, language: Language) -> str:
    references = "; ".join(reference(c, language) for c in statement.citations)
    text = statement.text.replace("\t", " | ")
    if statement.kind == "written":
        return f"{text}\n  — {references}"
    also = "".join(f"\n  = {reference(c, language)}" for c in statement.also)
    return f"“{text}”\n  — {references}{also}"
