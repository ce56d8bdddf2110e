"""Tables: found on a page or taken from a file's own, with what names their rows and columns."""

from assistant.reading.tables.drafts import DraftCell, TableDraft
from assistant.reading.tables.naming import Named, named_tables

__all__ = ["DraftCell", "Named", "TableDraft", "named_tables"]
