"""The points of a claim, each held against a sentence: figures, dates, names, and how it is worded.

Pure: it knows no library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.analysis import words
from assistant.checking.alignment import Alignment
from assistant.checking.names import has_word, name_points, ordinal_points
from assistant.checking.point import Matter, Point
from assistant.checking.proposition import Proposition
from assistant.checking.wording import (
    Certainty,
    certainty_of,
    is_any_report,
    is_negated,
    opposed,
    sides_of,
)
from assistant.figures import (
    Agreement,
    Comparison,
    Counted,
    Figure,
    Hedge,
    Moment,
    compare,
    figures_in,
)
from assistant.retrieval import Said

YEAR = 360  # days
RECKONED = 0.3  # how telling a figure is that follows from others
SMALL = 12  # counts up to this are often left to the reader ("one of the ten")


def points_of(claim: Proposition, said: Proposition, alignment: Alignment) -> tuple[Point, ...]:
    """Every point of a claim, and where a sentence agrees with it, differs or is silent."""
    return (
        *_figures(claim, said),
        *_dates(claim, said),
        *name_points(claim, said),
        *ordinal_points(claim, said),
        *_wordings(claim, said, alignment),
    )


# Figures


def _figures(claim: Proposition, said: Proposition) -> list[Point]:
    return [_figure_point(claim, figure, counted, said) for figure, counted in claim.figures]


def _taken(claim: Proposition, figure: Figure, said: Proposition) -> set[int]:
    """Where figures of the sentence begin that are another figure of the claim's: in "ten of the
    fifteen proposals" nothing is said against the ten by "there were fifteen proposals"."""
    return {
        other.start
        for mine, _ in claim.figures
        if mine is not figure
        for other, _ in said.figures
        if compare(mine, other).agreement is Agreement.SAME
        and not compare(figure, other).agreement.agrees
    }


def _figure_point(claim: Proposition, figure: Figure, counted: Counted, said: Proposition) -> Point:
    printed = claim.text[figure.said : figure.end].strip()
    compared: list[tuple[Comparison, bool, int]] = []
    taken = _taken(claim, figure, said)
    for other, other_counted in said.figures:
        if other.start in taken:
            continue
        same = counted.same_as(other_counted)
        unclear = not (counted.known and other_counted.known)
        if same or _is_amount(figure) or unclear:
            compared.append((compare(figure, other), same, _spoken_with(other, claim, said)))
    alone = len(claim.figures) == 1
    # Of several figures of a sentence, the one among the claim's own words is meant.
    nears = sorted((near for c, _, near in compared if c.said.unit == figure.unit), reverse=True)
    nearest = nears[0] if alone and nears else 0
    chosen = bool(nears) and nears[0] > 0 and nears.count(nears[0]) == 1
    compared.sort(key=lambda c: (alone and c[2] < nearest, not c[0].agreement.agrees, not c[1]))
    for comparison, same, near in compared:
        agreement = comparison.agreement
        paired = chosen and near == nears[0] and _is_amount(figure)
        if agreement.agrees and _of_people(figure, comparison.said, said):
            return Point(
                Matter.UNIT,
                False,
                printed,
                said.text[comparison.said.said : comparison.said.end + 15].strip(),
            )
        words_said = said.text[comparison.said.said : comparison.said.end].strip()
        if agreement.agrees:
            telling = _telling(figure, agreement)
            return Point(Matter.FIGURE, True, printed, words_said, agreement, telling=telling)
        if agreement is Agreement.DIFFERENT and (
            same or paired or _only_one(figure, counted, claim, said)
        ):
            scaled = any(_is_scaled(figure, f) or f.value == figure.value for f, _ in said.figures)
            return Point(Matter.FIGURE, False, printed, words_said, agreement, scaled=scaled)
        if agreement is Agreement.OTHER_UNIT and figure.value == comparison.said.value:
            return Point(Matter.UNIT, False, printed, words_said, agreement)
    reckoned = _reckoned(figure, counted, said)
    if reckoned:
        return Point(Matter.FIGURE, True, printed, reckoned, Agreement.WITHIN, telling=RECKONED)
    return _other_counted(figure, counted, printed, said, alone and not claim.moments)


