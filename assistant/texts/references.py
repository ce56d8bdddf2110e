"""A citation in words: title, publisher, date and page, as people name a place in a report."""

from __future__ import annotations

from assistant.records import Citation, Language
from assistant.texts.catalogue import Texts


def reference(citation: Citation, language: Language) -> str:
    """Title, publisher, date and page of a citation in one line."""
    parts = (
        citation.title,
        citation.publisher,
        citation.published,
        page_reference(citation, language),
        read_by_ocr(Texts(language), citation.confidence),
    )
    return ", ".join(part for part in parts if part)


def page_reference(citation: Citation, language: Language) -> str:
    """ "p. 19 (PDF page 21)", "p. 3", "slide 3", or section and paragraph where there are no pages."""
    texts = Texts(language)
    if citation.file.lower().endswith(".pptx"):
        return texts("slide", number=citation.page)
    if citation.page_label.startswith("§"):
        return citation.page_label
    return page_place(texts, citation.page, citation.page_label)


def page_place(texts: Texts, number: int, label: str) -> str:
    """A page as people name it: the printed label, and the PDF's own number where that differs."""
    if label and label != str(number):
        return texts("page_labelled", label=label, number=number)
    return texts("page", label=number)


def read_by_ocr(texts: Texts, confidence: float | None, key: str = "read_by_ocr") -> str:
    """How sure OCR is of what it read; "" where the file gives its text itself.

    >>> read_by_ocr(Texts("nl"), 0.934)
    'gelezen met OCR, 93 % zeker'
    """
    return "" if confidence is None else texts(key, percent=round(100 * confidence))
