"""A citation in words: title, publisher, date and page, as people name a place in a report."""

from __future__ import annotations

from assistant.records import Citation, Language
from assistant.texts.catalogue import catalogue


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


def page_reference(citation: Citation, language: Language) -> str:
    """ "p. 19 (PDF page 21)", "p. 3", "slide 3", or section and paragraph where there are no pages."""
    texts = catalogue(language)
    if citation.file.lower().endswith(".pptx"):
        return texts["slide"].format(number=citation.page)
    if citation.page_label.startswith("§"):
        return citation.page_label
    if citation.page_label and citation.page_label != str(citation.page):
        return texts["page_labelled"].format(label=citation.page_label, number=citation.page)
    return texts["page"].format(label=citation.page)


def _ocr(citation: Citation, language: Language) -> str:
    if citation.confidence is None:
        return ""
    return catalogue(language)["read_by_ocr"].format(percent=round(100 * citation.confidence))
