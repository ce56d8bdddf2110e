"""What a text to be checked becomes: its claims, and what the documents say of each."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from assistant.records.answers import Filters, Statement
from assistant.records.documents import Language


class Ruling(StrEnum):
    """Every way in which a claim can end."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"  # reports disagree about it
    PARTLY = "partly"  # a part is right, or the documents say it more weakly
    NOT_FOUND = "not_found"
    NOT_CHECKED = "not_checked"  # an opinion, a question or filler: nothing that could be checked


class Stance(StrEnum):
    """How a quote stands to a claim."""

    FOR = "for"
    AGAINST = "against"
    PARTLY = "partly"  # the same with another year, a weaker verb, another speaker
    NEAR = "near"  # close to it, neither for nor against


@dataclass(frozen=True, slots=True)
class Finding:
    """A quote that bears on a claim, and one plain sentence that says how.

    ``why`` names the comparison that was made ("The claim says 50; … (p. 4) says 47."), in the
    claim's language; it is "" for a quote that is only near."""

    stance: Stance
    statement: Statement
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim and what the documents say of it: text[start:end] of the checked text is the claim.

    ``why`` is one plain sentence; ``context`` what a reader must know beside it (what year it was
    true of, planned or realised, by whom). Findings stand with those that decided first."""

    claim: str
    start: int
    end: int
    language: Language
    ruling: Ruling
    why: str = ""
    context: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A checked text: a verdict for each sentence, in order.

    ``checked`` is the ISO time (UTC) and ``library_revision`` what it was checked against, within
    ``filters``. ``name`` is the file that the text came from, "" where it was pasted. ``limited`` says that
    something was left out of it for who looks."""

    text: str
    language: Language
    verdicts: tuple[Verdict, ...]
    library_revision: int = 0
    checked: str = ""
    filters: Filters = field(default_factory=Filters)
    name: str = ""
    limited: bool = False

    def as_json(self) -> dict[str, Any]:
        """The check as plain lists and dictionaries, ready for ``json.dumps``."""
        return asdict(self)
