"""Why a claim ends as it does, in one plain sentence of its own language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.checking.gather import Bearing
from assistant.checking.periods import OtherPeriod
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition, printed_name
from assistant.checking.ruling import Ruled
from assistant.figures import Agreement
from assistant.records import Citation, Finding, Language, Ruling, Side, Stance
from assistant.texts import catalogue, page_reference

# What says most about a difference, first.
_ORDER = (
    Matter.FIGURE,
    Matter.UNIT,
    Matter.DATE,
    Matter.NAME,
    Matter.OPPOSITE,
    Matter.DENIAL,
    Matter.SPEAKER,
    Matter.CERTAINTY,
)


def why_finding(
    stance: Stance, bearing: Bearing, citation: Citation, language: Language, claimed: str = ""
) -> str:
    """The comparison that was made with one quote; "" for one that is only near. ``claimed`` is the claim's
    text, by which its names are printed."""
    source = source_name(citation, language)
    wrong = sorted(bearing.relation.wrong, key=lambda p: _ORDER.index(p.matter))
    if stance is Stance.NEAR:
        contrary = bearing.relation.stance is Stance.AGAINST
        figure = next((p for p in wrong if contrary and p.matter is Matter.FIGURE), None)
        return _say("elsewhen", language, source, figure) if figure else ""
    if bearing.voiced:
        return _say(f"voice_{stance}", language, source)
    if bearing.by_words:
        return _say(f"read_{stance}", language, source)
    if stance is Stance.FOR or not wrong:
        return _agreeing(bearing, source, language)
    return _differing(_named(wrong[0], claimed, bearing), source, language)


def _named(point: ComparedPoint, claimed: str, bearing: Bearing) -> ComparedPoint:
    """A point about names with each as its own text prints it."""
    if point.matter is not Matter.NAME:
        return point
    found = [printed_name(bearing.source.text, name) for name in point.found.split(", ")]
    return replace(
        point, claimed=printed_name(claimed, point.claimed), found=", ".join(dict.fromkeys(found))
    )


def why_period(other: OtherPeriod, citation: Citation, language: Language) -> str:
    """What the other period of a document is."""
    point = ComparedPoint(Matter.DATE, False, other.claimed, other.found)
    return _say("date", language, source_name(citation, language), point)


def _agreeing(bearing: Bearing, source: str, language: Language) -> str:
    figures = [p for p in bearing.relation.right if p.matter is Matter.FIGURE]
    if not figures:
        return _say("same", language, source)
    point = max(figures, key=lambda p: p.agreement is not Agreement.SAME)
    return _say(f"figure_{point.agreement or Agreement.SAME}", language, source, point)


def _differing(point: ComparedPoint, source: str, language: Language) -> str:
    texts = catalogue(language)
    if point.matter is Matter.FIGURE:
        return _say("different", language, source, point)
    if point.matter is Matter.CERTAINTY:
        certainty = texts[f"certainty_{point.found.lower()}"]
        return _capital(texts["why_certainty"].format(source=source, quoted=certainty))
    if point.matter is Matter.SPEAKER and point.found:
        return _say("other_speaker", language, source, point)
    return _say(point.matter.value, language, source, point)


def _say(kind: str, language: Language, source: str, point: ComparedPoint | None = None) -> str:
    claimed, quoted = (point.claimed, point.found) if point else ("", "")
    text = catalogue(language)[f"why_{kind}"]
    return _capital(text.format(source=source, claimed=_short(claimed), quoted=_short(quoted)))


def _short(text: str) -> str:
    return " ".join(text.split()) if len(text) <= 80 else " ".join(text[:77].split()) + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def source_name(citation: Citation, language: Language) -> str:
    """Who says it and where: "TNO, 2021 (p. 4)"."""
    who = citation.publisher or citation.title
    dated = f"{who}, {citation.published[:4]}" if citation.published else who
    return f"{dated} ({page_reference(citation, language)})"


def why_ruling(
    ruling: Ruling, language: Language, findings: Sequence[Finding], unnamed: Sequence[str] = ()
) -> str:
    """One plain sentence for the whole verdict; where nothing was found, with the names that no sentence has."""
    if ruling is Ruling.NOT_FOUND:
        texts = catalogue(language)
        if unnamed:
            return texts["why_unnamed"].format(names=" / ".join(unnamed))
        return texts["why_not_found"]
    first = {s: f.why for f in reversed(findings) for s in (f.stance,)}
    if ruling is Ruling.DISPUTED:
        return catalogue(language)["why_disputed"].format(
            first=first.get(Stance.FOR) or first.get(Stance.PARTLY, ""),
            second=first[Stance.AGAINST],
        )
    order = {
        Ruling.SUPPORTED: (Stance.FOR,),
        Ruling.CONTRADICTED: (Stance.AGAINST,),
        Ruling.PARTLY: (Stance.PARTLY, Stance.AGAINST),
    }[ruling]
    return next((first[s] for s in order if s in first), "")


def why_side(side: Side, claim: Proposition, stance: Stance) -> str:
    """The comparison with a figure that was looked up."""
    figure, _ = claim.figures[0]
    source = source_name(side.statement.citations[0], claim.language)
    printed = claim.text[figure.hedge_start : figure.end].strip()
    kind = "different" if stance is Stance.AGAINST else f"figure_{Agreement.SAME}"
    return _say(
        kind, claim.language, source, ComparedPoint(Matter.FIGURE, None, printed, side.value)
    )


def context_of(ruled: Ruled, claim: Proposition, language: Language) -> tuple[str, ...]:
    """What changes the meaning of a verdict: what time it is of, and who the document has it from."""
    texts = catalogue(language)
    notes: list[str] = []
    leading = (*ruled.pro, *ruled.contra, *ruled.partly)[:1]
    for bearing in leading:
        year = bearing.found.version.document.published[:4]
        if claim.figures and not claim.moments and year:
            notes.append(texts["context_published"].format(year=year))
        if bearing.source.speaker and not claim.speaker:
            notes.append(texts["context_reported"].format(who=bearing.source.speaker))
    if ruled.elsewhen:
        notes.append(texts["context_elsewhen"])
    return tuple(notes)
