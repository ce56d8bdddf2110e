"""Every text that people see, Dutch and English, and how a citation is called in words.

The texts stand in the TOML files beside this one, one file a subject, one table a text.
"""

from assistant.texts.catalogue import Texts, catalogue, preferred_language
from assistant.texts.notes import note_beside_check, notes
from assistant.texts.references import page_place, page_reference, read_by_ocr, reference
from assistant.texts.rulings import SYMBOLS

__all__ = [
    "SYMBOLS",
    "Texts",
    "catalogue",
    "note_beside_check",
    "notes",
    "page_place",
    "page_reference",
    "preferred_language",
    "read_by_ocr",
    "reference",
]
