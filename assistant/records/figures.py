"""Figures that passages mention, as the ledger keeps them so that a question after one is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records.documents import Version


@dataclass(frozen=True, slots=True)
class FigureMention:
    """A figure of a version: ``printed == page.text[start:end]``, its hedge and unit included.

    ``sentence`` counts within its passage. ``low`` and ``high`` (maybe infinite) bound what its words
    mean, ``unit`` and ``hedge`` are those of ``assistant.figures``. ``noun`` is what it counts as
    printed; ``names`` are the stems that find it, in both languages. ``first`` and ``last`` are the ISO
    days between which it holds, "" where the text does not say; ``told_by`` says what told them:
    "sentence", "row", "column" or "section". ``counted_by`` says the same of the noun. ``row`` and
    ``column`` name the cell of a table that it stands in; ``value`` is in the table's unit."""

    version: str
    passage: str
    sentence: int
    page: int
    start: int
    end: int
    printed: str
    value: float
    low: float
    high: float
    unit: str
    hedge: str
    per: str
    noun: str
    counted_by: str
    names: tuple[str, ...]
    first: str = ""
    last: str = ""
    told_by: str = ""
    planned: bool = False
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class SourcedMention:
    """A figure with the version that gives it."""

    figure: FigureMention
    version: Version

    @property
    def when(self) -> str:
        """The day that it speaks of, or that of its publication: ISO date, year-month, year or "".

        No document knows what comes after it: a period that runs on ends with its publication."""
        published = self.version.document.published
        last = self.figure.last
        return (
            last if last and (not published or last[: len(published)] <= published) else published
        )
