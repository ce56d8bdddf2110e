"""A text to be checked comes: split -> retrieve -> compare -> read -> rule -> cite -> say why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.answering.statements import as_one
from assistant.checking.claims import Claim, claims_in
from assistant.checking.gather import Bearing, gather
from assistant.checking.lookup import counts_of
from assistant.checking.periods import OtherPeriod, other_periods
from assistant.checking.proposition import Proposition
from assistant.checking.reader import Reader, settled, to_be_read
from assistant.checking.relevance import most_relevant_first
from assistant.checking.ruling import Ruled, nearest_of, rule
from assistant.checking.voice import heard, odds_of, speaks
from assistant.checking.why import context_of, why_finding, why_period, why_ruling, why_side
from assistant.language.detection import detect_language
from assistant.library import Library
from assistant.reading.running_text import LONGEST_TEXT
from assistant.records import Check, Filters, Finding, Ruling, Stance, Statement, Verdict
from assistant.retrieval import reads


def check_text(
    library: Library,
    text: str,
    filters: Filters | None = None,
    name: str = "",
    reader: Reader | None = None,
) -> Check:
    """Check every sentence of a text against what the library's documents say.

    ``name`` is the file that the text came from, ``reader`` who reads beside the program. Raises
    LibraryError for an ``as_of`` that is no date.
    """
    verdicts = tuple(check_claims(library, text, filters, reader))
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


def check_claims(
    library: Library, text: str, filters: Filters | None = None, reader: Reader | None = None
) -> Iterator[Verdict]:
    """The verdicts of a text one by one, in its order. What it says twice, of the same, is checked once."""
    known: dict[tuple[str, str, str], Verdict] = {}
    for claim in claims_in(text[:LONGEST_TEXT]):
        if claim.checkable:
            key = (claim.text, claim.language, claim.about)
            if key not in known:
                # Of a long text the last claims come minutes later: what is limited since is hidden.
                known[key] = _verdict(library.as_now(), claim, filters or Filters(), reader)
            yield replace(known[key], start=claim.start, end=claim.end)
        else:
            yield Verdict(claim.text, claim.start, claim.end, claim.language, Ruling.NOT_CHECKED)


def _verdict(
    library: Library, claim: Claim, filters: Filters, reader: Reader | None = None
) -> Verdict:
    proposition, bearings = gather(library, claim, filters)
    bearings, note = _read(library, reader, claim, bearings)
    ruled = rule(proposition, bearings)
    if ruled.ruling is Ruling.NOT_FOUND and reads(library) and not any(b.read for b in bearings):
        ruled = replace(ruled, near=nearest_of(most_relevant_first(claim, bearings)))
    others = _looked_up(library, claim, proposition, ruled, filters)
    ruling = Ruling.DISPUTED if others else ruled.ruling
    findings = (*_findings(library, claim, ruled), *others)
    return Verdict(
        claim.text,
        claim.start,
        claim.end,
        claim.language,
        ruling,
        why_ruling(ruling, claim.language, findings, ruled.unnamed),
        (*context_of(ruled, proposition, claim.language), *filter(None, [note])),
        findings,
    )


def _read(
    library: Library, reader: Reader | None, claim: Claim, bearings: list[Bearing]
) -> tuple[list[Bearing], str]:
    """The bearings as points and reader agree on them, or as points and voice have them where nobody read;
    and who read."""
    if not bearings:
        return bearings, ""
    shown, note = to_be_read(bearings), ""
    if reader is not None:
        reading = reader.read(claim, shown)
        if reading.says is not None:
            return settled(bearings, shown, reading.says), reading.note
        note = reading.note
    if speaks(library):
        bearings = heard(bearings, shown, odds_of(claim, shown))
    return bearings, note


def _findings(library: Library, claim: Claim, ruled: Ruled) -> Iterator[Finding]:
    sides = (
        (Stance.FOR, ruled.pro),
        (Stance.AGAINST, ruled.contra),
        (Stance.PARTLY, ruled.partly),
        (Stance.NEAR, ruled.elsewhen),
        (Stance.NEAR, ruled.near),
    )
    for stance, side in sides:
        yield from (_finding(library, claim, stance, bearing) for bearing in side)


def _looked_up(
    library: Library, claim: Claim, proposition: Proposition, ruled: Ruled, filters: Filters
) -> tuple[Finding, ...]:
    """What the ledger and the documents themselves have beside what decided: another number of what is
    counted, another period. A claim for which there is any is disputed."""
    supported = ruled.ruling is Ruling.SUPPORTED
    if not supported and ruled.ruling is not Ruling.CONTRADICTED:
        return ()
    counts = counts_of(library, claim, proposition, filters)
    stance = Stance.AGAINST if supported else Stance.FOR
    told = [
        Finding(stance, side.statement, why_side(side, proposition, stance))
        for side in (counts.contrary if supported else counts.same)
    ]
    if supported:
        others = other_periods(library, claim, proposition, ruled.pro, filters)
        told += [_of_period(library, claim, other) for other in others]
    return tuple(told)


def _of_period(library: Library, claim: Claim, other: OtherPeriod) -> Finding:
    finding = _finding(library, claim, Stance.AGAINST, other.bearing)
    why = why_period(other, finding.statement.citations[0], claim.language)
    return replace(finding, why=why)


def _finding(library: Library, claim: Claim, stance: Stance, bearing: Bearing) -> Finding:
    citations = library.citations.of_sentence(
        bearing.found.version, bearing.sentence, bearing.found.passage.section
    )
    row, cell = bearing.sentence.row, bearing.cell
    asked = (row.cells.index(cell),) if row and cell else ()
    return Finding(
        stance,
        Statement(as_one(citations), citations, row=row, asked=asked),
        why_finding(stance, bearing, citations[0], claim.language, claim.text),
    )
