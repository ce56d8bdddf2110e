"""Excel (.xlsx) -> Reading: a sheet is a section, and its tables are tables."""

from assistant.reading.spreadsheet.workbook import read_xlsx

__all__ = ["read_xlsx"]
