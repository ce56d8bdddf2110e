"""What somebody asked, or had checked, and what it became."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["answer", "check"]


@dataclass(frozen=True, slots=True)
class Entry:
    """``record`` names the answer or the check; ``at`` is the ISO time when it was last asked."""

    id: int
    kind: Kind
    record: str
    text: str
    at: str
    pinned: bool

    @property
    def link(self) -> str:
        """The address of its page."""
        return f"/{self.kind}/{self.record}"
