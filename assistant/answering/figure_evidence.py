"""A figure that answers a question after a number or an amount, with the sentence that gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.candidates import Candidate
from assistant.figures import Agreement, Figure, compare
from assistant.language.speech import ACCORDING
from assistant.records import FigureMention, SourcedMention

# What another said or an earlier report: of when that is only a moment beside it can tell.
SECOND_HAND = re.compile(
    r"\b(?:mentioned|spoke of|counted|arrived at|reported|noemden?|meldden?|sprak(?:en)? van|schatten?|"
    r"kwam(?:en)? uit op|vorige|eerdere|previous|earlier|at its beginning|toen)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(rf"\b(?:{'|'.join(ACCORDING)}|opgave|in a trade magazine)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """A figure that answers, with the sentence that gives it."""

    mention: SourcedMention
    candidate: Candidate
    figure: Figure

    @property
    def quantity(self) -> FigureMention:
        return self.mention.figure

    @property
    def value(self) -> str:
        return " ".join(self.quantity.printed.split())

    @property
    def second_hand(self) -> bool:
        """Whether the source tells what another counted."""
        text = self.candidate.sentence.text
        return bool(SECOND_HAND.search(text) or _REPORTED.search(text))

    def differs(self, other: FigureEvidence) -> bool:
        """Whether both can't be true of one moment."""
        return compare(self.figure, other.figure).agreement is Agreement.DIFFERENT
