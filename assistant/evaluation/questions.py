"""A question set in JSON Lines -> questions with the places that hold their answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import AssistantError
from assistant.records import Language

PageNumber = Annotated[int, Field(ge=1)]
Named = Annotated[str, Field(min_length=1)]


class UnusableFile(AssistantError):
    """A question set or a run that cannot be read. The message names file, line and field."""


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where an answer stands: a document by file name or stem, and its pages (none: all of it).

    >>> GoldPlace("ar-p0001").holds("audit/ar-p0001.md"), GoldPlace("a.pdf", frozenset({3})).holds("a.pdf", {2})
    (True, False)
    """

    document: str
    pages: frozenset[int] = frozenset()

    def holds(self, file: str, pages: Iterable[int] | None = None) -> bool:
        """Whether a file is this document and, where pages are given, one of them is meant."""
        path = PurePosixPath(file)
        if self.document not in (file, path.name, path.stem):
            return False
        return pages is None or not self.pages or not self.pages.isdisjoint(pages)


class Elsewhere(BaseModel):
    """Another document that gives the answer as well."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    document: Named
    pages: tuple[PageNumber, ...] | None = None


class Expected(BaseModel):
    """One line: a question and what is known of its answer. Other fields are left alone."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    id: Named
    question: Named
    language: Language
    gold_document: Named | None = None
    gold_passage: Named | None = None
    gold_passages: tuple[Named, ...] | None = None
    gold_pages: tuple[PageNumber, ...] | None = None
    also: tuple[Elsewhere, ...] | None = None
    answer: str | None = None
    answerable: bool = True
    conversation: str | int | None = None
    turn: int | None = None
    disagreement: bool = False

    @model_validator(mode="after")
    def _has_gold(self) -> Expected:
        if self.answerable and not self.places:
            raise ValueError("gold_document: an answerable question names where its answer stands")
        return self

    @property
    def places(self) -> tuple[GoldPlace, ...]:
        """The passages that hold the answer or, where none are named, the documents with pages."""
        passages = [
            *(self.gold_passages or ()),
            *([self.gold_passage] if self.gold_passage else []),
        ]
        if passages:
            return tuple(GoldPlace(re.sub("[#/]", "_", name)) for name in dict.fromkeys(passages))
        pages: dict[str, set[int]] = {}
        if self.gold_document:
            pages[self.gold_document] = set(self.gold_pages or ())
        for place in self.also or ():
            pages.setdefault(place.document, set()).update(place.pages or ())
        return tuple(GoldPlace(name, frozenset(numbers)) for name, numbers in pages.items())

    @property
    def paged(self) -> bool:
        """Whether the set says on which page the answer stands."""
        return bool(self.gold_pages) and not (self.gold_passage or self.gold_passages)


def read_questions(path: Path) -> list[Expected]:
    """All questions of a file, in order. Raises UnusableFile at the first line that is wrong."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFile(f"The question set {path} cannot be read: {error}.") from error
    questions: dict[str, Expected] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        expected = parse_line(line, f"{path}, line {number}")
        if expected.id in questions:
            raise UnusableFile(f"{path}, line {number}, field id: {expected.id!r} is there twice.")
        questions[expected.id] = expected
    if not questions:
        raise UnusableFile(f"The question set {path} has no questions.")
    return list(questions.values())


def parse_line(line: str, place: str) -> Expected:
    """One line. ``place`` is how an error names it.

    >>> parse_line('{"id": "a", "question": "Why?", "language": "en", "gold_document": ""}', "line 1")
    Traceback (most recent call last):
    assistant.evaluation.questions.UnusableFile: line 1, field gold_document: String should have ...
    """
    try:
        return Expected.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        field = ".".join(str(part) for part in first["loc"])
        if (
            not field and first["type"] == "value_error"
        ):  # of the line as a whole: it names its field
            field, message = message.split(": ", 1)
        named = f", field {field}" if field else ""
        raise UnusableFile(f"{place}{named}: {message}.") from error


def conversations(questions: Iterable[Expected]) -> list[list[Expected]]:
    """Questions that are asked one after another, by turn; a question on its own is alone."""
    together: dict[object, list[Expected]] = {}
    for expected in questions:
        alone = expected.conversation is None
        key = ("question", expected.id) if alone else ("conversation", expected.conversation)
        together.setdefault(key, []).append(expected)
    return [sorted(turns, key=lambda e: e.turn or 0) for turns in together.values()]
