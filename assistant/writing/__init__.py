"""A model's sentences -> statements: shown only where the documents carry them."""

from assistant.writing.choosing import answerer_for
from assistant.writing.notes import notes
from assistant.writing.verifying import Verifier, Written
from assistant.writing.writer import Writer

__all__ = ["Verifier", "Writer", "Written", "answerer_for", "notes"]
