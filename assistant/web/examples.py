"""The questions that are offered on an empty page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.answering.follow_ups import starting_questions
from assistant.language.languages import LANGUAGES
from assistant.records import Language, Version
from assistant.texts import catalogue

if TYPE_CHECKING:
    from assistant.library import Library

Examples = Mapping[Language, Sequence[str]]

_KEYS = ("example_1", "example_2", "example_3")
_REMEMBERED = 64  # states of what somebody sees, in a language


def examples_for(library: Library) -> Examples:
    """The catalogue's examples of the corpus that they are about; of another library its newest documents."""
    return {language: examples_in(library, language) for language in LANGUAGES}


def examples_in(library: Library, language: Language) -> Sequence[str]:
    """The same, in one language."""
    shipped = any(
        "Smart Industry" in version.document.title for version in library.versions.current()
    )
    if not shipped:
        return starting_questions(library, language)
    return [catalogue(language)[key] for key in _KEYS]


class OwnExamples:
    """What is offered to each person, of what they see, where people sign in: made once for each state of it."""

    def __init__(self) -> None:
        self._known: OrderedDict[
            tuple[int, Language], tuple[tuple[Version, ...], Sequence[str]]
        ] = OrderedDict()

    def of(self, library: Library, language: Language) -> Sequence[str]:
        """For whoever sees this library so."""
        current = library.versions.current()
        found = self._known.get((id(current), language))
        if found is None or found[0] is not current:
            found = (current, examples_in(library, language))
            self._known[id(current), language] = found
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found[1]
