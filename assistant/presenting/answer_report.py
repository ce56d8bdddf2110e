"""Answers made ready to be written: what one answer or a whole conversation says, as plain text.

Made from the view that the page shows, so that no file says anything else than the page does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.presenting.answer_view import Presenter
from assistant.presenting.views import AnswerView, Marker, StatementView
from assistant.records import Answer, Language
from assistant.texts import Texts


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading ("" for none): remarks of the program, and lines of an answer."""

    title: str
    remarks: tuple[str, ...] = ()
    lines: tuple[tuple[str, StatementView], ...] = ()  # with what each is of: a value, a moment


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer with the name and the ISO time under which it is kept ("" where it is not)."""

    answer: Answer
    name: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class ReportedAnswer:
    """One question with what was answered. ``asked`` says when, ``link`` where it is kept ("" if unknown)."""

    question: str
    asked: str
    link: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AnswerReport:
    """Answers with the sources of all of them: plain text throughout, which each format escapes.

    ``made`` is the ISO time of the newest answer. ``site`` is the address of the application, with a "/"
    at its end; without one the sources are named by their keys."""

    title: str
    language: Language
    made: str
    site: str
    answers: tuple[ReportedAnswer, ...]
    markers: tuple[Marker, ...]  # in the order of their numbers

    @property
    def alone(self) -> bool:
        """Whether it is one answer, whose question is the title."""
        return len(self.answers) == 1

    def word(self, key: str, /, **values: object) -> str:
        """A text of the catalogue in the report's language."""
        return Texts(self.language)(key, **values)

    def link(self, marker: Marker) -> str:
        """The address of a source, or its key where the address of the application is not known."""
        return f"{self.site}viewer/{marker.key}" if self.site else marker.key


def report_of_answers(
    presenter: Presenter, answers: Sequence[KeptAnswer], texts: Texts, site: str = ""
) -> AnswerReport:
    """Answers as the parts of a report, each in the order of its page; a quote has one number throughout."""
    numbers: dict[str, int] = {}
    reported = tuple(_reported(presenter, each, texts, site, numbers) for each in answers)
    markers = {
        marker.number: marker
        for answer in reported
        for part in answer.parts
        for _, line in part.lines
        for marker in line.markers
    }
    made = max((each.kept for each in answers), default="")
    asked = texts("conversation_file", date=texts.date(made)) if made else ""
    return AnswerReport(
        title=answers[0].answer.question if len(answers) == 1 else asked,
        language=texts.language,
        made=made,
        site=site,
        answers=reported,
        markers=tuple(markers[number] for number in sorted(markers)),
    )


def _reported(
    presenter: Presenter, kept: KeptAnswer, texts: Texts, site: str, numbers: dict[str, int]
) -> ReportedAnswer:
    view = presenter.answer(kept.answer, kept.name, numbers)
    parts = tuple(part for part in _parts(view, texts) if part.remarks or part.lines)
    asked = texts("answer_asked", date=texts.date(kept.kept)) if kept.kept else ""
    link = f"{site}answer/{kept.name}" if site and kept.name else ""
    return ReportedAnswer(kept.answer.question, asked, link, parts)


def _parts(view: AnswerView, texts: Texts) -> Iterator[Part]:
    told = (view.understood, view.searched, view.notice, view.reason, *view.notes)
    grouped = tuple(("", line) for group in view.groups for line in group.lines)
    yield Part("", _said(told))
    if view.written:
        yield Part("", _said((texts("answer_written"), view.written_by)), grouped)
    for disagreement in view.disagreements:
        sides = ((_of(side.value, side.when), side.line) for side in disagreement.sides)
        yield Part(_of(texts("sources_disagree"), disagreement.subject), (), tuple(sides))
    for series in view.series:
        points = ((_of(point.when, point.value), point.line) for point in series.points)
        yield Part(_of(texts("series_head"), series.subject), (), tuple(points))
    if not view.written:
        yield Part("", (), grouped)
    yield Part("", (), tuple(("", line) for group in view.nearest for line in group.lines))


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _of(head: str, rest: str) -> str:
    return f"{head}: {rest}" if head and rest else head or rest
