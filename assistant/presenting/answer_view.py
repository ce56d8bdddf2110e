"""An Answer made ready for people: numbered markers, places in words, statements by source.

Everything here is plain text; the templates escape it. The chat, the permanent page of an
answer and its copy as text are all made from the same view, so that they can't differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import UnknownCitation
from assistant.presenting.pieces import parts_in_line, pieces
from assistant.presenting.places import readable, section_place, table_head
from assistant.presenting.quoted_rows import row_in_line, row_view
from assistant.presenting.searched_part import filters_in_words, titles_of
from assistant.presenting.series_view import SeriesView, period_as_text, series_view
from assistant.presenting.unconfirmed import closest_to, unconfirmed_remark
from assistant.presenting.views import (
    AnswerView,
    DisagreementView,
    Group,
    Marker,
    SideView,
    Source,
    StatementView,
)
from assistant.records import Answer, Citation, Disagreement, Outcome, Series, Statement, Version
from assistant.texts import Texts, notes, page_place, read_by_ocr

if TYPE_CHECKING:
    from assistant.library import Library


LONGEST_HEADING = 110  # characters of a heading that is shown over a quote


class Presenter:
    """Makes views in one language, looking up in the library what a citation doesn't say."""

    def __init__(self, library: Library, texts: Texts) -> None:
        self._library = library
        self._texts = texts
        self._places: dict[str, str] = {}  # a long check cites the same quotes again and again

    def place(self, citation: Citation) -> str:
        """Where a quote stands: the printed page, or section and paragraph without pages."""
        if citation.key not in self._places:
            self._places[citation.key] = self._place(citation)
        return self._places[citation.key]

    def _place(self, citation: Citation) -> str:
        try:
            version = self._library.versions.get(citation.version)
            if version.paged:
                return self.page(version, citation.page, citation.page_label)
            page = self._library.pages.get(citation.version, citation.page, citation.reading)
            section, number = section_place(page, citation.start)
            # Under the document's own title the section would say nothing more.
            if section and section != citation.title:
                return self._texts("section", section=section, number=number)
            return self._texts("paragraph", number=number)
        except UnknownCitation:
            # An answer outlives its documents: what its citation says itself is still true.
            pass
        return page_place(self._texts, citation.page, citation.page_label)

    def page(self, version: Version, number: int, label: str) -> str:
        """A page as people find it in the file, and who set it where the file itself has no pages."""
        if version.format == "pptx":
            return self._texts("slide", number=number)
        place = page_place(self._texts, number, label)
        return f"{place} {self._texts('pages_by_office')}" if version.view else place

    def reference(self, citation: Citation) -> str:
        """A citation as one line of text: title, publisher, date, place."""
        source = self.source((citation,))
        return f"{source.title}, {source.details}"

    def source(self, citations: Iterable[Citation]) -> Source:
        """One document's source line, with every place that these citations name."""
        cited = tuple(citations)
        first = cited[0]
        places = dict.fromkeys(self.place(citation) for citation in cited)
        sure = min((c.confidence for c in cited if c.confidence is not None), default=None)
        parts = (
            first.publisher,
            self._texts.date(first.published),
            "; ".join(places),
            read_by_ocr(self._texts, sure),
        )
        return Source(first.title, ", ".join(part for part in parts if part))

    def answer(
        self, answer: Answer, answer_id: str = "", numbers: dict[str, int] | None = None
    ) -> AnswerView:
        """The whole answer. ``numbers`` are those of quotes that were shown before it: they keep theirs."""
        numbers = {} if numbers is None else numbers
        written = any(item.kind == "written" for item in answer.statements)
        # What was written is read first, so that nothing moves down when the sources follow.
        prose = self._groups(answer.statements, numbers) if written else ()
        disagreements = tuple(self._disagreement(item, numbers) for item in answer.disagreements)
        series = tuple(self._series(item, numbers) for item in answer.series)
        view = AnswerView(
            outcome=answer.outcome.value,
            notice=self._notice(answer.outcome, written),
            reason=answer.reason,
            understood=self._understood(answer),
            searched=self._searched(answer),
            written=written,
            written_by=self._written_by(answer),
            notes=notes(answer),
            groups=prose or self._groups(_not_compared(answer), numbers),
            disagreements=disagreements,
            series=series,
            answer_id=answer_id,
        )
        return replace(view, nearest=self._groups(answer.nearest, numbers))

    def _disagreement(
        self, disagreement: Disagreement, numbers: dict[str, int]
    ) -> DisagreementView:
        sides = tuple(
            SideView(
                side.value,
                self.line(side.statement, numbers),
                self.sources((side.statement,)),
                period_as_text(side.when, self._texts),
            )
            for side in disagreement.sides
        )
        return DisagreementView(disagreement.subject, sides)

    def _series(self, series: Series, numbers: dict[str, int]) -> SeriesView:
        return series_view(
            series,
            self._texts,
            lambda statement: self.line(statement, numbers),
            self.sources,
            lambda point: self.reference(point.statement.citations[0]),
        )

    def partial(self, statements: tuple[Statement, ...], notice: str = "") -> AnswerView:
        """What has come in so far, while the answer is being made or after it was stopped."""
        return AnswerView(
            outcome="streaming",
            notice=notice,
            written=any(item.kind == "written" for item in statements),
            groups=self._groups(statements, {}),
        )

    def failure(self) -> AnswerView:
        """What is shown when the program itself broke."""
        return AnswerView(
            outcome=Outcome.FAILED.value,
            notice=self._texts("failed"),
            reason=self._texts("failed_unexpected"),
        )

    def _notice(self, outcome: Outcome, written: bool) -> str:
        if written and outcome is Outcome.SOURCES_DISAGREE:
            return self._texts("sources_disagree_below")
        if outcome in (Outcome.ANSWERED, Outcome.SOURCES_DISAGREE, Outcome.SMALL_TALK):
            return ""
        return self._texts(outcome.value)

    def _written_by(self, answer: Answer) -> str:
        writing = answer.writing
        if writing is None or not any(item.kind == "written" for item in answer.statements):
            return ""
        key = "written_there" if writing.place else "written_here"
        return self._texts(key, model=writing.model, place=writing.place, prompt=writing.prompt)

    def _searched(self, answer: Answer) -> str:
        titles = titles_of(self._library, answer.filters)
        what = filters_in_words(answer.filters, self._texts, titles)
        return self._texts("searched_only", what=what) if what else ""

    def _understood(self, answer: Answer) -> str:
        if not answer.understood or answer.understood.strip() == answer.question.strip():
            return ""
        return self._texts("understood_as", question=answer.understood)

    def line(self, statement: Statement, numbers: dict[str, int]) -> StatementView:
        """One statement; its citations get the numbers that follow those of earlier ones."""
        markers = tuple(
            Marker(
                numbers.setdefault(citation.key, len(numbers) + 1),
                citation.key,
                self.reference(citation),
            )
            for citation in statement.citations
        )
        # Listed under the quote, not numbered: the numbers in the text would skip them.
        also = tuple(Marker(0, c.key, self.reference(c)) for c in statement.also)
        closest = closest_to(statement)
        return StatementView(
            text=readable(statement.text),
            markers=markers,
            quoted=statement.kind == "quote",
            support=statement.support,
            also=also,
            under=self._under(statement),
            table=row_view(statement),
            pieces=tuple(pieces(statement)),
            parts=tuple(parts_in_line(statement)),
            closest=closest,
            remark=unconfirmed_remark(self._texts, closest),
        )

    def _under(self, statement: Statement) -> str:
        citation = statement.citations[0]
        if statement.row is not None:
            return row_in_line(statement)
        if "\t" not in statement.text:
            return _section(citation) if statement.kind == "quote" else ""
        try:
            head = table_head(
                self._library.pages.get(citation.version, citation.page, citation.reading),
                citation.start,
            )
        except UnknownCitation:
            head = ""  # an answer outlives its documents
        section = citation.section.rsplit(" › ", 1)[-1]
        return ": ".join(part for part in (section, readable(head)) if part)

    def _groups(
        self, statements: tuple[Statement, ...], numbers: dict[str, int]
    ) -> tuple[Group, ...]:
        runs: list[list[Statement]] = []
        for statement in statements:
            if runs and _belong_together(runs[-1][-1], statement):
                runs[-1].append(statement)
            else:
                runs.append([statement])
        return tuple(
            Group(
                tuple(_headed_once([self.line(item, numbers) for item in run])), self.sources(run)
            )
            for run in runs
        )

    def sources(self, statements: Iterable[Statement]) -> tuple[Source, ...]:
        """A source line for each document that these statements cite."""
        by_version: dict[str, list[Citation]] = {}
        for statement in statements:
            for citation in statement.citations:
                by_version.setdefault(citation.version, []).append(citation)
        return tuple(self.source(citations) for citations in by_version.values())


def _headed_once(lines: Sequence[StatementView]) -> Iterator[StatementView]:
    """Under one heading after the other it is said once."""
    for before, line in zip([None, *lines], lines, strict=False):
        again = before is not None and line.table is None and line.under == before.under
        yield replace(line, under="") if again else line


def _section(citation: Citation) -> str:
    """The heading that a quote stands under, where its place does not name it already."""
    section = readable(citation.section.rsplit(" › ", 1)[-1])
    named = citation.page_label.startswith("§") or section == citation.title
    return "" if named or len(section) > LONGEST_HEADING else section


def _not_compared(answer: Answer) -> tuple[Statement, ...]:
    """The statements, without those that stand in the table of disagreeing sources already."""
    compared = {
        side.statement.text for disagreement in answer.disagreements for side in disagreement.sides
    }
    return tuple(item for item in answer.statements if item.text not in compared)


def _belong_together(before: Statement, statement: Statement) -> bool:
    """Quotes of one document stand together; written sentences make a text, whatever they cite."""
    if "written" in (before.kind, statement.kind):
        return before.kind == statement.kind
    return _documents(before) == _documents(statement)


def _documents(statement: Statement) -> tuple[str, ...]:
    return tuple(sorted({citation.version for citation in statement.citations}))
