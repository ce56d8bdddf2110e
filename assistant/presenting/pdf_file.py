"""A check as a PDF file: what is said of each claim, with numbered quotes that lead to their pages."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.presenting.check_report import (
    FILLS,
    CheckedPiece,
    CheckReport,
    QuoteNote,
    ReportedClaim,
    RulingSign,
)
from assistant.presenting.pdf_paper import PdfPaper, Words


def as_pdf(report: CheckReport) -> bytes:
    """The whole report as the bytes of a file."""
    paper = PdfPaper(report.title, report.language, report.made)
    for label, value in report.facts:
        _labelled(paper, label, value)
    counts = (f"{sign.symbol} {sign.word}: {count}" for sign, count in report.counts)
    _labelled(paper, report.word("fact_counts"), ", ".join(counts))
    paper.heading(report.word("text_title"), 1)
    for pieces in report.paragraphs:
        paper.line(*(run for piece in pieces for run in _piece(piece)))
    paper.heading(report.word("claims_title"), 1)
    if not report.claims:
        paper.line(report.word("no_claims"))
    for claim in report.claims:
        _claim(paper, claim, report)
    _ending(paper, report)
    return paper.bytes()


def _labelled(paper: PdfPaper, label: str, text: str) -> None:
    paper.line(Words(f"{label}: ", bold=True), text)


def _signed(sign: RulingSign, text: str, to: str = "") -> Words:
    return Words(text, fill=FILLS.get(sign.name, ""), grey=sign.name not in FILLS, to=to)


def _piece(piece: CheckedPiece) -> Iterator[Words]:
    if piece.sign is None:
        yield Words(piece.text)
        return
    yield _signed(piece.sign, piece.text)
    if piece.last and piece.claim:
        mark = f"[{piece.claim} {piece.sign.symbol} {piece.sign.word}]"
        yield Words(" ")
        yield Words(mark, bold=True, to=f"#claim_{piece.claim}")
    elif piece.last:
        yield Words(f" [{piece.sign.word}]", grey=True)


def _claim(paper: PdfPaper, claim: ReportedClaim, report: CheckReport) -> None:
    head = _signed(claim.sign, f"{claim.number}. {claim.sign.symbol} {claim.sign.word}")
    paper.heading([head], 2, f"claim_{claim.number}")
    paper.line(Words(claim.text, bold=True))
    paper.line(claim.why or claim.sign.meaning)
    for text in claim.context:
        _labelled(paper, report.word("context_title"), text)
    for quote in claim.quotes:
        numbers = (Words(f" {n.number}", to=f"#note_{n.number}", raised=True) for n in quote.notes)
        why = f" {quote.why}" if quote.why and quote.why != claim.why else ""
        stance = Words(f"{quote.stance_word}: ", bold=True)
        paper.line(stance, f"“{quote.text}”", *numbers, Words(why, grey=True), style="quote")


def _ending(paper: PdfPaper, report: CheckReport) -> None:
    if report.unchecked:
        paper.heading(report.word("unchecked_title"), 1)
        for claim in report.unchecked:
            why = f" ({claim.why})" if claim.why else ""
            paper.line(Words(claim.text + why, grey=True), style="item")
    if report.notes:
        paper.heading(report.word("notes_title"), 1)
        for note in report.notes:
            _note(paper, note, report)
        paper.heading(report.word("sources_title"), 1)
        for cited in report.documents:
            paper.line(cited, style="item")
    paper.heading(report.word("meanings_title"), 1)
    for sign in report.signs:
        _labelled(paper, f"{sign.symbol} {sign.word}", sign.meaning)
    paper.line(report.word("check_limits"), style="remark")


def _note(paper: PdfPaper, note: QuoteNote, report: CheckReport) -> None:
    to = report.link(note) if report.site else ""
    link = report.word("note_link", key=report.link(note))
    paper.line(
        Words(f"{note.number}. ", bold=True),
        f"“{note.quote}” ",
        Words(f"{note.reference}. ", grey=True),
        Words(link, to=to, grey=not to),
        name=f"note_{note.number}",
    )
