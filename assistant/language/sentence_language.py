"""The language of one sentence of a text whose language is known."""

from __future__ import annotations

from assistant.language.detection import detect_language
from assistant.language.terms import words
from assistant.records import Language

SURE = 6  # words from which a sentence's own language is believed


def language_of_sentence(sentence: str, usual: Language) -> Language:
    """The language of a sentence of a text; ``usual`` is the text's, which a short one has too few words
    to differ from.

    >>> language_of_sentence("Smart Industry Hub", "nl")
    'nl'
    """
    return detect_language(sentence) if len(words(sentence)) >= SURE else usual
