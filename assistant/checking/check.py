"""A text to be checked comes: split -> retrieve -> compare -> rule -> cite -> say why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from assistant.answering.quoting import as_one
from assistant.checking.claims import Claim, claims_in
from assistant.checking.gather import Bearing, gather
from assistant.checking.lookup import counts_of
from assistant.checking.ruling import rule
from assistant.checking.why import context_of, why_finding, why_ruling, why_side
from assistant.language import detect_language
from assistant.library import Library
from assistant.reading.running_text import LONGEST_TEXT
from assistant.records import Check, Filters, Finding, Ruling, Stance, Statement, Verdict


def check_text(
    library: Library, text: str, filters: Filters | None = None, name: str = ""
) -> Check:
    """Check every sentence of a text against what the library's documents say.

    ``name`` is the file that the text came from. Raises LibraryError for an ``as_of`` that is no date.
    """
    verdicts = tuple(check_claims(library, text, filters))
    return check_of(text, verdicts, library.revision, filters, name)


def check_of(
    text: str, verdicts: Sequence[Verdict], revision: int, filters: Filters | None, name: str
) -> Check:
    """The record of a text that was checked against a revision of the library, now."""
    return Check(
        text=text,
        language=detect_language(text),
        verdicts=tuple(verdicts),
        library_revision=revision,
        checked=datetime.now(UTC).isoformat(timespec="seconds"),
        filters=filters or Filters(),
        name=name,
    )


def check_claims(library: Library, text: str, filters: Filters | None = None) -> Iterator[Verdict]:
    """The verdicts of a text one by one, in its order."""
    for claim in claims_in(text[:LONGEST_TEXT]):
        if claim.checkable:
            yield _verdict(library, claim, filters or Filters())
        else:
            yield Verdict(claim.text, claim.start, claim.end, claim.language, Ruling.NOT_CHECKED)


def _verdict(library: Library, claim: Claim, filters: Filters) -> Verdict:
    proposition, bearings = gather(library, claim, filters)
    ruled = rule(proposition, bearings)
    sides = (
        (Stance.FOR, ruled.pro),
        (Stance.AGAINST, ruled.contra),
        (Stance.PARTLY, ruled.partly),
        (Stance.NEAR, ruled.elsewhen),
        (Stance.NEAR, ruled.near),
    )
    findings = tuple(
        _finding(library, claim, stance, bearing) for stance, side in sides for bearing in side
    )
    ruling = ruled.ruling
    if ruling in (Ruling.SUPPORTED, Ruling.CONTRADICTED):
        counts = counts_of(library, claim, proposition, filters)
        told = counts.contrary if ruling is Ruling.SUPPORTED else counts.same
        stance = Stance.AGAINST if ruling is Ruling.SUPPORTED else Stance.FOR
        ruling = Ruling.DISPUTED if told else ruling
        findings += tuple(
            Finding(stance, side.statement, why_side(side, proposition, stance)) for side in told
        )
    return Verdict(
        claim.text,
        claim.start,
        claim.end,
        claim.language,
        ruling,
        why_ruling(ruling, claim.language, findings),
        context_of(ruled, proposition, claim.language),
        findings,
    )


def _finding(library: Library, claim: Claim, stance: Stance, bearing: Bearing) -> Finding:
    citations = library.cite_sentence(
        bearing.found.version, bearing.sentence, bearing.found.passage.section
    )
    return Finding(
        stance,
        Statement(as_one(citations), citations),
        why_finding(stance, bearing, citations[0], claim.language),
    )
