"""A check as plain text: for a terminal and for pasting into notes."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.presenting.check_report import Claim, Report, report_of
from assistant.records import Check


def check_as_text(check: Check) -> str:
    """Each claim with its ruling, why, and the quotes with their references."""
    report = report_of(check)
    blocks = [report.title]
    blocks += ["\n".join(_claim(claim, report)) for claim in report.claims]
    if not report.claims:
        blocks.append(report.word("no_claims"))
    if report.unchecked:
        lines = [f"  {_with_why(claim)}" for claim in report.unchecked]
        blocks.append("\n".join([report.word("unchecked_title") + ":", *lines]))
    counts = ", ".join(f"{sign.symbol} {sign.word}: {count}" for sign, count in report.counts)
    blocks.append("\n".join([*(f"{label}: {value}" for label, value in report.facts), counts]))
    return "\n\n".join(block for block in blocks if block.strip())


def _claim(claim: Claim, report: Report) -> Iterator[str]:
    yield f"{claim.number}. {claim.text}"
    yield f"   {claim.sign.symbol} {claim.sign.word.upper()}"
    yield f"   {claim.why or claim.sign.meaning}"
    for text in claim.context:
        yield f"   {report.word('context_title')}: {text}"
    for quote in claim.quotes:
        yield f"   {quote.stance_word}: “{quote.text}”"
        if quote.why and quote.why != claim.why:
            yield f"     {quote.why}"
        yield from (f"     — {note.reference}" for note in quote.notes)
        yield from (f"     = {source}" for source in quote.also)


def _with_why(claim: Claim) -> str:
    return f"{claim.text} ({claim.why})" if claim.why else claim.text
