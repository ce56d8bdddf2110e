"""Pages -> sections -> sentences -> passages, offsets kept all the way."""

from assistant.chunking.passages import passages

__all__ = ["passages"]
