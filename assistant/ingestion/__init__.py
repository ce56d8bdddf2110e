"""A folder -> a plan -> the library, and a report of what happened."""

from assistant.ingestion.plan import Plan
from assistant.ingestion.progress import Progress
from assistant.ingestion.run import ingest, plan_ingest

__all__ = ["Plan", "Progress", "ingest", "plan_ingest"]
