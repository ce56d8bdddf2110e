"""An answer as plain text: for a terminal and for pasting into notes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Answer, Citation, Language, Outcome, Point, Statement

_WORDS: dict[str, dict[Language, str]] = {
    "not": {"nl": "Dit staat niet in de documenten.", "en": "This is not in the documents."},
    "partly": {
        "nl": "Dit beantwoordt de vraag mogelijk maar ten dele:",
        "en": "This may answer the question only in part:",
    },
    "nearest": {"nl": "Wat er het dichtst bij komt:", "en": "What comes closest:"},
    "disagree": {"nl": "De bronnen verschillen:", "en": "The sources disagree:"},
    "series": {"nl": "Door de jaren heen:", "en": "Over the years:"},
    "ocr": {"nl": "gelezen met OCR, {percent} % zeker", "en": "read by OCR, {percent} % sure"},
    "slide": {"nl": "dia {page}", "en": "slide {page}"},
    "page": {"nl": "p. {label} (PDF-pagina {page})", "en": "p. {label} (PDF page {page})"},
}


def answer_as_text(answer: Answer, notes: Sequence[str] = ()) -> str:
    """Quotes and written sentences with their references, ready to paste.

    ``notes`` are said first: what a language model had to do with the answer.
    """
    language = answer.language
    lines: list[str] = list(notes)
    if answer.reason:
        lines.append(answer.reason)
    elif answer.outcome is Outcome.NOT_IN_DOCUMENTS:
        lines.append(_WORDS["not"][language])
    elif answer.outcome is Outcome.PARTLY_ANSWERED:
        lines.append(_WORDS["partly"][language])
    lines += [_quoted(s, language) for s in answer.statements]
    for disagreement in answer.disagreements:
        lines.append(_WORDS["disagree"][language])
        lines += [f"  {s.value}: {_quoted(s.statement, language)}" for s in disagreement.sides]
    for series in answer.series:
        lines.append(_WORDS["series"][language])
        lines += [
            f"  {_when(p)}  {p.printed}: {reference(p.statement.citations[0], language)}"
            for p in series.points
        ]
    if answer.nearest:
        lines.append(_WORDS["nearest"][language])
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


def reference(citation: Citation, language: Language) -> str:
    """Title, publisher, date and page of a citation in one line."""
    parts = (
        citation.title,
        citation.publisher,
        citation.published,
        page_reference(citation, language),
        _ocr(citation, language),
    )
    return ", ".join(part for part in parts if part)


def _ocr(citation: Citation, language: Language) -> str:
    if citation.confidence is None:
        return ""
    return _WORDS["ocr"][language].format(percent=round(100 * citation.confidence))


def page_reference(citation: Citation, language: Language) -> str:
    """ "p. 19 (PDF page 21)", "p. 3", "slide 3", or section and paragraph where there are no pages."""
    if citation.file.lower().endswith(".pptx"):
        return _WORDS["slide"][language].format(page=citation.page)
    if citation.page_label.startswith("§"):
        return citation.page_label
    if citation.page_label and citation.page_label != str(citation.page):
        return _WORDS["page"][language].format(label=citation.page_label, page=citation.page)
    return f"p. {citation.page}"
