"""Every text that people see, Dutch and English, and how a citation is called in words.

The texts stand in the TOML files beside this one, one file a subject, one table a text.
"""

from assistant.texts.catalogue import LANGUAGES, Texts, catalogue, preferred_language
from assistant.texts.notes import note_beside_check, notes
from assistant.texts.references import page_reference, reference
from assistant.texts.rulings import SYMBOLS

__all__ = [
    "LANGUAGES",
    "SYMBOLS",
    "Texts",
    "catalogue",
    "note_beside_check",
    "notes",
    "page_reference",
    "preferred_language",
    "reference",
]
