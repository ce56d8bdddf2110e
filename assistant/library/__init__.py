"""All that is kept: the ledger (SQL), the original files, and the two indexes that follow it."""

from assistant.library.ledger.moving import held_ledger
from assistant.library.ledger.runs import COUNTED
from assistant.library.ledger.stored import NewVersion, Origin, StoredFile, StoredPassage
from assistant.library.library import Library

__all__ = [
    "COUNTED",
    "Library",
    "NewVersion",
    "Origin",
    "StoredFile",
    "StoredPassage",
    "held_ledger",
]
