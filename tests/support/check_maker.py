"""Checks made by hand: every ruling once, with real quotes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Check, Filters, Finding, Ruling, Stance, Statement, Verdict

CHECKED = "2026-01-02T03:04:05+00:00"
CLAIMS = (
    ("De eerste bewering klopt.", Ruling.SUPPORTED, Stance.FOR),
    ("De tweede bewering klopt niet.", Ruling.CONTRADICTED, Stance.AGAINST),
    ("Wat is dat mooi!", Ruling.NOT_CHECKED, None),
    ("Over de derde zijn de bronnen het oneens.", Ruling.DISPUTED, Stance.AGAINST),
    ("De vierde klopt ten dele.", Ruling.PARTLY, Stance.PARTLY),
    ("De vijfde staat nergens.", Ruling.NOT_FOUND, Stance.NEAR),
)


def check_of(statements: Sequence[Statement], claims: Sequence[str] = (), **rest: object) -> Check:
    """A Dutch text of six sentences in two paragraphs; statements are its quotes, in turn."""
    text, verdicts = "", []
    for index, (usual, ruling, stance) in enumerate(CLAIMS):
        claim = claims[index] if index < len(claims) else usual
        text += "" if not text else "\n\n" if index == 3 else " "
        quote = statements[index % len(statements)]
        findings = (Finding(stance, quote, f"Waarom {index}."),) if stance else ()
        end = len(text) + len(claim)
        verdicts.append(
            Verdict(
                claim, len(text), end, "nl", ruling, f"Uitleg {index}.", ("Let wel.",), findings
            )
        )
        text += claim
    made = {"checked": CHECKED, "library_revision": 7, "filters": Filters(year_from=2018)} | rest
    return Check(text, "nl", tuple(verdicts), **made)  # type: ignore[arg-type]
