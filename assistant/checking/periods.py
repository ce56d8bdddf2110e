"""Another period in the same document: a report that says 2014–2020 in one place and 2014–2021 in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.checking.claims import Claim
from assistant.checking.gather import Bearing, gather
from assistant.checking.proposition import Proposition
from assistant.checking.wordings import says
from assistant.figures import Moment
from assistant.language.vocabulary import Vocabulary
from assistant.library import Library
from assistant.records import Filters


@dataclass(frozen=True, slots=True)
class OtherPeriod:
    """A sentence with another period than the claim's, both as printed."""

    bearing: Bearing
    claimed: str
    found: str


def other_periods(
    library: Library,
    claim: Claim,
    understood: Proposition,
    pro: Sequence[Bearing],
    filters: Filters,
) -> Iterator[OtherPeriod]:
    """Where documents that bear out a claim's period give another for the same: with one end in common,
    in a sentence that has a word of the one that bears it out and no figure of its own. One a document.

    Looked up in the document itself: a sentence that has little else of the claim is not brought by search.
    """
    periods = [m for m in understood.moments if m.has_both_ends]
    for bearing in pro if periods else ():
        held = [
            p
            for p in periods
            if any(m.has_both_ends and m.years == p.years for m in bearing.source.moments)
        ]
        if not held:
            continue
        own = (bearing.found.version.document.id,)
        _, found = gather(library, claim, replace(filters, documents=own))
        other = next((o for o in found if _is_other(o.source, bearing.source, held[0])), None)
        if other is not None:
            moment = other.source.moments[0]
            yield OtherPeriod(
                other,
                claim.text[held[0].start : held[0].end],
                other.source.text[moment.start : moment.end],
            )


def _is_other(source: Proposition, bearing_out: Proposition, period: Moment) -> bool:
    if len(source.moments) != 1 or source.figures or not source.moments[0].has_both_ends:
        return False
    first, last = source.moments[0].years
    shared = (first == period.years[0]) + (last == period.years[1])
    own = Vocabulary.of(source.text, source.language)
    return shared == 1 and any(says(own, t, bearing_out.language) for t in bearing_out.terms)
