"""The two languages, and of either the other one."""

from __future__ import annotations

from assistant.records import Language

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def other_language(language: Language) -> Language:
    """English for Dutch, and the reverse."""
    return "en" if language == "nl" else "nl"
