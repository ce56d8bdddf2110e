"""An answer or a check -> a view -> text, Markdown, Word, HTML."""

from assistant.presenting.formats import FORMATS, write_check
from assistant.presenting.plain_text import check_as_text

__all__ = ["FORMATS", "check_as_text", "write_check"]