def _reckoned(figure: Figure, counted: Counted, said: Proposition) -> str:
    """What the claim's figure follows from, as printed: a share from a part and its whole ("2,350
    companies, of which 400"), a number of years from a period ("2013-2023"); "" where nothing does."""
    if counted.is_time and figure.unit == "":
        spans = (
            m
            for m in said.moments
            if m.last.year - m.first.year == figure.value
            and not _WHOLE_YEARS.search(said.text[: m.start])
        )
        return next((said.text[m.start : m.end] for m in spans), "")
    if figure.unit != "%":
        return ""
    counts = [(f, said.text[f.said : f.end]) for f, _ in said.figures if f.unit == ""]
    wholes = counts + [(f, said.before[f.said : f.end]) for f in _counts_before(said)]
    for part, printed in counts:
        for whole, of in wholes:
            if 1 < part.value < whole.value and _is_of(part, whole, said):
                share = replace(figure, value=100 * part.value / whole.value, hedge=Hedge.NONE)
                share = replace(share, low=share.value, high=share.value, step=1.0)
                if compare(figure, share).agreement.agrees:
                    return f"{printed} / {of}"
    return ""


def _counts_before(said: Proposition) -> list[Figure]:
    """Counts of the sentence before one that begins with "Daarvan"."""
    if not _OF_THEM.match(said.text):
        return []
    found = figures_in(said.before, said.language)
    return [f for f in found if f.unit == "" and not f.is_year]


def _is_of(part: Figure, whole: Figure, said: Proposition) -> bool:
    between = said.text[whole.end : part.said] if whole.end <= part.said else ""
    return bool(_OF_THEM.match(said.text) or _OF_WHICH.search(between))


# "De jaren 2018-2021" are four; from 2018 to 2021 something grew in three.
_WHOLE_YEARS = re.compile(r"\b(?:jaren|years)\s$", re.IGNORECASE)
_OF_THEM = re.compile(r"\W*(?:daarvan|hiervan|of (?:these|those|them|which))\b", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:waarvan|daarvan|of which|of whom|of them|of these)\b", re.IGNORECASE)


def _spoken_with(figure: Figure, claim: Proposition, said: Proposition) -> int:
    """How many of the claim's words stand in the part of the sentence that a figure stands in."""
    start, end = next(
        (a, b) for a, b in said.parts if a <= figure.start < b or b == said.parts[-1][1]
    )
    return _count(claim, said.text[start:end], said)


def _telling(figure: Figure, agreement: Agreement) -> float:
    digits = len(f"{figure.value:.10g}".replace(".", "").rstrip("0"))
    bare = figure.unit == "" and figure.step == 0
    share = 0.1 if bare and figure.value <= SMALL else min(1.0, digits / 3)
    if figure.unit == "%" and digits < 3:
        share /= 2  # a report has most whole percentages somewhere
    return share / 2 if agreement is Agreement.WITHIN else share


def _is_scaled(figure: Figure, other: Figure) -> bool:
    """Whether two figures have the same digits, two or more, and are of another size."""
    one, another = (f"{f.value:.10g}".replace(".", "").strip("0") for f in (figure, other))
    return one == another and len(one) > 1 and figure.value != other.value


def _is_amount(figure: Figure) -> bool:
    """Amounts and shares seldom say what they count; "elf miljoen" is one, too."""
    return bool(figure.unit) or figure.step >= 100_000


def _of_people(figure: Figure, other: Figure, said: Proposition) -> bool:
    """ "100 miljoen mensen" is no amount of money, although "100 miljoen" alone may be one."""
    counted = next((c for f, c in said.figures if f is other), None)
    return figure.unit != other.unit and other.unit == "" and counted is not None and counted.known


