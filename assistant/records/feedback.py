"""What readers say of answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Opinion(StrEnum):
    """What somebody holds an answer to be."""

    RIGHT = "right"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    WRONG_SOURCE = "wrong_source"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One opinion on a kept answer. ``by`` is who gave it where people sign in, ``given`` when (UTC, ISO)."""

    id: int
    answer: str
    opinion: Opinion
    note: str
    by: str
    given: str
    done: bool
