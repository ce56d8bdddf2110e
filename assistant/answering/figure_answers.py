"""The figures that answer "how many" and "how much", looked up in the ledger and weighed one by one.

The ledger says where the documents give a figure of the thing; the evidence of its sentence says whether
it is about what is asked; the words around it, whether it is about the whole.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.counted_subject import subject_of
from assistant.answering.decision import fitted
from assistant.answering.evidence import Weigher
from assistant.answering.quoting import Candidate, candidates
from assistant.answering.whole_counts import (
    counts_the_whole,
    is_elsewhere,
    is_whole_amount,
    told_outright,
)
from assistant.figures import (
    Agreement,
    Figure,
    compare,
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
from assistant.records import FigureMention, Filters, Question, SourcedMention
from assistant.retrieval import Kind, Retrieved, Understood, look_at, look_up

MOST_LOOKED_AT = 60  # passages with a figure of the thing that search did not bring
AROUND = 0.9  # share of the question's words (by rarity) in a table row's passage and titles
COVERED = 0.7  # the same in a sentence that gives an amount
WHOLE = 0.6  # whole sentences, list items and table rows
SEASON = 150  # days: a figure of so short a time is of every moment in it
FAR = 20.0  # a figure so many times smaller or larger than the best one counts something else
_ACCORDING = "|".join(ACCORDING)
_ATTRIBUTED = re.compile(rf"\b(?:{_ACCORDING}|as stated (?:by|in))\b", re.IGNORECASE)


# What another said or an earlier report: of when that is only a moment beside it can tell.
_SECOND_HAND = re.compile(
    r"\b(?:mentioned|spoke of|counted|arrived at|reported|noemden?|meldden?|sprak(?:en)? van|schatten?|"
    r"kwam(?:en)? uit op|vorige|eerdere|previous|earlier|at its beginning|toen)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(rf"\b(?:{_ACCORDING}|opgave|in a trade magazine)\b", re.IGNORECASE)
_EXISTS = re.compile(
    r"\b(?:(?:zijn|waren) er|er (?:\w+ )?(?:zijn|waren)|(?:are|were) there|tel(?:t|de)|bestaan|"
    r"exist|aantal|number of)\b",
    re.IGNORECASE,
)

_COUNTING = "telt telde tellen telden bestaan bestonden stand aantal number numbers exist exists existed".split()


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that answers, with the sentence that gives it."""

    mention: SourcedMention
    candidate: Candidate
    figure: Figure

    @property
    def quantity(self) -> FigureMention:
        return self.mention.figure

    @property
    def value(self) -> str:
        return " ".join(self.quantity.printed.split())

    @property
    def second_hand(self) -> bool:
        """Whether the source tells what another counted."""
        text = self.candidate.sentence.text
        return bool(_SECOND_HAND.search(text) or _REPORTED.search(text))

    def differs(self, other: Told) -> bool:
        """Whether both can't be true of one moment."""
        return compare(self.figure, other.figure).agreement is Agreement.DIFFERENT


def subject_named(asked: Understood) -> str:
    """What a question counts, as typed; "" for one after money."""
    return " ".join(subject_of(asked)) if asked.kind is Kind.HOW_MANY else ""


def told_figures(
    library: Library,
    asked: Understood,
    filters: Filters,
    found: Sequence[Retrieved],
    leave_out: frozenset[str] = frozenset(),
) -> list[Told]:
    """The figures that answer a question after a number or an amount, the best sentence's first.

    ``found`` is what search brought. Empty where the question names whose figure it wants.
    """
    if asked.kind not in (Kind.HOW_MANY, Kind.HOW_MUCH) or _ATTRIBUTED.search(asked.text):
        return []
    mentions = [m for m in _looked_up(library, asked, filters) if m.figure.passage not in leave_out]
    wanted = dict.fromkeys(m.figure.passage for m in mentions)
    seen = [f for f in found if f.passage.id in wanted]
    unseen = [p for p in wanted if p not in {f.passage.id for f in seen}]
    looked = look_at(library, asked, filters, unseen[:MOST_LOOKED_AT])
    weigher = Weigher(library, _barely(library, asked))
    known = {(c.found.passage.id, c.position): c for c in candidates(weigher, [*seen, *looked])}
    told = [t for m in mentions if (t := _told(asked, m, known)) is not None]
    told.sort(key=lambda t: (-t.candidate.weight, t.quantity.page, t.quantity.start))
    return [t for t in told if _comparable(told[0], t)]


