"""The errors that people see. Each message says what happened, to what, and what to do."""

from __future__ import annotations


class AssistantError(Exception):
    """Anything that Programme Assistant can explain to the person who met it."""


class UnreadableDocument(AssistantError):
    """A file that cannot be read. The message is a sentence for a person, without the file's name."""


class LibraryError(AssistantError):
    """The library cannot be opened, is in use, or does not fit this program."""


class LibraryUnavailable(LibraryError):
    """Its ledger or its accounts cannot be read or written just now: the same request may succeed later."""


class UnknownCitation(AssistantError):
    """A link names a document, page or quote that this library does not hold."""
