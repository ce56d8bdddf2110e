"""What was found for a claim -> how it ends: supported, contradicted, disputed, partly, not found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.checking.gather import Bearing
from assistant.checking.modifiers import is_another
from assistant.checking.pieces import pieced
from assistant.checking.point import ComparedPoint, Matter
from assistant.checking.proposition import Proposition, printed_name
from assistant.checking.relation import Relation
from assistant.checking.stance import TELLS_NOTHING
from assistant.figures import Moment
from assistant.figures.moments import published_moment
from assistant.records import Ruling, Stance

MOST = 4  # quotes for, and as many against
NEAREST = 3
ABOUT_AS = 0.8  # share of the best sentence's probability
EVERY, FAINT = (
    0.95,
    0.025,
)  # share of the claim's words, and probability, of a denial shown beside support
SELF = 0.8  # share of the best sentence's probability, to contradict it from its own document
NEARLY = 0.3  # least probability of a sentence of which the figure keeps another from contradicting
FAR_MORE = 0.4  # of the claim's words, by which a sentence of another document outdoes a figure
WEAKER = 0.45  # share of the best probability that others must have to count beside it
APART = 1  # years between two times of which different figures are no contradiction


@dataclass(frozen=True, slots=True)
class Ruled:
    """How a claim ends, and the sentences that decided it, with those that are only near."""

    ruling: Ruling
    pro: tuple[Bearing, ...] = ()
    contra: tuple[Bearing, ...] = ()
    partly: tuple[Bearing, ...] = ()
    near: tuple[Bearing, ...] = ()
    elsewhen: tuple[Bearing, ...] = ()  # another figure, of another time
    unnamed: tuple[
        str, ...
    ] = ()  # names of the claim that no sentence has, where nothing was found


def rule(claim: Proposition, bearings: Sequence[Bearing]) -> Ruled:
    """Weigh what was found. ``bearings`` stand with those that speak most of the claim first."""
    ruled = _weighed(claim, bearings)
    if ruled.ruling is Ruling.NOT_FOUND:
        return replace(ruled, unnamed=_unnamed(claim, bearings))
    return ruled


def _unnamed(claim: Proposition, bearings: Sequence[Bearing]) -> tuple[str, ...]:
    """The names of a claim that none of the sentences has, as printed in it."""
    points = [p for b in bearings for p in b.relation.points if p.matter is Matter.NAME]
    met = {p.claimed for p in points if p.agrees}
    return tuple(
        printed_name(claim.text, name)
        for name in claim.names
        if name not in met and any(p.claimed == name for p in points)
    )


def _weighed(claim: Proposition, bearings: Sequence[Bearing]) -> Ruled:
    pro = _distinct([b for b in bearings if b.relation.stance is Stance.FOR])
    against = _distinct([b for b in bearings if b.relation.stance is Stance.AGAINST])
    partly = _distinct([b for b in bearings if b.relation.stance is Stance.PARTLY])
    contra, elsewhen = _of_the_same_time(claim, against, pro)
    said_otherwise = contra
    pro, contra, partly = _strongest(pro, contra, partly)
    pro = _unless_outdone(pro, contra)
    contra = _of_others(contra, pro)
    if pro:
        contra = [b for b in contra if not is_another(claim, b.source)]
    denied = [] if contra else _of_others([b for b in bearings if _denies_all(b)], [*pro, *partly])
    elsewhen += [b for b in said_otherwise if b not in contra and _of_a_figure(b)]
    if denied and (pro or partly):
        return Ruled(Ruling.DISPUTED, _first(pro), _first(denied), _first(partly))
    if pro:
        ruling = Ruling.DISPUTED if contra else Ruling.SUPPORTED
        return Ruled(ruling, _first(pro), _first(contra), elsewhen=_first(elsewhen))
    together = pieced(bearings)
    if together and not contra:
        return Ruled(Ruling.SUPPORTED, together, elsewhen=_first(elsewhen))
    if contra and _of_a_figure(contra[0]) and _nearly_said(bearings, contra[0]):
        return Ruled(Ruling.NOT_FOUND, near=nearest_of(bearings), elsewhen=_first(elsewhen))
    if contra:
        return Ruled(Ruling.CONTRADICTED, contra=_first(contra), partly=_first(partly))
    if partly:
        return Ruled(Ruling.PARTLY, partly=_first(partly))
    return Ruled(Ruling.NOT_FOUND, near=nearest_of(bearings), elsewhen=_first(elsewhen))


def _denies_all(bearing: Bearing) -> bool:
    """A sentence with every word of the claim that denies it, however little else says that it speaks of
    the same: beside one that bears the claim out, a reader must see it."""
    relation = bearing.relation
    denied = {p.matter for p in relation.wrong} == {Matter.DENIAL} and not any(
        p.agrees is None and p.telling > TELLS_NOTHING for p in relation.points
    )
    return denied and relation.alignment.inside >= EVERY and relation.strength >= FAINT


def _strongest(
    *sides: list[Bearing],
) -> tuple[list[Bearing], ...]:
    """Sides whose best sentence speaks of the claim far less surely than another's say nothing of it."""
    best = max((side[0].relation.strength for side in sides if side), default=0.0)
    return tuple([b for b in side if b.relation.strength >= _least(b) * best] for side in sides)


