"""One point of a claim held against a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.figures import Agreement


class Matter(StrEnum):
    """What a point of comparison is about."""

    FIGURE = "figure"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    DENIAL = "denial"
    OPPOSITE = "opposite"
    CERTAINTY = "certainty"
    SPEAKER = "speaker"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class ComparedPoint:
    """One point of a claim held against a sentence: ``agrees`` is None where it is silent about it."""

    matter: Matter
    agrees: bool | None
    claimed: str
    found: str = ""
    agreement: Agreement | None = None
    scaled: bool = False  # the same digits, with another unit or of another size: "314 miljard"
    telling: float = 0.0  # 0..1, how little chance there is that a figure stands there by accident
    leads: bool = False  # the name that the claim opens with, of which it says something

    @property
    def goes_unsaid(self) -> bool:
        """A figure that a sentence need not have, and has not: "one of the ten", "in five years"."""
        return self.matter is Matter.FIGURE and self.agrees is None and self.telling == 0
