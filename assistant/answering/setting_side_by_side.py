"""Documents that a question compares, side by side: what each says of the subject, the first one first.

A side that says nothing of it is told of, and not filled with what another says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from assistant.answering.deciding import decide
from assistant.answering.editions import editions
from assistant.answering.expanding import expand
from assistant.answering.finding import find_passages
from assistant.answering.inquiry import Inquiry, Step
from assistant.answering.looking_in_tables import look_in_tables
from assistant.answering.looking_up import look_figures_up
from assistant.answering.quoting import quote
from assistant.answering.sides_asked import SidesAsked, asks, sides_asked
from assistant.answering.summarising import summary_of
from assistant.answering.weighing import weigh_sentences
from assistant.language.document_words import is_document_word
from assistant.language.terms import content_words, stem, words
from assistant.library import Library
from assistant.library.names import naming
from assistant.records import Outcome, Question, Statement, Version
from assistant.retrieval import Retrieved, Understood, understand
from assistant.retrieval.named_document import in_the_words_of, named_document, says_more
from assistant.texts import Texts

MOST = 2  # statements of a side
COVERED = 0.5  # of the subject's words, by rarity, in what is not sure to be of it
COMPOUND = 4  # letters of a word that may end one of a title: "plan" in "zwemplan"
_STEPS: tuple[Step, ...] = (
    expand,
    find_passages,
    weigh_sentences,
    look_in_tables,
    look_figures_up,
    decide,
    quote,
)
_SAID = {Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.SOURCES_DISAGREE}
_COUNTED = re.compile(r"^(?:het aantal|aantal|the number of|number of)\s+", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ONLY_YEAR = re.compile(
    r"^(?:(?:het|dat|die|de|the|that|one|in|van|uit|of|from|jaar|year)\s){0,4}(?P<year>(?:19|20)\d\d)$",
    re.IGNORECASE,
)
# "De budgetten *van* het plan".
_OF_A_SIDE = re.compile(r"\s(?:van|in|uit|volgens|of|from)\s", re.IGNORECASE)
_ASKING = re.compile(
    r"(?P<asked>(?:hoeveel|hoe|wat|welke?|how|what|which)\s.{1,80}?)\s(?:volgens|in|according to)\s",
    re.IGNORECASE,
)
_PARTS = 3  # such words of a side that are tried
_ANY_PUBLISHER = (
    "gemeente gemeenten provincie provincies ministerie ministeries municipality municipalities ministry "
    "ministries province provinces"
).split()


@dataclass(frozen=True, slots=True)
class _Compared:
    """A side: what it is called, its documents, and what they say of the subject."""

    name: str
    versions: tuple[Version, ...]
    statements: tuple[Statement, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    of_publisher: bool = False
    sure: bool = True  # whether that surely is of the subject


def set_side_by_side(library: Library, inquiry: Inquiry) -> Inquiry:
    """End a question that compares two documents, or what two publishers say."""
    text = inquiry.searched.text
    parted = list(sides_asked(text))
    if not parted:
        return inquiry
    allowed = library.search.allowed(inquiry.question.filters)
    current = library.versions.as_of(inquiry.question.filters.as_of)
    among = None if allowed is None else set(allowed)
    versions = [v for v in current if among is None or v.id in among]
    for typed in parted:
        asked, sides = _sides(versions, typed, inquiry.searched)
        first, second = sides
        if first is None or second is None or {*first.versions} & {*second.versions}:
            continue
        if not asked.subject and (first.of_publisher or second.of_publisher):
            continue  # all that somebody ever published can't be summed up
        with inquiry.trace.stage("set side by side"):
            found = [_saying(library, inquiry, side, asked) for side in (first, second)]
        if any(side.statements for side in found):
            return _ended(library, inquiry, found)
        return inquiry  # nothing is said of either for sure: the whole search may find more
    return inquiry


def _sides(
    versions: Sequence[Version], typed: SidesAsked, asked: Understood
) -> tuple[SidesAsked, tuple[_Compared | None, _Compared | None]]:
    """Both sides, and what is asked of them: the subject may stand in the first ("de budgetten van A en B")."""
    question = _ASKING.match(typed.first)
    if question and not typed.subject:
        # "Hoeveel fieldlabs er waren | volgens | de monitor van 2017": what is asked is no part of a name.
        subject, rest = question["asked"], typed.first[question.end() :]
        typed = SidesAsked(rest, typed.second, subject)
    both = editions(versions, typed.first, typed.second)
    if both:
        one, other = (_Compared(_dated(version), (version,)) for version in both)
        return typed, (one, other)
    typed = _years_filled_in(typed)
    second = _side(versions, typed.second, asked)
    first = _side(versions, typed.first, asked)
    joints = islice(_OF_A_SIDE.finditer(typed.first), _PARTS)
    for joint in () if first or second is None or typed.subject else joints:
        subject, rest = typed.first[: joint.start()], typed.first[joint.end() :]
        if any(is_document_word(word) for word in words(subject)):
            break  # a document that isn't there: "de evaluatie van TNO"
        first = _side(versions, rest, asked)
        if first is not None:
            return SidesAsked(rest, typed.second, subject), (first, second)
    return typed, (first, second)


def _dated(version: Version) -> str:
    """A title with what tells it from another edition: its date, else its file."""
    document = version.document
    return f"{document.title} ({document.published or version.file})"


def _years_filled_in(typed: SidesAsked) -> SidesAsked:
    """ "De evaluatie van 2017 en 2019": the other year is of the same kind of document."""
    year = _ONLY_YEAR.match(typed.second)
    kind = any(is_document_word(word) for word in words(typed.first))
    if not year or not kind or len(_YEAR.findall(typed.first)) != 1:
        return typed
    return replace(typed, second=_YEAR.sub(year["year"], typed.first))


def _side(versions: Sequence[Version], typed: str, asked: Understood) -> _Compared | None:
    """The document that some words name, or those of the publisher that they name; None for anything else."""
    if _ONLY_YEAR.match(typed):
        return None
    language = asked.language
    understood = understand(Question(typed, language=language))
    by_publisher = [v for v in versions if _is_publisher(v, understood)]
    if by_publisher:
        (name, *others) = {v.document.publisher for v in by_publisher}
        return None if others else _Compared(name, tuple(by_publisher), of_publisher=True)
    version = named_document(versions, understood)
    if version is None or _says_something_else(version, typed, understood):
        return None
    named = set(understood.terms) - set(says_more(version, understood))
    kind = in_the_words_of(version.document.kind, version, language)
    if (
        len(named) < 2
        and not _YEAR.search(typed)
        and not named & kind
        and not _is_title(version, typed)
    ):
        return None  # a word that a title has as well
    return _Compared(version.document.title, (version,))


def _says_something_else(version: Version, typed: str, understood: Understood) -> bool:
    """Whether a side has words that don't name its document: "de budgetten van het plan"."""
    more = set(says_more(version, understood))
    names = words(naming(version))
    return any(
        stem(word, understood.language) in more
        and not is_document_word(word)
        and not (len(word) >= COMPOUND and any(name.endswith(word) for name in names))
        for word in content_words(typed, understood.language)
    )