def _least(bearing: Bearing) -> float:
    """Two that both say until when or from when are about the same, whatever else they say."""
    wrong = bearing.relation.wrong
    ended = wrong and all(p.matter is Matter.DATE and p.telling > TELLS_NOTHING for p in wrong)
    return WEAKER / 2 if ended else WEAKER


def _of_the_same_time(
    claim: Proposition, against: Sequence[Bearing], pro: Sequence[Bearing]
) -> tuple[list[Bearing], list[Bearing]]:
    """Contrary sentences about the claim's time, and those about another: these contradict nothing."""
    times: tuple[Moment, ...] = tuple(m for m in claim.moments if m.year_known)
    if not times and pro:
        times = tuple(m for b in pro for m in b.source.spoken_of if m.years[0] == m.years[1])
    same: list[Bearing] = []
    other: list[Bearing] = []
    for bearing in against:
        # With the same digits it is the same figure, with a slip in its size.
        slipped = any(p.scaled for p in bearing.relation.wrong)
        apart = not slipped and (
            are_apart(times, bearing.source.spoken_of, bearing.relation)
            or _too_early(times, bearing)
        )
        (other if apart else same).append(bearing)
    return same, other


def _too_early(times: Sequence[Moment], bearing: Bearing) -> bool:
    """Whether a document is of a year before all that the claim is about: it cannot know."""
    published = published_moment(bearing.source.published)
    figures = all(p.matter is Matter.FIGURE for p in bearing.relation.wrong)
    # A year of its own may lie ahead of the document: a target. A period says nothing of its last year.
    own = [m for m in bearing.source.moments if m.year_known and m.years[0] == m.years[1]]
    if not (figures and published and times) or own:
        return False
    return all(published.last.year < time.first.year for time in times)


def are_apart(times: Sequence[Moment], others: Sequence[Moment], relation: Relation) -> bool:
    """Whether two different figures are of different times, and so contradict nothing."""
    figures = all(p.matter is Matter.FIGURE for p in relation.wrong)
    return figures and bool(times) and not _meet(times, others)


def _meet(times: Sequence[Moment], others: Sequence[Moment]) -> bool:
    periods = [time for time in times if time.years[0] < time.years[1]]
    if periods:  # a figure over several years is comparable with one over the same years alone
        return any(time.years == other.years for time in periods for other in others)
    return not others or any(
        one.first.year - APART <= other.last.year and other.first.year - APART <= one.last.year
        for one in times
        for other in others
    )


def _unless_outdone(pro: Sequence[Bearing], contra: Sequence[Bearing]) -> list[Bearing]:
    """What bears a claim out, less a figure that stands by itself where its own document has a
    sentence that surely speaks of the claim and says otherwise, or another has far more of its words."""
    return [b for b in pro if not any(_outdoes(c, b) for c in contra)]


def _outdoes(contra: Bearing, pro: Bearing) -> bool:
    own = contra.found.version.document.id == pro.found.version.document.id
    surer = contra.relation.strength >= pro.relation.strength
    shared = contra.relation.alignment.inside, pro.relation.alignment.inside
    return surer and shared[0] >= shared[1] + (0.0 if own else FAR_MORE)


