"""What a question becomes: filters, an answer, and the citations that carry it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from assistant.records.documents import Language
from assistant.records.tables import Row

Support = Literal["word_for_word", "supported", "partly", "unconfirmed"]


class Outcome(StrEnum):
    """Every way in which a question can end."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    SOURCES_DISAGREE = "sources_disagree"
    CLOSEST = "closest"  # it is not sure whether what comes closest answers
    NOT_IN_DOCUMENTS = "not_in_documents"
    SMALL_TALK = "small_talk"  # no question at all
    NEEDS_CLARIFICATION = "needs_clarification"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: ``quote == page_text[start:end]`` of that page of that version.

    ``confidence`` (0..1) is how sure OCR is of the quoted words; None where the file gives its text.
    ``reading`` says which of a page's texts, where it was read more than once."""

    document: str
    file: str
    version: str
    title: str
    publisher: str
    published: str
    page: int
    page_label: str
    section: str
    start: int
    end: int
    quote: str
    confidence: float | None = None
    reading: int = 1

    @property
    def key(self) -> str:
        """A short stable name for links: the version's first 16 digits, page, start, end and reading.

        >>> c = Citation("d", "f.pdf", "ab" * 32, "T", "P", "2021", 21, "19", "", 130, 260, "…")
        >>> c.key
        'abababababababab-21-130-260'
        """
        place = f"{self.version[:16]}-{self.page}-{self.start}-{self.end}"
        return place if self.reading == 1 else f"{place}-{self.reading}"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, the citations that carry it, and ``also`` those of the same words elsewhere.

    A quoted row of a table has its ``row``: what names its cells, whose places are in ``text``;
    ``asked`` numbers those cells that the question or claim is about.

    ``before`` and ``after`` are what stands next to a quote on its page, character by character: to be
    read with it, and no part of what is quoted.

    ``bold`` are the stretches (start, end) of ``text`` that answer, where not all of it does alike.

    ``support`` says how its citations carry it: "word_for_word", "supported", or "partly" where some of its words
    are not theirs. What a model wrote may be "unconfirmed": nothing that is known contradicts it and nothing bears
    it out; its citations are then only what comes closest."""

    text: str
    citations: tuple[Citation, ...]
    kind: Literal["quote", "written"] = "quote"
    support: Support = "word_for_word"
    also: tuple[Citation, ...] = ()
    row: Row | None = None
    asked: tuple[int, ...] = ()
    before: str = ""
    after: str = ""
    bold: tuple[tuple[int, int], ...] = ()

    @property
    def confirmed(self) -> bool:
        """Whether its citations carry it, in full or in part."""
        return self.support != "unconfirmed"


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says in a disagreement: the figure as printed and the quote that holds it.

    ``when`` is the moment of which it says so, as ISO date, month or year, or a period "2015/2019";
    "" where it names none."""

    value: str
    statement: Statement
    when: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sources that give different figures for the same thing, newest first."""

    subject: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What one source says of one moment: ``value`` as a number, ``printed`` with its hedge and unit.

    ``hedged`` says that its words make it wider than the number. ``first`` and ``last`` are the ISO
    days of the moment; where the source names none (``dated`` "published") its date, as it is known.
    ``second_hand`` says that the source tells what another counted."""

    value: float
    printed: str
    first: str
    last: str
    statement: Statement
    hedged: bool = False
    dated: Literal["said", "published"] = "said"
    second_hand: bool = False

    @property
    def year(self) -> int:
        return int(self.last[:4])


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity at several moments, the earliest first. ``unit`` is "euro", "%" … or "" for a count."""

    subject: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What part of the library may answer. Empty means everything current.

    ``as_of`` is an ISO date or time: what was current in the library then (at the end of that day)."""

    documents: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    language: Language | None = None
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation, as it was understood, and its answer's quotes."""

    question: str
    understood: str
    quotes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, in which conversation, of which part of the library."""

    text: str
    language: Language | None = None
    filters: Filters = field(default_factory=Filters)
    history: tuple[Turn, ...] = ()


class Fault(StrEnum):
    """Every way in which a language model can fail to write an answer."""

    DOWN = "down"
    SLOW = "slow"
    RATE_LIMITED = "rate_limited"
    BROKEN = "broken"  # the server answers with an error of its own
    REJECTED = "rejected"  # the server does not take the request: key, model name, settings
    TOO_LONG = "too_long"
    CUT_OFF = "cut_off"
    EMPTY = "empty"
    OFF_FORMAT = "off_format"
    UNSUPPORTED = "unsupported"  # no sentence is carried by the passages
    OTHER_LANGUAGE = "other_language"
    REPEATING = "repeating"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"  # it says that the passages do not answer
    RESTING = "resting"  # it failed a moment ago and is left alone
    NOT_SENT = "not_sent"  # the owner lets none of these documents go to it
    MISSING = "missing"  # the package that speaks to it is not installed


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language model had a part in an answer.

    ``prompt`` is the version of the prompt, ``place`` the host that the text went to ("" for this
    machine), ``left_out`` how many sentences are not shown; of them ``contradicted`` counts those in which
    something differs from the passages, ``unfounded`` those that nothing there comes near. ``fault`` says why an
    answer is quoted instead, or is not whole. Seconds are from the request to the first sentence
    that was shown; ``cost`` is in the currency of the owner's prices, None where there are none."""

    model: str
    prompt: str = ""
    place: str = ""
    left_out: int = 0
    fault: Fault | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    first_seconds: float | None = None
    cost: float | None = None
    contradicted: int = 0
    unfounded: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, how it ended, and what the documents say, all of it cited.

    ``understood`` is the question made stand-alone. ``nearest`` holds passages that were close
    when the outcome is closest or not_in_documents. ``filters`` is what part of the library was asked.
    ``reason`` is a sentence for a person, for a failed question or one that needs clarification. ``limited``
    says that something was left out of it for who looks. ``writing`` is there where a language model was asked."""

    question: str
    understood: str
    outcome: Outcome
    language: Language
    statements: tuple[Statement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    series: tuple[Series, ...] = ()
    nearest: tuple[Statement, ...] = ()
    library_revision: int = 0
    confidence: float = 0.0
    reason: str = ""
    writing: Writing | None = None
    filters: Filters = field(default_factory=Filters)
    limited: bool = False

    @property
    def confirmed_statements(self) -> tuple[Statement, ...]:
        """What it states that its citations carry: all that may be built on."""
        return tuple(each for each in self.statements if each.confirmed)

    @property
    def every_statement(self) -> tuple[Statement, ...]:
        """All that it shows, in the order of reading: what answers, disagreements, series, what is near."""
        sides = (side.statement for each in self.disagreements for side in each.sides)
        points = (point.statement for each in self.series for point in each.points)
        return (*self.statements, *sides, *points, *self.nearest)

    def as_json(self) -> dict[str, Any]:
        """The answer as plain lists and dictionaries, ready for ``json.dumps``."""
        return asdict(self)


def year_of(published: str) -> int | None:
    """The year of an ISO date, year-month or year.

    >>> year_of("2021-02-15"), year_of("")
    (2021, None)
    """
    head = published[:4]
    return int(head) if head.isdecimal() and 1800 <= int(head) <= date.max.year else None
