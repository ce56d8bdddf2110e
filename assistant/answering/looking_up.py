"""The figures that answer "how many" and "how much", looked up in the ledger and weighed one by one.

The ledger says where the documents give a figure of the thing; the evidence of its sentence says whether
it is about what is asked; the words around it, whether it is about the whole.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assistant.answering.bare_question import without_counting, without_moments
from assistant.answering.candidates import Candidate, candidates
from assistant.answering.counted_subject import how_many_there_are, subject_of
from assistant.answering.evidence import Weigher
from assistant.answering.figure_evidence import SECOND_HAND, FigureEvidence
from assistant.answering.inquiry import Inquiry
from assistant.answering.whole_counts import (
    counts_the_whole,
    is_elsewhere,
    is_whole_amount,
    told_outright,
)
from assistant.figures import (
    Figure,
    cell_figures,
    figures_in,
    moments_in,
    names_asked,
    place_in_sentence,
)
from assistant.figures.moments import published_moment
from assistant.language.anaphora import LEANS
from assistant.language.speech import ACCORDING
from assistant.language.terms import content_words, stem, words
from assistant.library import Library
from assistant.library.names import naming
from assistant.records import FigureMention, Filters, Language, Sentence, SourcedMention
from assistant.retrieval import Kind, Understood, expand_names, look_at

MOST_LOOKED_AT = 60  # passages with a figure of the thing that search did not bring
AROUND = 0.9  # share of the question's words (by rarity) in a table row's passage and titles
COVERED = 0.7  # the same in a sentence that gives an amount
WHOLE = 0.6  # whole sentences, list items and table rows
SEASON = 150  # days: a figure of so short a time is of every moment in it
FAR = 20.0  # a figure so many times smaller or larger than the best one counts something else
_ATTRIBUTED = re.compile(rf"\b(?:{'|'.join(ACCORDING)}|as stated (?:by|in))\b", re.IGNORECASE)


def look_figures_up(library: Library, inquiry: Inquiry) -> Inquiry:
    """Find the figures that answer a question after a number or an amount.

    None where the question names whose figure it wants.
    """
    with inquiry.trace.stage("look figures up"):
        if not _wants_figures(inquiry.searched):
            return inquiry
        filters = inquiry.question.filters
        mentions = tuple(
            mention
            for mention in _looked_up(library, inquiry.searched, filters)
            if mention.figure.passage not in inquiry.leave_out
        )
        inquiry = replace(inquiry, mentions=mentions)
        return replace(inquiry, figures=_answering(library, inquiry))


def _wants_figures(understood: Understood) -> bool:
    counts = understood.kind in (Kind.HOW_MANY, Kind.HOW_MUCH)
    return counts and not _ATTRIBUTED.search(understood.text)


def _looked_up(library: Library, understood: Understood, filters: Filters) -> list[SourcedMention]:
    if understood.kind is Kind.HOW_MANY:
        subject = " ".join(subject_of(understood))
        found = library.figures.named(subject, filters) if subject else []
        return [m for m in found if not m.figure.unit]
    shared: Counter[SourcedMention] = Counter()
    terms = dict.fromkeys(content_words(understood.text, understood.language))
    for term in terms:
        shared.update(m for m in library.figures.named(term, filters) if m.figure.unit == "euro")
    return [m for m, _ in shared.most_common()]


def _answering(library: Library, inquiry: Inquiry) -> tuple[FigureEvidence, ...]:
    """The figures that answer, of those that are mentioned; the best sentence's first."""
    known = _weighed_where_mentioned(library, inquiry)
    figures = [
        figure
        for mention in inquiry.mentions
        if (figure := _evidence(inquiry.searched, mention, known)) is not None
    ]
    figures.sort(key=lambda f: (-f.candidate.weight, f.quantity.page, f.quantity.start))
    return tuple(f for f in figures if _comparable(figures[0], f))


def _weighed_where_mentioned(
    library: Library, inquiry: Inquiry
) -> dict[tuple[str, int], Candidate]:
    """(passage, position) -> the sentence, of every passage with a mention.

    Weighed by the question without its moment: whether a figure is of that is seen otherwise.
    """
    wanted = dict.fromkeys(m.figure.passage for m in inquiry.mentions)
    seen = [f for f in inquiry.found if f.passage.id in wanted]
    unseen = [p for p in wanted if p not in {f.passage.id for f in seen}][:MOST_LOOKED_AT]
    looked = look_at(library, inquiry.searched, inquiry.question.filters, unseen)
    bare = without_moments(inquiry.searched)
    if bare is not inquiry.searched:
        bare = expand_names(library, bare)
    weigher = Weigher(library, without_counting(bare))
    return {(c.found.passage.id, c.position): c for c in candidates(weigher, [*seen, *looked])}


