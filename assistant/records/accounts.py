"""What became of the letters of a file: so that what was not read is seen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """Letters and digits of a file by where they went.

    ``sentences`` and ``tables`` can be quoted. ``headings`` name sections; ``furniture`` are running heads
    and feet; ``aside`` are captions, notes and lists of contents; ``hidden`` nobody can see or is
    struck out, and is left out. ``bare`` counts pages that have ink and gave no text."""

    sentences: int = 0
    tables: int = 0
    headings: int = 0
    furniture: int = 0
    aside: int = 0
    hidden: int = 0
    bare: int = 0

    def shares(self) -> dict[str, int]:
        """Each in percent of all, rounded.

        >>> Account(sentences=80, tables=15, headings=5).shares()["tables"]
        15
        """
        total = max(1, self.letters)
        names = ("sentences", "tables", "headings", "furniture", "aside", "hidden")
        return {name: round(100 * getattr(self, name) / total) for name in names}

    @property
    def letters(self) -> int:
        return (
            self.sentences + self.tables + self.headings + self.furniture + self.aside + self.hidden
        )
