"""What the templates of an answer show: plain text throughout, which they escape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.presenting.series_view import SeriesView


LONGEST_FIGURE = 20  # characters


@dataclass(frozen=True, slots=True)
class Marker:
    """The clickable [number] after a statement, and where it leads."""

    number: int
    key: str
    source: str


@dataclass(frozen=True, slots=True)
class RowCellView:
    """A cell: the name of its column, its words with its unit, and whether it is the one asked for."""

    head: str
    text: str
    unit: str
    asked: bool

    @property
    def in_words(self) -> bool:
        """Whether it is a text rather than a figure: it may be broken into lines."""
        return len(self.text) > LONGEST_FIGURE


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table with what its table is of, what names the row, and its cells."""

    caption: str
    label: str
    cells: tuple[RowCellView, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a quote, or of what stands beside it; ``begins`` says that it stands on a line of its own.

    ``parts`` are its text in order, each with whether those words answer."""

    parts: tuple[tuple[str, bool], ...]
    said: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement as shown, with its markers, and those of documents that say the same.

    ``table`` is there for a row of a table: the row with the names of its columns.
    ``under`` says in one line what it stands under, for where there is no room for a table.
    ``parts`` are the text in order, each with whether those words answer.
    ``closest`` is quoted from the sources where they do not confirm a written sentence, and ``remark`` says so
    in one line with those quotes; both are empty elsewhere.
    ``pieces`` are the text in its lines, so that a list is one again, with what stands next to it on the page and
    is to be read with it.
    """

    text: str
    markers: tuple[Marker, ...]
    quoted: bool
    support: str
    also: tuple[Marker, ...] = ()
    under: str = ""
    table: RowView | None = None
    pieces: tuple[Piece, ...] = ()
    parts: tuple[tuple[str, bool], ...] = ()
    closest: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What stands under quotes: title, and publisher, date and places in one line."""

    title: str
    details: str


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive quotes that rest on the same documents, or sentences that make one text."""

    lines: tuple[StatementView, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """``when`` is the moment of which the source says so, where it names one."""

    value: str
    line: StatementView
    sources: tuple[Source, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class DisagreementView:
    subject: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the answer template shows. ``notice`` is the sentence that says how it ended.

    ``searched`` says what part of the library was asked, where it was not all of it. ``written_by`` names the
    language model that wrote sentences, ``notes`` what went wrong with it."""

    outcome: str
    notice: str = ""
    reason: str = ""
    understood: str = ""
    searched: str = ""
    written: bool = False
    written_by: str = ""
    notes: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    disagreements: tuple[DisagreementView, ...] = ()
    series: tuple[SeriesView, ...] = ()
    nearest: tuple[Group, ...] = ()
    answer_id: str = ""
