"""The questions that are offered on an empty page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.answering.follow_ups import starting_questions
from assistant.language.languages import LANGUAGES
from assistant.records import Language
from assistant.texts import catalogue

if TYPE_CHECKING:
    from assistant.library import Library

Examples = Mapping[Language, Sequence[str]]

_KEYS = ("example_1", "example_2", "example_3")


def examples_for(library: Library) -> Examples:
    """The catalogue's examples of the corpus that they are about; of another library its newest documents."""
    shipped = any(
        "Smart Industry" in version.document.title for version in library.versions.current()
    )
    if not shipped:
        return {language: starting_questions(library, language) for language in LANGUAGES}
    return {language: [catalogue(language)[key] for key in _KEYS] for language in LANGUAGES}
