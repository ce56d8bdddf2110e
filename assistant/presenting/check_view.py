"""A Check made ready for the browser: the marked text, and each claim with its quotes as an answer has them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.presenting.answer_view import Presenter
from assistant.presenting.check_report import (
    CheckedPiece,
    RulingSign,
    compared_with,
    counted,
    numbered,
    paragraphs_of,
    sign_of,
)
from assistant.presenting.views import Group
from assistant.records import Check, Finding, Language, Ruling, Stance, Verdict


@dataclass(frozen=True, slots=True)
class FindingView:
    """A quote for or against; ``why`` is "" where the claim's own sentence says it already."""

    stance: str
    why: str
    group: Group


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A verdict as shown. ``number`` is 0 for what was not checked."""

    number: int
    text: str
    language: Language
    sign: RulingSign
    why: str
    context: tuple[str, ...]
    findings: tuple[FindingView, ...]
    near: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the page of a check shows."""

    counts: tuple[tuple[RulingSign, int], ...]
    signs: tuple[RulingSign, ...]
    paragraphs: tuple[tuple[CheckedPiece, ...], ...]
    claims: tuple[ClaimView, ...]
    unchecked: tuple[ClaimView, ...]
    compared: str


def check_view(check: Check, presenter: Presenter) -> CheckView:
    """The whole check, in the language of its text. Citations are numbered through all claims."""
    numbers: dict[str, int] = {}
    claims = tuple(
        _claim(verdict, number, check.language, presenter, numbers)
        for verdict, number in zip(check.verdicts, numbered(check.verdicts), strict=True)
    )
    return CheckView(
        counts=tuple((sign_of(r, check.language), count) for r, count in counted(check).items()),
        signs=tuple(sign_of(ruling, check.language) for ruling in Ruling),
        paragraphs=paragraphs_of(check),
        claims=tuple(claim for claim in claims if claim.number),
        unchecked=tuple(claim for claim in claims if not claim.number),
        compared=compared_with(check),
    )


def _claim(
    verdict: Verdict,
    number: int,
    language: Language,
    presenter: Presenter,
    numbers: dict[str, int],
) -> ClaimView:
    deciding = [f for f in verdict.findings if f.stance is not Stance.NEAR]
    near = [f for f in verdict.findings if f.stance is Stance.NEAR]
    return ClaimView(
        number=number,
        text=verdict.claim,
        language=verdict.language,
        sign=sign_of(verdict.ruling, language),
        why=verdict.why,
        context=verdict.context,
        findings=tuple(
            FindingView(
                finding.stance.value,
                finding.why if finding.why != verdict.why else "",
                _group(finding, presenter, numbers),
            )
            for finding in deciding
        ),
        near=tuple(_group(finding, presenter, numbers) for finding in near),
    )


def _group(finding: Finding, presenter: Presenter, numbers: dict[str, int]) -> Group:
    statement = finding.statement
    return Group((presenter.line(statement, numbers),), presenter.sources((statement,)))