def _evidence(
    understood: Understood, mention: SourcedMention, known: Mapping[tuple[str, int], Candidate]
) -> FigureEvidence | None:
    """The figure of a mention where it answers, else None."""
    quantity = mention.figure
    candidate = known.get((quantity.passage, quantity.sentence))
    if candidate is None or candidate.evidence.whole < WHOLE:
        return None
    if not _of_asked_time(understood, mention):
        return None
    sentence, language = candidate.sentence, candidate.found.passage.language
    if LEANS.match(sentence.text) or not _bears(understood, quantity, candidate):
        return None
    if SECOND_HAND.search(sentence.text) and quantity.told_by in ("", "section"):
        return None
    start, end = place_in_sentence(quantity, sentence)
    about = f"{understood.text} {naming(mention.version)}"
    if is_elsewhere(sentence.text, start, end, about) or not _names_all(understood, candidate):
        return None
    figure = _figure_at(sentence, start, end, language)
    if figure is None or not _is_of_all(understood, quantity, candidate, (start, end)):
        return None
    return FigureEvidence(mention, candidate, figure)


def _figure_at(sentence: Sentence, start: int, end: int, language: Language) -> Figure | None:
    """The figure that sentence.text[start:end] prints, in the unit of its table if it stands in one."""
    for _, figure in cell_figures(sentence, language):
        if start <= figure.start < end:
            return figure
    return next(iter(figures_in(sentence.text[start:end], language)), None)


def _is_of_all(
    understood: Understood, quantity: FigureMention, candidate: Candidate, place: tuple[int, int]
) -> bool:
    """Whether a figure, at a place in its sentence, is of all that is asked after."""
    text, language = candidate.sentence.text, candidate.found.passage.language
    if understood.kind is not Kind.HOW_MANY:
        return is_whole_amount(quantity, text, *place) and _only_amount(quantity, candidate)
    counted = names_asked(" ".join(subject_of(understood)))
    if not counts_the_whole(quantity, text, *place, counted, language):
        return False
    outright = how_many_there_are(understood) and quantity.counted_by == "sentence"
    return not outright or told_outright(text, *place)


def _names_all(understood: Understood, candidate: Candidate) -> bool:
    """Whether the names in a question stand in the sentence, its section title or its document's names:
    in the sentences around it another may be what they are said of."""
    passage = candidate.found.passage
    near = f"{candidate.sentence.text} {passage.section} {naming(candidate.found.version)}"
    standing = set(words(near))
    stemmed = {stem(w, passage.language) for w in standing}
    return all(
        anchor in standing or stem(anchor, passage.language) in stemmed
        for anchor in understood.anchors
        if not anchor[0].isdigit() and anchor not in _months(understood)
    )


def _months(understood: Understood) -> set[str]:
    return {w for m in moments_in(understood.text) for w in words(understood.text[m.start : m.end])}


def _bears(understood: Understood, quantity: FigureMention, candidate: Candidate) -> bool:
    """Whether a sentence, or a table row with what stands around it, speaks of what is asked."""
    evidence = candidate.evidence
    if "\t" in candidate.sentence.text:
        return evidence.around >= AROUND and evidence.anchored >= AROUND
    if understood.kind is Kind.HOW_MUCH:
        return candidate.is_probable and evidence.covered > COVERED
    return candidate.is_probable or (how_many_there_are(understood) and evidence.around >= AROUND)


def _only_amount(quantity: FigureMention, candidate: Candidate) -> bool:
    """Whether no other amount of its sentence is said of the same moment."""
    text, language = candidate.sentence.text, candidate.found.passage.language
    amounts = [f for f in figures_in(text, language) if f.unit == quantity.unit]
    return len(amounts) == 1 or (quantity.told_by in ("sentence", "column") and len(amounts) == 2)


def _of_asked_time(understood: Understood, mention: SourcedMention) -> bool:
    """Whether a figure is of the year, month or period that the question names, if it names one.

    One that names no moment is of its publication's. For "april 2021" a figure of all 2021 is too vague,
    one of March to June is not."""
    named = [m for m in moments_in(understood.text) if m.year_known]
    published = published_moment(mention.version.document.published)
    if not named:
        return True
    if mention.figure.first:
        first, last = (date.fromisoformat(d) for d in (mention.figure.first, mention.figure.last))
    elif published:
        first, last = published.first, published.last
    else:
        return False
    return any(
        (m.first <= first and last <= m.last)
        or (first <= m.last and m.first <= last and (last - first).days <= SEASON)
        for m in named
    )


def _comparable(best: FigureEvidence, other: FigureEvidence) -> bool:
    one, two = abs(best.quantity.value), abs(other.quantity.value)
    if not one or not two:
        return one == two
    return abs(math.log(one / two)) <= math.log(FAR)
