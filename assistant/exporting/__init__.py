"""A check -> a report that an editor can follow: plain text, Markdown, HTML, DOCX."""

from assistant.exporting.plain import check_as_text
from assistant.exporting.writing import FORMATS, write_check

__all__ = ["FORMATS", "check_as_text", "write_check"]
