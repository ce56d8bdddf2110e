"""What of a PDF's text is not read although the file has it, page by page, and the words for that."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.reading.scans import listed
from assistant.reading.shown_text import ShownText


@dataclass(slots=True)
class LeftOut:
    """Letters and digits that were left out, and notes in the margin, by the number of their page."""

    unseen: dict[int, int] = field(default_factory=dict)
    struck: dict[int, int] = field(default_factory=dict)
    notes: dict[int, int] = field(default_factory=dict)

    def note(self, number: int, text: ShownText) -> None:
        """Keep account of a page whose text layer is read."""
        if text.unseen:
            self.unseen[number] = text.unseen
        if text.struck:
            self.struck[number] = text.struck
        if text.notes:
            self.notes[number] = text.notes

    @property
    def letters(self) -> int:
        """How many letters and digits no page holds."""
        return sum(self.unseen.values()) + sum(self.struck.values())

    def warnings(self) -> list[str]:
        """What a person should know of it."""
        found: list[str] = []
        if self.unseen:
            found.append(
                f"{_counted(self.unseen)} that nobody can see on the page (in the colour of the "
                f"paper, covered, or outside it) left out: page {listed(sorted(self.unseen))}."
            )
        if self.struck:
            found.append(
                f"{_counted(self.struck)} in struck-out text left out: "
                f"page {listed(sorted(self.struck))}."
            )
        if self.notes:
            count = sum(self.notes.values())
            found.append(
                f"{count:,} {'note' if count == 1 else 'notes'} in the margin not read: "
                f"page {listed(sorted(self.notes))}."
            )
        return found


def _counted(letters: dict[int, int]) -> str:
    count = sum(letters.values())
    return "1 letter" if count == 1 else f"{count:,} letters"
