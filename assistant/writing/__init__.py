"""A model's sentences -> statements: shown only where the documents carry them."""

from assistant.writing.choosing import answerer_for
from assistant.writing.draft import Draft
from assistant.writing.notes import notes
from assistant.writing.reading import ModelReader, reader_for, reads_checks
from assistant.writing.sending import AtWork, at_work
from assistant.writing.trying import Trial, try_model
from assistant.writing.verifying import Verifier, Written
from assistant.writing.writer import Writer

__all__ = [
    "AtWork",
    "Draft",
    "ModelReader",
    "Trial",
    "Verifier",
    "Writer",
    "Written",
    "answerer_for",
    "at_work",
    "notes",
    "reader_for",
    "reads_checks",
    "try_model",
]
