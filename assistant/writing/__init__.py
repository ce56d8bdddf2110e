"""A model's sentences -> statements: shown only where the documents carry them."""

from assistant.writing.verifying import Verifier, Written

__all__ = ["Verifier", "Written"]