def newest_first(told: Sequence[Told], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The chosen sentences, with the newest figure in front where the first of them gives none of them."""
    giving = {(t.candidate.found.passage.id, t.candidate.position) for t in told}
    if chosen and (chosen[0].found.passage.id, chosen[0].position) in giving:
        return list(chosen)
    newest = max(told, key=lambda t: (t.mention.when, "\t" not in t.candidate.sentence.text))
    return [newest.candidate, *chosen]


def _barely(library: Library, asked: Understood) -> Understood:
    """The question without the moment that it names (whether a figure is of that is seen otherwise) and
    without the words that only say that it counts."""
    text = asked.text
    for moment in reversed(moments_in(text)):
        text = text[: moment.start] + text[moment.end :]
    bare = asked
    if text != asked.text:
        bare = replace(look_up(library, Question(text, language=asked.language)), kind=asked.kind)
    counting = {stem(w, asked.language) for w in _COUNTING}
    return replace(bare, terms=tuple(t for t in bare.terms if t not in counting) or bare.terms)


def _looked_up(library: Library, asked: Understood, filters: Filters) -> list[SourcedMention]:
    if asked.kind is Kind.HOW_MANY:
        subject = " ".join(subject_of(asked))
        found = library.figures.named(subject, filters) if subject else []
        return [m for m in found if not m.figure.unit]
    shared: Counter[SourcedMention] = Counter()
    terms = dict.fromkeys(content_words(asked.text, asked.language))
    for term in terms:
        shared.update(m for m in library.figures.named(term, filters) if m.figure.unit == "euro")
    return [m for m, _ in shared.most_common()]


def _told(
    asked: Understood, mention: SourcedMention, known: Mapping[tuple[str, int], Candidate]
) -> Told | None:
    quantity = mention.figure
    candidate = known.get((quantity.passage, quantity.sentence))
    if candidate is None or candidate.evidence.whole < WHOLE or not _of_asked_time(asked, mention):
        return None
    sentence, language = candidate.sentence, candidate.found.passage.language
    if LEANS.match(sentence.text) or not _bears(asked, quantity, candidate):
        return None
    if _SECOND_HAND.search(sentence.text) and quantity.told_by in ("", "section"):
        return None
    start, end = place_in_sentence(quantity, sentence)
    about = f"{asked.text} {naming(mention.version)}"
    if is_elsewhere(sentence.text, start, end, about) or not _names_all(asked, candidate):
        return None
    figure = next(iter(figures_in(sentence.text[start:end], language)), None)
    if figure is None:
        return None
    if asked.kind is Kind.HOW_MANY:
        counted = names_asked(" ".join(subject_of(asked)))
        if not counts_the_whole(quantity, sentence.text, start, end, counted, language):
            return None
        if (
            how_many_there_are(asked)
            and quantity.counted_by == "sentence"
            and not told_outright(sentence.text, start, end)
        ):
            return None
    elif not (
        is_whole_amount(quantity, sentence.text, start, end) and _only_amount(quantity, candidate)
    ):
        return None
    return Told(mention, candidate, figure)


def _names_all(asked: Understood, candidate: Candidate) -> bool:
    """Whether the names in a question stand in the sentence, its section title or its document's names:
    in the sentences around it another may be what they are said of."""
    passage = candidate.found.passage
    near = f"{candidate.sentence.text} {passage.section} {naming(candidate.found.version)}"
    said = set(words(near))
    stemmed = {stem(w, passage.language) for w in said}
    return all(
        anchor in said or stem(anchor, passage.language) in stemmed
        for anchor in asked.anchors
        if not anchor[0].isdigit() and anchor not in _months(asked)
    )


def _months(asked: Understood) -> set[str]:
    return {w for m in moments_in(asked.text) for w in words(asked.text[m.start : m.end])}


def _bears(asked: Understood, quantity: FigureMention, candidate: Candidate) -> bool:
    """Whether a sentence, or a table row with what stands around it, speaks of what is asked."""
    evidence = candidate.evidence
    if "\t" in candidate.sentence.text:
        return evidence.around >= AROUND and evidence.anchored >= AROUND
    probable = fitted().probability(evidence) >= fitted().partly
    if asked.kind is Kind.HOW_MUCH:
        return probable and evidence.covered > COVERED
    return probable or (how_many_there_are(asked) and evidence.around >= AROUND)


def how_many_there_are(asked: Understood) -> bool:
    """Whether a question asks how many there are, and not how many did something."""
    subject = " ".join(subject_of(asked)).lower().split()
    rest = [
        w for w in content_words(asked.text, asked.language) if w not in subject and not w.isdigit()
    ]
    return not rest or bool(_EXISTS.search(asked.text))


def _only_amount(quantity: FigureMention, candidate: Candidate) -> bool:
    """Whether no other amount of its sentence is said of the same moment."""
    text, language = candidate.sentence.text, candidate.found.passage.language
    amounts = [f for f in figures_in(text, language) if f.unit == quantity.unit]
    return len(amounts) == 1 or (quantity.told_by in ("sentence", "column") and len(amounts) == 2)


def _of_asked_time(asked: Understood, mention: SourcedMention) -> bool:
    """Whether a figure is of the year, month or period that the question names, if it names one.

    One that names no moment is of its publication's. For "april 2021" a figure of all 2021 is too vague,
    one of March to June is not."""
    named = [m for m in moments_in(asked.text) if m.year_known]
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


def _comparable(best: Told, other: Told) -> bool:
    one, two = abs(best.quantity.value), abs(other.quantity.value)
    if not one or not two:
        return one == two
    return abs(math.log(one / two)) <= math.log(FAR)
