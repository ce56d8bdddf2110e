"""The ledger: the only truth of a library, in SQL."""

from assistant.library.ledger.ledger import Ledger

__all__ = ["Ledger"]
