"""Word (.docx) -> Reading: what people see of it, in order, from the file's own structure."""

from assistant.reading.word.document import embedded_in, read_docx

__all__ = ["embedded_in", "read_docx"]
