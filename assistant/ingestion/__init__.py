"""A folder -> a plan -> the library, and a report of what happened."""

from assistant.ingestion.run import Progress, ingest

__all__ = ["Progress", "ingest"]