def _only_one(figure: Figure, counted: Counted, claim: Proposition, said: Proposition) -> bool:
    """Where claim and sentence have one figure of the kind each, they are a pair: amounts, and counts
    of which not both are known to be of different things ("700 ondernemers", "1.700 bezoekers")."""
    if _is_amount(figure):
        return all(
            sum(f.unit == figure.unit for f, _ in side.figures) == 1 for side in (claim, said)
        )
    if figure.value <= SMALL or len(claim.figures) > 1 or len(said.figures) > 1:
        return False
    return not all(c.known for _, c in said.figures) or not counted.known


def _other_counted(
    figure: Figure, counted: Counted, printed: str, said: Proposition, alone: bool
) -> Point:
    """The same number of something else ("680 euro", "680 bedrijven"), or no such figure at all."""
    for other, other_counted in said.figures:
        agreement = compare(figure, other).agreement
        if not agreement.agrees:
            continue
        words_said = said.text[other.said : other.end + 20].strip()
        if counted.known and other_counted.known and not _is_amount(other):
            return Point(Matter.UNIT, False, printed, words_said)
        telling = _telling(figure, agreement) / 2
        return Point(Matter.FIGURE, True, printed, words_said, agreement, telling=telling)
    # "One of the ten", "in five years": beside another figure.
    unsaid = figure.value == 1 or (counted.is_time and not alone)
    telling = 0.0 if unsaid else _telling(figure, Agreement.SAME)
    return Point(Matter.FIGURE, None, printed, telling=telling)


# Dates


def _dates(claim: Proposition, said: Proposition) -> list[Point]:
    return [_date_point(claim, moment, said) for moment in claim.moments]


def _date_point(claim: Proposition, moment: Moment, said: Proposition) -> Point:
    printed = claim.text[moment.start : moment.end]
    if not moment.year_known:
        met = [
            m
            for m in said.moments
            if (m.first.month, m.first.day) == (moment.first.month, moment.first.day)
        ]
        dated = [m for m in said.moments if m.first == m.last]
        return Point(
            Matter.DATE, bool(met) or (False if dated else None), printed, _printed(said, dated)
        )
    own = [m for m in said.moments if m.year_known]
    fine = _of_its_grain(moment, own)
    if moment.years[0] < moment.years[1] and fine and not any(_is_period(m) for m in fine):
        return Point(Matter.DATE, None, printed, _printed(said, fine))  # "2017" is no period
    if claim.figures and fine and all(_only_spans(moment, m, claim) for m in fine):
        return Point(Matter.DATE, None, printed, _printed(said, fine))
    if any(_fits(moment, m) for m in fine):
        ended = any(m.open_end and m.open_end == moment.open_end for m in fine)
        near = moment.days < YEAR and any(m.days < YEAR for m in fine)
        telling = 0.5 if near or ended else 0.1
        return Point(Matter.DATE, True, printed, _printed(said, fine), telling=telling)
    if own:
        ended = any(
            m.open_end == moment.open_end if m.open_end else _is_period(m) and _is_period(moment)
            for m in fine
        )
        return Point(Matter.DATE, False, printed, _printed(said, fine), telling=0.5 * ended)
    # What only the document's date says of a sentence is too little to contradict a claim, and to
    # bear out one that says no more than when.
    around = bool(claim.figures) and any(_fits(moment, m) for m in said.spoken_of)
    return Point(Matter.DATE, True if around else None, printed)


def _of_its_grain(claimed: Moment, own: Sequence[Moment]) -> Sequence[Moment]:
    """The dates of a sentence that can be held against a claim's: periods against a period, and no
    year against a day where the sentence has a day."""
    if claimed.years[0] < claimed.years[1]:
        return [m for m in own if m.years[0] < m.years[1]] or own
    return [m for m in own if m.days <= 2 * claimed.days] or own


def _is_period(moment: Moment) -> bool:
    return moment.years[0] < moment.years[1] or bool(moment.open_end)


