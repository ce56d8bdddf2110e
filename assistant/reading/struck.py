"""Text that is left out, and is told of: struck through or deleted, so that it no longer holds, or never shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class StruckText:
    """How many pieces of one file were left out, and how many others because nobody sees them."""

    pieces: int = 0
    unseen: int = 0

    def note(self, text: str) -> None:
        """Count a piece that was left out, where it has words."""
        self.pieces += _has_words(text)

    def note_unseen(self, text: str) -> None:
        """Count a piece that nobody sees, where it has words."""
        self.unseen += _has_words(text)

    def add(self, other: StruckText) -> None:
        """Count what was left out of another part of the file."""
        self.pieces += other.pieces
        self.unseen += other.unseen

    def warnings(self) -> tuple[str, ...]:
        """A sentence for each kind that was left out.

        >>> StruckText(2).warnings()[0][:65]
        '2 pieces of text that are struck through or deleted were left out'
        >>> StruckText(unseen=1).warnings()[0][:55]
        '1 piece of text that nobody can see (switched off, too '
        """
        found: list[str] = []
        if self.pieces:
            pieces = (
                "1 piece of text that is struck through or deleted was"
                if self.pieces == 1
                else f"{self.pieces:,} pieces of text that are struck through or deleted were"
            )
            found.append(
                f"{pieces} left out as no longer valid. "
                "Look at the file to see what was there before."
            )
        if self.unseen:
            pieces, was = "1 piece", "was"
            if self.unseen > 1:
                pieces, was = f"{self.unseen:,} pieces", "were"
            found.append(
                f"{pieces} of text that nobody can see (switched off, too small, off the page, or "
                f"white on white) {was} left out."
            )
        return tuple(found)


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)
