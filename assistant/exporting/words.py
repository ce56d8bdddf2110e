"""What a check is called and says, in Dutch and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.records import Language, Ruling

# Letters that every font has; a colour never stands alone.
SYMBOLS: Mapping[Ruling, str] = {
    Ruling.SUPPORTED: "✓",
    Ruling.CONTRADICTED: "✗",
    Ruling.DISPUTED: "!",
    Ruling.PARTLY: "½",
    Ruling.NOT_FOUND: "?",
    Ruling.NOT_CHECKED: "–",
}


@cache
def words(language: Language) -> Mapping[str, str]:
    """Every text in one language. A text that lacks a language is an error when it is loaded."""
    source = files("assistant.exporting").joinpath("words.toml").read_text(encoding="utf-8")
    return {key: entry[language] for key, entry in tomllib.loads(source).items()}
