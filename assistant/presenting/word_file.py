"""A check as a Word file (.docx): notes are numbered and linked, the marks have colour and words.

The means that every Word file of ours is made with stand here, too.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from assistant.presenting.check_report import (
    FILLS,
    CheckedPiece,
    CheckReport,
    QuoteNote,
    ReportedClaim,
)
from assistant.records import Language

_BULLET, _HEADING = "ListBullet", "Heading2"  # ids of styles in python-docx's own template
_GREY = RGBColor(0x5A, 0x54, 0x4C)


def as_docx(report: CheckReport) -> bytes:
    """The whole report as the bytes of a file."""
    document = new_document(report.title, report.language)
    for label, value in report.facts:
        _labelled(document, label, value)
    counts = (f"{sign.symbol} {sign.word}: {count}" for sign, count in report.counts)
    _labelled(document, report.word("fact_counts"), ", ".join(counts))
    document.add_heading(report.word("text_title"), 1)
    for pieces in report.paragraphs:
        _checked_text(document.add_paragraph(), pieces)
    document.add_heading(report.word("claims_title"), 1)
    if not report.claims:
        document.add_paragraph(report.word("no_claims"))
    for claim in report.claims:
        _claim(document, claim, report)
    _ending(document, report)
    return bytes_of(document)


def new_document(title: str, language: Language) -> Any:
    """An empty document with its title, in one language, that names nobody."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = title[:250], ""
    properties.comments = ""
    properties.language = language
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), {"nl": "nl-NL", "en": "en-GB"}[language])
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().append(spoken)
    normal.font.size = Pt(11)
    document.add_heading(title, 0)
    return document


def bytes_of(document: Any) -> bytes:
    """The document as the bytes of a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _paragraph(document: Any, style: str) -> Any:
    """A paragraph with a style by its id: finding it by name took half of the time (profiled)."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    return paragraph


def _labelled(document: Any, label: str, text: str, style: str = "") -> Any:
    paragraph = _paragraph(document, style) if style else document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)
    paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def _checked_text(paragraph: Any, pieces: tuple[CheckedPiece, ...]) -> None:
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        if piece.sign is None:
            continue
        _shade(run, piece.sign.name)
        if piece.last and piece.claim:
            mark = f"[{piece.claim} {piece.sign.symbol} {piece.sign.word}]"
            paragraph.add_run(" ")
            linked(paragraph, mark, f"claim_{piece.claim}")
        elif piece.last:
            word = paragraph.add_run(f" [{piece.sign.word}]")
            word.font.color.rgb = _GREY


def _claim(document: Any, claim: ReportedClaim, report: CheckReport) -> None:
    heading = _paragraph(document, _HEADING)
    bookmark(heading, f"claim_{claim.number}", claim.number)
    _shade(
        heading.add_run(f"{claim.number}. {claim.sign.symbol} {claim.sign.word}"), claim.sign.name
    )
    document.add_paragraph().add_run(claim.text).bold = True
    document.add_paragraph(claim.why or claim.sign.meaning)
    for text in claim.context:
        _labelled(document, report.word("context_title"), text)
    for quote in claim.quotes:
        paragraph = _labelled(document, quote.stance_word, f"“{quote.text}”", _BULLET)
        for note in quote.notes:
            linked(paragraph, f" {note.number}", f"note_{note.number}", raised=True)
        if quote.why and quote.why != claim.why:
            paragraph.add_run(f" {quote.why}").italic = True


def _ending(document: Any, report: CheckReport) -> None:
    if report.unchecked:
        document.add_heading(report.word("unchecked_title"), 1)
        for claim in report.unchecked:
            why = f" ({claim.why})" if claim.why else ""
            run = _paragraph(document, _BULLET).add_run(claim.text + why)
            run.font.color.rgb = _GREY
    if report.notes:
        document.add_heading(report.word("notes_title"), 1)
        for note in report.notes:
            _note(document, note, report, len(report.claims))
        document.add_heading(report.word("sources_title"), 1)
        for cited in report.documents:
            _paragraph(document, _BULLET).add_run(cited)
    document.add_heading(report.word("meanings_title"), 1)
    for sign in report.signs:
        _labelled(document, f"{sign.symbol} {sign.word}", sign.meaning)
    document.add_paragraph(report.word("check_limits"))


def _note(document: Any, note: QuoteNote, report: CheckReport, before: int) -> None:
    paragraph = document.add_paragraph()
    bookmark(paragraph, f"note_{note.number}", before + note.number)
    paragraph.add_run(f"{note.number}. ").bold = True
    paragraph.add_run(f"“{note.quote}” ")
    link = report.word("note_link", key=report.link(note))
    paragraph.add_run(f"{note.reference}. {link}").font.color.rgb = _GREY


def _shade(run: Any, name: str) -> None:
    if name not in FILLS:
        run.font.color.rgb = _GREY
        return
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), FILLS[name])
    run._r.get_or_add_rPr().append(shade)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """A place that ``linked`` leads to; ``number`` is its own in the file."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.append(start)
    paragraph._p.append(end)


def linked(paragraph: Any, text: str, bookmark: str, raised: bool = False) -> None:
    """A run that leads to a bookmark of this file."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    run = paragraph.add_run(text)
    run.font.superscript = raised or None
    run.bold = True
    link.append(run._r)
    paragraph._p.append(link)