def _is_publisher(version: Version, understood: Understood) -> bool:
    """Whether some words name who published it, and no more: not "Nederland" a "Service for the Netherlands"."""
    publisher, language = version.document.publisher, understood.language
    own = in_the_words_of(publisher, version, language)
    half = len(content_words(publisher, version.document.language)) / 2
    terms = set(understood.terms)
    telling = terms - {stem(word, language) for word in _ANY_PUBLISHER}
    return bool(telling) and len(terms) >= half and terms <= own


def _is_title(version: Version, typed: str) -> bool:
    """Whether one word names a document as a whole: "de actieagenda"."""
    language = version.document.language
    first = [stem(w, language) for w in content_words(version.document.title, language)][:1]
    return [stem(w, language) for w in content_words(typed, language)] == first


def _saying(library: Library, inquiry: Inquiry, side: _Compared, asked: SidesAsked) -> _Compared:
    """A side with what it says of the subject; of all of it where none is named."""
    if not asked.subject:
        made = summary_of(library, side.versions[0], inquiry.searched.language, MOST)
        return replace(side, statements=tuple(made))
    language = inquiry.searched.language
    counted = _COUNTED.sub("", asked.subject)
    told = {"nl": "Wat is er over", "en": "What is there about"}
    many = {"nl": "Hoeveel", "en": "How many"}
    start = told if counted == asked.subject else many
    documents = tuple(version.document.id for version in side.versions)
    asking = asked.subject if asks(asked.subject) else f"{start[language]} {counted}"
    question = Question(
        f"{asking}?",
        language,
        replace(inquiry.question.filters, documents=documents),
    )
    understood = understand(question)
    found = Inquiry(question, understood, understood, MOST, inquiry.leave_out, inquiry.trace)
    for step in _STEPS:
        found = step(library, found)
        if found.ending is not None:
            break
    sure = found.answer.outcome is Outcome.ANSWERED
    near = bool(found.chosen) and found.chosen[0].evidence.covered >= COVERED
    if found.answer.outcome not in _SAID or not (sure or near):
        return replace(side, passages=found.quotable)
    return replace(side, statements=found.statements[:MOST], passages=found.quotable, sure=sure)


def _ended(library: Library, inquiry: Inquiry, sides: Sequence[_Compared]) -> Inquiry:
    texts = Texts(inquiry.understood.language)
    first, second = (
        replace(side, name=texts("documents_of", publisher=side.name))
        if side.of_publisher
        else side
        for side in sides
    )
    both = bool(first.statements and second.statements)
    if both:
        reason = texts("side_by_side", first=first.name, second=second.name)
    else:
        saying, silent = (first, second) if first.statements else (second, first)
        reason = texts("one_side", saying=saying.name, silent=silent.name)
    inquiry = replace(
        inquiry,
        statements=(*first.statements, *second.statements),
        quotable=(*first.passages, *second.passages),
        probability=1.0,
    )
    sure = both and first.sure and second.sure
    return inquiry.ended(library, Outcome.ANSWERED if sure else Outcome.PARTLY_ANSWERED, reason)
