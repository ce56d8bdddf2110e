"""A model's sentences -> statements: shown only where the documents carry them."""

from assistant.writing.choosing import answerer_for
from assistant.writing.draft import Draft
from assistant.writing.model_reader import ModelReader, reader_for, reads_checks
from assistant.writing.verifying import Unshown, Verifier, Written
from assistant.writing.writer import Writer

__all__ = [
    "Draft",
    "ModelReader",
    "Unshown",
    "Verifier",
    "Writer",
    "Written",
    "answerer_for",
    "reader_for",
    "reads_checks",
]
