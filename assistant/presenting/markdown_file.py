"""A check as Markdown. Text from documents and users stays text: no link, no HTML, no heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.presenting.check_report import (
    CheckedPiece,
    CheckReport,
    QuoteNote,
    ReportedClaim,
    ReportedFinding,
)

# CommonMark lets any ASCII punctuation be escaped; these are what Markdown and its common
# extensions (tables, strikethrough, footnotes, mathematics, bare links) take as marks.
_MARKS = re.compile(r"([\\`*_{}\[\]<>&#|~$^@])|(?<=:)(//)|(?<=www)(\.)", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)(?:([-+=:])|(\d{1,9})([.)]))")


def as_markdown(report: CheckReport) -> str:
    """The whole report."""
    return "\n\n".join(_blocks(report)) + "\n"


def escape(text: str) -> str:
    r"""A text, on one line, that Markdown shows as it is.

    >>> escape("[klik](http://x) *nu*"), escape("1. Begin"), escape("- a")
    ('\\[klik\\](http:\\//x) \\*nu\\*', '1\\. Begin', '\\- a')
    """
    text = _MARKS.sub(r"\\\g<0>", " ".join(text.split()))
    return _LINE_START.sub(_start, text)


def _start(match: re.Match[str]) -> str:
    space, mark, number, end = match.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{end}"


def _blocks(report: CheckReport) -> Iterator[str]:
    yield f"# {escape(report.title)}"
    yield "\n".join(f"- **{label}:** {escape(value)}" for label, value in report.facts)
    counts = (f"{sign.symbol} {sign.word}: {count}" for sign, count in report.counts)
    yield f"**{report.word('fact_counts')}:** " + ", ".join(counts)
    yield f"## {report.word('text_title')}"
    for pieces in report.paragraphs:
        yield _paragraph(pieces)
    yield f"## {report.word('claims_title')}"
    if not report.claims:
        yield report.word("no_claims")
    for claim in report.claims:
        yield from _claim(claim, report)
    if report.unchecked:
        yield f"## {report.word('unchecked_title')}"
        yield "\n".join(f"- {_unchecked(claim)}" for claim in report.unchecked)
    if report.notes:
        yield f"## {report.word('notes_title')}"
        yield from (_note(note, report) for note in report.notes)
        yield f"## {report.word('sources_title')}"
        yield "\n".join(f"- {escape(document)}" for document in report.documents)
    yield f"## {report.word('meanings_title')}"
    yield "\n".join(f"- **{s.symbol} {s.word}:** {s.meaning}" for s in report.signs)
    yield report.word("check_limits")


def _paragraph(pieces: tuple[CheckedPiece, ...]) -> str:
    """A paragraph of the checked text; no mark of ours begins a line."""
    return " ".join("".join(_piece(piece) for piece in pieces).split())


def _piece(piece: CheckedPiece) -> str:
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    mark = ""
    if piece.last and piece.sign and piece.claim:
        mark = f" **\\[{piece.claim} {piece.sign.symbol} {piece.sign.word}\\]**"
    elif piece.last and piece.sign:
        mark = f" \\[{piece.sign.word}\\]"
    return before + escape(piece.text) + mark + after


def _claim(claim: ReportedClaim, report: CheckReport) -> Iterator[str]:
    yield f"### {claim.number}. {claim.sign.symbol} {claim.sign.word}"
    yield f"> {escape(claim.text)}"
    yield escape(claim.why) or claim.sign.meaning
    for text in claim.context:
        yield f"**{report.word('context_title')}:** {escape(text)}"
    if claim.quotes:
        yield "\n".join(_quote(quote, claim) for quote in claim.quotes)


def _quote(quote: ReportedFinding, claim: ReportedClaim) -> str:
    marks = "".join(f"[^{note.number}]" for note in quote.notes)
    why = f" {escape(quote.why)}" if quote.why and quote.why != claim.why else ""
    return f"- **{quote.stance_word}:** “{escape(quote.text)}”{marks}{why}"


def _unchecked(claim: ReportedClaim) -> str:
    return escape(claim.text) + (f" ({escape(claim.why)})" if claim.why else "")


def _note(note: QuoteNote, report: CheckReport) -> str:
    link = escape(report.word("note_link", key=note.key))
    link = f"<{report.link(note)}>" if report.site else link
    return f"[^{note.number}]: {escape(note.reference)}: “{escape(note.quote)}” {link}"