def _only_spans(claimed: Moment, said: Moment, claim: Proposition) -> bool:
    """Whether a figure over a period says nothing of a moment in it: "-17 % in 2013-2023" of 2023.

    A claim that names both ends ("in 2023 … than in 2013") speaks of the period."""
    spans = said.years[1] - said.years[0] > 1 and not said.open_end
    if not spans or claimed.years[0] < claimed.years[1] or claimed.open_end:
        return False
    named = {m.years[0] for m in claim.moments if m.year_known}
    named |= {y - int(f.value) for y in named for f, c in claim.figures if c.is_time}
    return claimed.within(said) and not set(said.years) <= named


def _fits(claimed: Moment, said: Moment) -> bool:
    if all(m.years[0] < m.years[1] and not m.open_end for m in (claimed, said)):
        return claimed.years == said.years  # "2022-2025" is not "2022-2026"
    if claimed.years[0] < claimed.years[1] and not _is_period(said):
        return False
    if claimed.within(said) or said.within(claimed):
        return True
    if claimed.open_end == "since" or said.open_end == "since":
        return claimed.first.year == said.first.year
    return False


def _printed(said: Proposition, moments: Sequence[Moment]) -> str:
    return ", ".join(said.text[m.start : m.end] for m in moments)


# Wording


def _wordings(claim: Proposition, said: Proposition, alignment: Alignment) -> list[Point]:
    clause = alignment.clause
    points: list[Point] = []
    if opposed(claim.text, clause) or _opposed_in_part(claim, said):
        if is_negated(claim.text) == is_negated(clause):
            points.append(Point(Matter.OPPOSITE, False, claim.text, clause))
    elif all(is_negated(c) != is_negated(claim.text) for c in (clause, *_speaking(claim, said))):
        points.append(Point(Matter.DENIAL, False, claim.text, clause))
    firm, found = certainty_of(claim.text), certainty_of(clause)
    if firm is Certainty.SAID and found < firm:
        points.append(Point(Matter.CERTAINTY, False, firm.name, found.name))
    if claim.speaker:
        points.append(_speaker_point(claim, said))
    return points


def _opposed_in_part(claim: Proposition, said: Proposition) -> bool:
    """Whether what the claim says rose is what the sentence says fell: the part of the claim with the
    direction against the part of the sentence, between commas and conjunctions, with the same thing."""
    parts = [said.text[a:b] for a, b in said.parts]
    for start, end in claim.parts:
        mine = claim.text[start:end]
        if claim.figures or not sides_of(mine):
            continue
        own = Said.of(mine, claim.language)
        things = tuple(t for t in claim.terms if own.has(t, claim.language) and not sides_of(t))
        best = max(parts, key=lambda part: _held_of(things, part, claim, said), default="")
        if _held_of(things, best, claim, said) and opposed(mine, best):
            return True
    return False


def _held_of(terms: Sequence[str], text: str, claim: Proposition, said: Proposition) -> int:
    held = Said.of(text, said.language)
    return sum(held.has(term, claim.language) for term in terms)


def _speaking(claim: Proposition, said: Proposition) -> list[str]:
    """The clauses that have a fair part of what the sentence has of the claim."""
    counts = [(_count(claim, clause, said), clause) for clause in said.clauses]
    most = max((count for count, _ in counts), default=0)
    return [clause for count, clause in counts if count and count >= 0.4 * most]


def _count(claim: Proposition, text: str, said: Proposition) -> int:
    return _held_of(claim.terms, text, claim, said)


def _speaker_point(claim: Proposition, said: Proposition) -> Point:
    who = said.speaker or said.around
    near = Said.of(who, said.language)
    named = [
        w for w in words(claim.speaker) if len(w) > 2 and w not in ("the", "het", "van", "een")
    ]
    held = any(has_word(near, word, claim) for word in named)
    if held or (not said.speaker and is_any_report(claim.speaker)):
        return Point(Matter.SPEAKER, True, claim.speaker, who)
    return Point(Matter.SPEAKER, False, claim.speaker, said.speaker)