def _of_others(contra: Sequence[Bearing], pro: Sequence[Bearing]) -> list[Bearing]:
    """Contrary sentences of other documents than those that bear the claim out.

    A document seldom contradicts itself: in one that bears the claim out, another figure is of
    something else."""
    bearing_out = {b.found.version.document.id for b in pro}
    return [
        b
        for b in contra
        if (b.found.version.document.id not in bearing_out or _of_itself(b, pro))
        # Where a share agrees, an amount that differs is what it is a share of.
        and (_turns_round(b) or not any(map(_is_share, b.relation.right)))
    ]


def _of_itself(bearing: Bearing, pro: Sequence[Bearing]) -> bool:
    """Whether a document contradicts itself: the same figure, over another period."""
    relation = bearing.relation
    dated = all(p.matter is Matter.DATE for p in relation.wrong)
    return dated and relation.strength >= SELF * pro[0].relation.strength


def _nearly_said(bearings: Sequence[Bearing], contra: Bearing) -> bool:
    """Whether a sentence that more surely speaks of the claim has every point of it, though too little to
    bear it out: then a less sure one does not contradict it."""
    for bearing in bearings:
        relation = bearing.relation
        if relation.strength <= contra.relation.strength:
            return any(_has_its_figure(b, contra) for b in bearings)
        figures = [p for p in relation.points if p.matter is Matter.FIGURE]
        whole = not relation.wrong and all(p.agrees for p in figures if not p.goes_unsaid)
        if whole and relation.alignment.inside >= contra.relation.alignment.inside:
            return True
    return False


def _has_its_figure(bearing: Bearing, contra: Bearing) -> bool:
    """Whether a sentence of the same document, hardly less sure, has the figure that another differs from."""
    relation = bearing.relation
    own = bearing.found.version.document.id == contra.found.version.document.id
    wrong = {p.claimed for p in contra.relation.wrong}
    held = any(p.telling > TELLS_NOTHING and p.claimed in wrong for p in relation.right)
    near = relation.strength >= max(NEARLY, SELF * contra.relation.strength)
    return own and held and near and not relation.wrong


def _of_a_figure(bearing: Bearing) -> bool:
    return any(p.matter is Matter.FIGURE for p in bearing.relation.wrong)


def _is_share(point: ComparedPoint) -> bool:
    share = re.search(r"%|procent|percent|per cent", point.found)
    return point.matter is Matter.FIGURE and bool(share)


def _turns_round(bearing: Bearing) -> bool:
    """Whether a sentence differs in its direction, its time or a name alone: "25 procent lager" and "hoger"."""
    turned = (Matter.OPPOSITE, Matter.DATE, Matter.NAME)
    return all(p.matter in turned for p in bearing.relation.wrong)


def _distinct(bearings: Sequence[Bearing]) -> list[Bearing]:
    """The same words of several versions or documents once, and one sentence a document first."""
    seen: set[tuple[str, ...]] = set()
    kept: list[Bearing] = []
    for bearing in bearings:
        if bearing.wording not in seen:
            seen.add(bearing.wording)
            kept.append(bearing)
    return kept


def _first(bearings: Sequence[Bearing]) -> tuple[Bearing, ...]:
    """The strongest sentence of each document; of those that are about as strong the newest first."""
    by_document: dict[str, Bearing] = {}
    for bearing in bearings:
        by_document.setdefault(bearing.found.version.document.id, bearing)
    kept = list(by_document.values())[:MOST]
    best = max((b.relation.strength for b in kept), default=0.0)
    strong = [b for b in kept if b.relation.strength >= ABOUT_AS * best]
    strong.sort(key=lambda b: b.found.version.document.published, reverse=True)
    return (*strong, *(b for b in kept if b not in strong))


def nearest_of(bearings: Sequence[Bearing]) -> tuple[Bearing, ...]:
    """What a reader should see where nothing decided, also several of one document: one a document hides the
    sentence that matters behind one like it."""
    return tuple(_distinct(bearings)[:NEAREST])
