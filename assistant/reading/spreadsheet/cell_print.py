"""How a cell of Excel is printed: what nobody sees, what is struck through, and raised marks of notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.reading.raised import raised
from assistant.reading.struck import StruckText

_HIDES = ";;;"  # the number format that shows nothing
_WHITE = "FFFFFF"


def shows_nothing(cell: Any) -> bool:
    """Whether a cell's number format hides its value."""
    return str(cell.number_format or "").strip() == _HIDES


def is_white(cell: Any) -> bool:
    """Whether a cell has white letters and no fill of its own."""
    font, fill = cell.font, cell.fill
    colour = font.color if font is not None else None
    if colour is None or colour.type != "rgb" or not str(colour.rgb).upper().endswith(_WHITE):
        return False
    return fill is None or not fill.fill_type


def standing_value(cell: Any, struck: StruckText) -> Any:
    """A cell's value; text without what is struck through, which is counted, and with its marks set apart.

    "" for a cell that is struck through as a whole."""
    if cell.font is not None and cell.font.strike:
        struck.note(str(cell.value))
        return ""
    return standing_words(cell.value, struck) if isinstance(cell.value, list) else cell.value


def standing_words(pieces: Sequence[Any], struck: StruckText) -> str:
    """The same of a text in several fonts."""
    words = ""
    for part in pieces:
        font = getattr(part, "font", None)
        text = str(getattr(part, "text", part))
        if font is not None and font.strike:
            struck.note(text)
        else:
            words += (
                raised(words, text)
                if font is not None and font.vertAlign == "superscript"
                else text
            )
    return words
