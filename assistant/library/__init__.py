"""All that is kept: the ledger (SQL), the original files, and the two indexes that follow it."""

from assistant.library.library import Library

__all__ = ["Library"]
