"""The two indexes that follow the ledger, and exact search among what they no longer hold."""

from assistant.library.indexes.indexes import Indexes

__all__ = ["Indexes"]
