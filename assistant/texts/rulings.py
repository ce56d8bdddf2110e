"""How a ruling is marked where its colour is not seen."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.records import Ruling

# Letters that every font has; a colour never stands alone.
SYMBOLS: Mapping[Ruling, str] = {
    Ruling.SUPPORTED: "✓",
    Ruling.CONTRADICTED: "✗",
    Ruling.DISPUTED: "!",
    Ruling.PARTLY: "½",
    Ruling.NOT_FOUND: "?",
    Ruling.NOT_CHECKED: "–",
}
