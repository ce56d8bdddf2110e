"""An answer of some time ago beside the one that the library gives to the same question now."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language.terms import words
from assistant.records import Answer, Question, Statement

Told = tuple[str, bool, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What both show, what only the newer one does, and what only the older one did."""

    same: tuple[Statement, ...]
    new: tuple[Statement, ...]
    gone: tuple[Statement, ...]


def asked_again(answer: Answer) -> Question:
    """The question of an answer, standing alone, of the same part of what the library holds now."""
    return Question(answer.understood, answer.language, answer.filters)


def changes(then: Answer, now: Answer) -> Changes:
    """Statements are the same where they have the same words from the same documents, both confirmed or not."""
    old = {_told(each): each for each in then.every_statement}
    new = {_told(each): each for each in now.every_statement}
    return Changes(
        same=tuple(each for key, each in new.items() if key in old),
        new=tuple(each for key, each in new.items() if key not in old),
        gone=tuple(each for key, each in old.items() if key not in new),
    )


def _told(statement: Statement) -> Told:
    said = " ".join(words(statement.text))
    return (
        said,
        statement.confirmed,
        tuple(sorted({citation.document for citation in statement.citations})),
    )
