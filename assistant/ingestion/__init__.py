"""A folder -> a plan -> the library, and a report of what happened."""

from assistant.ingestion.pipeline import ingest, plan_ingest
from assistant.ingestion.plan import IngestPlan
from assistant.ingestion.progress import Progress
from assistant.ingestion.renewing import reread

__all__ = ["IngestPlan", "Progress", "ingest", "plan_ingest", "reread"]
