"""A file -> pages of text. One module a format; always in a child process with limits."""

from assistant.reading.editions import READERS
from assistant.reading.isolation import Isolation, Limits

__all__ = ["READERS", "Isolation", "Limits"]
