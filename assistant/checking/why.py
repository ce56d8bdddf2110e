"""Why a claim ends as it does, in one plain sentence of its own language."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.gather import Bearing
from assistant.checking.periods import OtherPeriod
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition
from assistant.checking.ruling import Ruled
from assistant.checking.wording import Certainty
from assistant.figures import Agreement
from assistant.records import Citation, Finding, Language, Ruling, Side, Stance
from assistant.texts import page_reference

_SAYS: dict[str, dict[Language, str]] = {
    "different": {
        "nl": "De bewering zegt {claimed}; {source} zegt {found}.",
        "en": "The claim says {claimed}; {source} says {found}.",
    },
    "unit": {
        "nl": "De bewering zegt {claimed}; {source} zegt {found}: een andere eenheid, of iets anders "
        "dat wordt geteld.",
        "en": "The claim says {claimed}; {source} says {found}: another unit, or something else that is counted.",
    },
    "date": {
        "nl": "De bewering noemt {claimed}; {source} noemt {found}.",
        "en": "The claim names {claimed}; {source} names {found}.",
    },
    "name": {
        "nl": "De bewering noemt {claimed}; {source} noemt die naam hier niet, maar {found}.",
        "en": "The claim names {claimed}; {source} does not name that here, but {found}.",
    },
    "denial": {
        "nl": "De bewering en {source} spreken elkaar tegen: de een ontkent wat de ander zegt.",
        "en": "The claim and {source} contradict each other: one denies what the other says.",
    },
    "opposite": {
        "nl": "De bewering zegt het omgekeerde van wat {source} zegt.",
        "en": "The claim says the opposite of what {source} says.",
    },
    "certainty": {
        "nl": "De bewering is stelliger dan {source}: daar is het {found}.",
        "en": "The claim is firmer than {source}: there it is {found}.",
    },
    "speaker": {
        "nl": "De bewering schrijft dit toe aan “{claimed}”; {source} zegt het zonder dat erbij te noemen.",
        "en": "The claim ascribes this to “{claimed}”; {source} says it without naming that.",
    },
    "other_speaker": {
        "nl": "De bewering schrijft dit toe aan “{claimed}”; {source} heeft het van “{found}”.",
        "en": "The claim ascribes this to “{claimed}”; {source} has it from “{found}”.",
    },
    "read_for": {
        "nl": "Zo leest het taalmodel {source}: die zegt hetzelfde. Getallen, jaren en namen zijn vergeleken.",
        "en": "So the language model reads {source}: it says the same. Figures, years and names were compared.",
    },
    "read_against": {
        "nl": "Zo leest het taalmodel {source}: die spreekt de bewering tegen.",
        "en": "So the language model reads {source}: it contradicts the claim.",
    },
    "read_partly": {
        "nl": "Zo leest het taalmodel {source}: die draagt de bewering maar voor een deel.",
        "en": "So the language model reads {source}: it bears out only a part of the claim.",
    },
    "same": {"nl": "{source} zegt hetzelfde.", "en": "{source} says the same."},
    "figure_same": {
        "nl": "{source} zegt ook {found}.",
        "en": "{source} says {found}, too.",
    },
    "figure_within": {
        "nl": "{source} zegt {found}; dat past bij “{claimed}”.",
        "en": "{source} says {found}, which fits “{claimed}”.",
    },
    "figure_rounded": {
        "nl": "{source} zegt {found}; “{claimed}” is daarvan een afronding.",
        "en": "{source} says {found}; “{claimed}” is that, rounded.",
    },
    "figure_hedged": {
        "nl": "{source} zegt {found}; de bewering zegt “{claimed}”.",
        "en": "{source} says {found}; the claim says “{claimed}”.",
    },
    "elsewhen": {
        "nl": "{source} noemt een ander cijfer: {found}.",
        "en": "{source} gives another figure: {found}.",
    },
    "not_found": {
        "nl": "De documenten zeggen hierover niets waaruit blijkt of het klopt.",
        "en": "The documents say nothing that shows whether this is so.",
    },
    "disputed": {
        "nl": "De documenten spreken elkaar tegen. {first} {second}",
        "en": "The documents contradict each other. {first} {second}",
    },
}
_CERTAINTIES: dict[str, dict[Language, str]] = {
    Certainty.POSSIBLE.name: {"nl": "een mogelijkheid", "en": "a possibility"},
    Certainty.PLANNED.name: {"nl": "een plan of verwachting", "en": "a plan or an expectation"},
    Certainty.CONDITIONAL.name: {"nl": "voorwaardelijk", "en": "conditional"},
    Certainty.PARTLY.name: {"nl": "maar ten dele zo", "en": "so only in part"},
    Certainty.SAID.name: {"nl": "een feit", "en": "a fact"},
}
_CONTEXT: dict[str, dict[Language, str]] = {
    "published": {
        "nl": "Dit staat in een document van {year}; de bewering noemt geen jaar.",
        "en": "This is from a document of {year}; the claim names no year.",
    },
    "elsewhen": {
        "nl": "Elders noemen de documenten een ander cijfer: van een andere tijd, of anders geteld.",
        "en": "Elsewhere the documents give another figure: of another time, or counted otherwise.",
    },
    "reported": {
        "nl": "Het document heeft dit van een ander: {who}.",
        "en": "The document has this from somebody else: {who}.",
    },
}
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


def why_finding(stance: Stance, bearing: Bearing, citation: Citation, language: Language) -> str:
    """The comparison that was made with one quote; "" for one that is only near."""
    source = source_name(citation, language)
    wrong = sorted(bearing.relation.wrong, key=lambda p: _ORDER.index(p.matter))
    if stance is Stance.NEAR:
        contrary = bearing.relation.stance is Stance.AGAINST
        figure = next((p for p in wrong if contrary and p.matter is Matter.FIGURE), None)
        return _say("elsewhen", language, source, figure) if figure else ""
    if bearing.by_words:
        return _say(f"read_{stance}", language, source)
    if stance is Stance.FOR or not wrong:
        return _agreeing(bearing, source, language)
    return _differing(wrong[0], source, language)


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
    if point.matter is Matter.FIGURE:
        return _say("different", language, source, point)
    if point.matter is Matter.CERTAINTY:
        found = _CERTAINTIES[point.found][language]
        return _capital(_SAYS["certainty"][language].format(source=source, found=found))
    if point.matter is Matter.SPEAKER and point.found:
        return _say("other_speaker", language, source, point)
    return _say(point.matter.value, language, source, point)


def _say(kind: str, language: Language, source: str, point: ComparedPoint | None = None) -> str:
    claimed, found = (point.claimed, point.found) if point else ("", "")
    return _capital(
        _SAYS[kind][language].format(source=source, claimed=_short(claimed), found=_short(found))
    )


def _short(text: str) -> str:
    return " ".join(text.split()) if len(text) <= 80 else " ".join(text[:77].split()) + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def source_name(citation: Citation, language: Language) -> str:
    """Who says it and where: "TNO, 2021 (p. 4)"."""
    who = citation.publisher or citation.title
    dated = f"{who}, {citation.published[:4]}" if citation.published else who
    return f"{dated} ({page_reference(citation, language)})"


def why_ruling(ruling: Ruling, language: Language, findings: Sequence[Finding]) -> str:
    """One plain sentence for the whole verdict."""
    if ruling is Ruling.NOT_FOUND:
        return _SAYS["not_found"][language]
    first = {s: f.why for f in reversed(findings) for s in (f.stance,)}
    if ruling is Ruling.DISPUTED:
        return _SAYS["disputed"][language].format(
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
    notes: list[str] = []
    leading = (*ruled.pro, *ruled.contra, *ruled.partly)[:1]
    for bearing in leading:
        year = bearing.found.version.document.published[:4]
        if claim.figures and not claim.moments and year:
            notes.append(_CONTEXT["published"][language].format(year=year))
        if bearing.source.speaker and not claim.speaker:
            notes.append(_CONTEXT["reported"][language].format(who=bearing.source.speaker))
    if ruled.elsewhen:
        notes.append(_CONTEXT["elsewhen"][language])
    return tuple(notes)
