"""The sentences that are quoted: the best one and more that add something, the newest figure in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.asked_twice import says_all_asked
from assistant.answering.candidates import Candidate
from assistant.answering.decision import fitted_decision
from assistant.answering.figure_evidence import FigureEvidence
from assistant.answering.inquiry import Inquiry
from assistant.answering.statements import statements
from assistant.language.terms import stem, words
from assistant.library import Library
from assistant.library.names import naming
from assistant.records import Outcome, Statement
from assistant.retrieval import Retrieved, Understood, counts_parts

MARGIN = 1.2  # a further statement is at most this much weaker than the first
UNSURE = (
    2.5  # the same where it is not certain that the first one answers: a reader judges for himself
)
BESIDE = 0.4  # the same for one of a passage that is quoted already
PARTS_MARGIN, AROUND = 3.0, 0.9  # the same for one that counts parts of all that is asked about
WHOLE = 0.45  # headings, captions and fragments weigh less and are not quoted as answers
SAME_WORDS = 6  # shorter sentences stand in many documents and mean something else in each
TWIN = 0.6  # how much weaker the same sentence of another document may be and yet speak
ALIKE = 0.75  # share of words in common from which two quotes say the same


def quote(library: Library, inquiry: Inquiry) -> Inquiry:
    """Choose the sentences, make statements of them, and answer."""
    sure = inquiry.probability >= fitted_decision(inquiry.reads).answered
    margin = MARGIN if sure else UNSURE
    with inquiry.trace.stage("quote"):
        # Where search alone would refuse, the figures that were looked up are all there is to quote.
        best = () if inquiry.figures_alone else inquiry.ranked
        chosen = _choose(best, inquiry.searched, inquiry.most, margin) if best else []
        if inquiry.figures:
            chosen = _newest_first(inquiry.figures, chosen)[: inquiry.most]
        made = tuple(statements(library, chosen, inquiry.searched, bool(inquiry.defining)))
    outcome = Outcome.PARTLY_ANSWERED
    if sure and (not chosen or _is_all(inquiry.searched, chosen[0], made)):
        outcome = Outcome.ANSWERED
    if inquiry.disagreements:
        outcome = Outcome.SOURCES_DISAGREE
    quotable = passages_of([*chosen, *(f.candidate for f in inquiry.figures), *inquiry.ranked])
    inquiry = replace(inquiry, chosen=tuple(chosen), statements=made, quotable=quotable)
    return inquiry.ended(library, outcome)


def _is_all(understood: Understood, first: Candidate, made: Sequence[Statement]) -> bool:
    return says_all_asked(understood, made, first.found.passage.language)


def _newest_first(
    figures: Sequence[FigureEvidence], chosen: Sequence[Candidate]
) -> list[Candidate]:
    """The chosen sentences, with the newest figure in front where the first of them gives none of them."""
    giving = {(f.candidate.found.passage.id, f.candidate.position) for f in figures}
    if chosen and (chosen[0].found.passage.id, chosen[0].position) in giving:
        return list(chosen)
    newest = max(figures, key=lambda f: (f.mention.when, "\t" not in f.candidate.sentence.text))
    return [newest.candidate, *chosen]


def _choose(
    ranked: Sequence[Candidate], understood: Understood, most: int, margin: float
) -> list[Candidate]:
    """The best sentence and up to ``most - 1`` more, of other passages or nearly as good, that add something."""
    chosen: list[Candidate] = []
    # Of a page that is named, whatever stands on it may be what is asked for.
    whole = [c for c in ranked if understood.pages or c.evidence.whole >= WHOLE]
    ranked = whole or list(ranked[:1])
    ranked = _collapsed(ranked, understood)
    for candidate in ranked:
        if len(chosen) == most:
            break
        quoted = any(candidate.found.passage.id == other.found.passage.id for other in chosen)
        allowed = BESIDE if quoted else margin
        if _counts_its_parts(candidate, understood):
            allowed = PARTS_MARGIN
        if chosen and candidate.weight < chosen[0].weight - allowed:
            continue
        if not any(_alike(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def _counts_its_parts(candidate: Candidate, understood: Understood) -> bool:
    """Whether a sentence counts parts of what is understood, in its own way: five lines, nine projects."""
    evidence = candidate.evidence
    return counts_parts(understood.text) and evidence.typed >= 1.0 and evidence.around >= AROUND


def _collapsed(ranked: Sequence[Candidate], understood: Understood) -> list[Candidate]:
    """Sentences in best-first order, the same words of several documents as one.

    Of near-duplicate documents the one that the question names speaks, else the newest.
    """
    groups: dict[object, list[Candidate]] = {}
    for candidate in ranked:
        printed = words(candidate.sentence.text)
        own = (candidate.found.passage.id, candidate.position)
        key = tuple(printed) if len(printed) >= SAME_WORDS else own
        groups.setdefault(key, []).append(candidate)
    return [_spokesman(group, understood) for group in groups.values()]


def _spokesman(group: Sequence[Candidate], understood: Understood) -> Candidate:
    near = [c for c in group if c.weight >= group[0].weight - TWIN]
    first = max(near, key=lambda c: (_named(c, understood), c.found.version.document.published))
    others = {c.found.version.id: c for c in reversed(group)}
    others.pop(first.found.version.id)
    twins = sorted(others.values(), key=lambda c: c.found.version.document.published, reverse=True)
    return replace(first, weight=group[0].weight, twins=tuple(twins))


def _named(candidate: Candidate, understood: Understood) -> int:
    """How many words of the question name the candidate's document."""
    names = {stem(w, understood.language) for w in words(naming(candidate.found.version))}
    return len(names & {*understood.terms, *understood.anchors})


def _alike(one: Candidate, other: Candidate) -> bool:
    if one.found.passage.id == other.found.passage.id and one.position == other.position:
        return True
    left, right = set(words(one.sentence.text)), set(words(other.sentence.text))
    return len(left & right) >= ALIKE * min(len(left), len(right))


def passages_of(best_first: Sequence[Candidate]) -> tuple[Retrieved, ...]:
    """The passages of some sentences, in the order in which they are first met."""
    met = {candidate.found.passage.id: candidate.found for candidate in reversed(best_first)}
    return tuple(met[name] for name in dict.fromkeys(c.found.passage.id for c in best_first))
