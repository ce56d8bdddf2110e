"""A check made ready to be written: the marked text, claims with their quotes, numbered notes.

Markdown, HTML, DOCX and plain text are all made from it, so that they cannot differ. Everything in
it is plain text that any format can hold; each format escapes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.presenting.searched_part import filters_in_words
from assistant.reading.running_text import writable
from assistant.records import Check, Citation, Finding, Language, Ruling, Stance, Verdict
from assistant.texts import SYMBOLS, Texts, catalogue, reference

SHORT = 16  # digits of a version, as in links
FILLS = {  # the soft colours of the pages, by the name of a ruling
    "supported": "E3F3E6",
    "contradicted": "FDE8E6",
    "disputed": "F3E9FA",
    "partly": "FDF4E0",
    "not_found": "E8EFF6",
}


@dataclass(frozen=True, slots=True)
class RulingSign:
    """How a ruling is shown: ``name`` for styles, a symbol and its word for people."""

    name: str
    symbol: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class CheckedPiece:
    """A run of the checked text. ``claim`` is the number of its claim, 0 where it has none."""

    text: str
    claim: int = 0
    sign: RulingSign | None = None
    last: bool = False  # it ends its claim


@dataclass(frozen=True, slots=True)
class QuoteNote:
    """A numbered quote and where it stands."""

    number: int
    quote: str
    reference: str
    key: str


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding: how the quote stands to the claim, why, and the numbers of its notes."""

    stance: str
    stance_word: str
    text: str
    why: str
    notes: tuple[QuoteNote, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A verdict as shown. ``number`` is 0 for what was not checked."""

    number: int
    text: str
    language: Language
    sign: RulingSign
    why: str
    context: tuple[str, ...]
    quotes: tuple[ReportedFinding, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that a written check says. ``facts`` are labels with values: when, of which library.

    ``made`` is the ISO time of the check; ``site`` the address of the application, "" where it is not known."""

    title: str
    language: Language
    facts: tuple[tuple[str, str], ...]
    signs: tuple[RulingSign, ...]
    counts: tuple[tuple[RulingSign, int], ...]
    paragraphs: tuple[tuple[CheckedPiece, ...], ...]
    claims: tuple[ReportedClaim, ...]
    unchecked: tuple[ReportedClaim, ...]
    notes: tuple[QuoteNote, ...]
    documents: tuple[str, ...]
    made: str = ""
    site: str = ""

    def link(self, note: QuoteNote) -> str:
        """The address of a quote's page, or its key where the address of the application is not known."""
        return f"{self.site}viewer/{note.key}" if self.site else note.key

    def word(self, key: str, /, **values: object) -> str:
        """A text of the catalogue in the report's language."""
        return Texts(self.language)(key, **values)


def report_of(check: Check, site: str = "", near: bool = False) -> CheckReport:
    """Make a check ready to be written, in the language of its text.

    ``near``: also what only comes near a claim. Three sentences a claim make many pages that settle nothing: they
    are left out, which the report says, unless somebody wants them."""
    language = check.language
    left_out = 0 if near else _count_near(check)
    check = check if near else _without_near(check)
    notes: dict[str, QuoteNote] = {}
    numbers = numbered(check.verdicts)
    claims = tuple(
        _claim(verdict, number, language, notes)
        for verdict, number in zip(check.verdicts, numbers, strict=True)
    )
    counts = counted(check)
    return CheckReport(
        title=catalogue(language)["check_title"] + (f": {_line(check.name)}" if check.name else ""),
        language=language,
        facts=tuple(_facts(check, left_out)),
        signs=tuple(sign_of(ruling, language) for ruling in Ruling),
        counts=tuple((sign_of(ruling, language), count) for ruling, count in counts.items()),
        paragraphs=paragraphs_of(check),
        claims=tuple(claim for claim in claims if claim.number),
        unchecked=tuple(claim for claim in claims if not claim.number),
        notes=tuple(notes.values()),
        documents=tuple(dict.fromkeys(_document(c, language) for c in _cited(check))),
        made=check.checked,
        site=site,
    )


def _count_near(check: Check) -> int:
    return sum(f.stance is Stance.NEAR for v in check.verdicts for f in v.findings)


def _without_near(check: Check) -> Check:
    deciding = (
        replace(v, findings=tuple(f for f in v.findings if f.stance is not Stance.NEAR))
        for v in check.verdicts
    )
    return replace(check, verdicts=tuple(deciding))


def sign_of(ruling: Ruling, language: Language) -> RulingSign:
    """A ruling's symbol, word and meaning."""
    texts, name = catalogue(language), ruling.value
    return RulingSign(name, SYMBOLS[ruling], texts[f"ruling_{name}"], texts[f"meaning_{name}"])


def counted(check: Check) -> dict[Ruling, int]:
    """How many verdicts ended in each way, without those that none did."""
    counts = Counter(verdict.ruling for verdict in check.verdicts)
    return {ruling: counts[ruling] for ruling in Ruling if counts[ruling]}


def numbered(verdicts: tuple[Verdict, ...]) -> tuple[int, ...]:
    """The number of each claim, counted from 1; 0 for what was not checked."""
    numbers: list[int] = []
    count = 0
    for verdict in verdicts:
        checked = verdict.ruling is not Ruling.NOT_CHECKED
        count += checked
        numbers.append(count if checked else 0)
    return tuple(numbers)


def paragraphs_of(check: Check) -> tuple[tuple[CheckedPiece, ...], ...]:
    """The whole checked text, cut where claims begin and end and where lines do."""
    paragraphs: list[list[CheckedPiece]] = [[]]
    for piece in _pieces(check):
        lines = writable(piece.text).split("\n")
        for index, line in enumerate(lines):
            if index:
                paragraphs.append([])
            last = piece.last and index == len(lines) - 1
            if line or last:
                paragraphs[-1].append(replace(piece, text=line, last=last))
    return tuple(
        tuple(pieces) for pieces in paragraphs if any(p.last or p.text.strip() for p in pieces)
    )


def _pieces(check: Check) -> Iterator[CheckedPiece]:
    position = 0
    for verdict, number in zip(check.verdicts, numbered(check.verdicts), strict=True):
        # Claims never overlap; were they to, no character may be lost or shown twice.
        start = min(max(verdict.start, position), len(check.text))
        end = min(max(verdict.end, start), len(check.text))
        if position < start:
            yield CheckedPiece(check.text[position:start])
        yield CheckedPiece(
            check.text[start:end], number, sign_of(verdict.ruling, check.language), True
        )
        position = end
    if position < len(check.text):
        yield CheckedPiece(check.text[position:])


def _claim(
    verdict: Verdict, number: int, language: Language, notes: dict[str, QuoteNote]
) -> ReportedClaim:
    return ReportedClaim(
        number=number,
        text=_line(verdict.claim),
        language=verdict.language,
        sign=sign_of(verdict.ruling, language),
        why=_line(verdict.why),
        context=tuple(_line(text) for text in verdict.context),
        quotes=tuple(_quoted(finding, language, notes) for finding in verdict.findings),
    )


def _quoted(finding: Finding, language: Language, notes: dict[str, QuoteNote]) -> ReportedFinding:
    statement = finding.statement
    return ReportedFinding(
        stance=finding.stance.value,
        stance_word=catalogue(language)[f"stance_{finding.stance.value}"],
        text=_line(statement.text),
        why=_line(finding.why),
        notes=tuple(_note(citation, language, notes) for citation in statement.citations),
        also=tuple(_line(reference(citation, language)) for citation in statement.also),
    )


def _note(citation: Citation, language: Language, notes: dict[str, QuoteNote]) -> QuoteNote:
    if citation.key not in notes:
        source = _line(reference(citation, language))
        quote = _line(citation.quote)
        notes[citation.key] = QuoteNote(len(notes) + 1, quote, source, _line(citation.key))
    return notes[citation.key]


def _facts(check: Check, left_out: int) -> Iterator[tuple[str, str]]:
    texts = catalogue(check.language)
    if check.name:
        yield texts["fact_file"], _line(check.name)
    yield texts["fact_checked"], _line(check.checked.replace("T", " ").replace("+00:00", " UTC"))
    yield texts["fact_revision"], str(check.library_revision)
    yield texts["fact_filters"], _line(compared_with(check))
    if check.limited:
        yield texts["fact_limited"], texts["check_limited"]
    if left_out:
        key = "near_left_out_one" if left_out == 1 else "near_left_out"
        yield texts["fact_left_out"], Texts(check.language)(key, count=left_out)


def compared_with(check: Check) -> str:
    """What part of the library a text was compared with."""
    texts = Texts(check.language)
    return filters_in_words(check.filters, texts) or texts("filter_none")


def _cited(check: Check) -> Iterator[Citation]:
    for verdict in check.verdicts:
        for finding in verdict.findings:
            yield from finding.statement.citations
            yield from finding.statement.also


def _document(citation: Citation, language: Language) -> str:
    """A cited document with the version that was read, by the first digits of its SHA-256."""
    version = catalogue(language)["version_label"].format(version=citation.version[:SHORT])
    parts = (citation.title, citation.publisher, citation.published, citation.file, version)
    return _line(", ".join(part for part in parts if part))


def _line(text: str) -> str:
    """A text on one line: line ends become spaces, the tabs between table cells bars."""
    return " ".join(writable(text).replace("\t", " | ").split())
