"""Text that is struck through or deleted: it no longer holds, is left out, and is told of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class StruckText:
    """How many pieces of one file were left out."""

    pieces: int = 0

    def note(self, text: str) -> None:
        """Count a piece that was left out, where it has words."""
        self.pieces += any(c.isalnum() for c in text)

    def warnings(self) -> tuple[str, ...]:
        """One sentence, where anything was left out.

        >>> StruckText(2).warnings()[0][:65]
        '2 pieces of text that are struck through or deleted were left out'
        """
        if not self.pieces:
            return ()
        pieces = (
            "1 piece of text that is struck through or deleted was"
            if self.pieces == 1
            else f"{self.pieces:,} pieces of text that are struck through or deleted were"
        )
        return (
            f"{pieces} left out as no longer valid. Look at the file to see what was there before.",
        )
