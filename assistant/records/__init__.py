"""The records that travel through the journeys: a report arrives, a question comes, a claim is checked.

Everything else in the package imports this module; it imports nothing of the package. All
records are frozen.
"""

from assistant.records.answers import (
    Answer,
    Citation,
    Disagreement,
    Filters,
    Outcome,
    Point,
    Question,
    Series,
    Side,
    Statement,
    Turn,
    year_of,
)
from assistant.records.checks import (
    Check,
    Finding,
    Ruling,
    Stance,
    Verdict,
)
from assistant.records.documents import (
    Block,
    BlockKind,
    Document,
    Language,
    Metadata,
    Page,
    Passage,
    Reading,
    ReadLine,
    ReadWord,
    Recognition,
    Run,
    Sentence,
    Span,
    Version,
)
from assistant.records.figures import Mention, Quantity

__all__ = [
    "Answer",
    "Block",
    "BlockKind",
    "Check",
    "Citation",
    "Disagreement",
    "Document",
    "Filters",
    "Finding",
    "Language",
    "Mention",
    "Metadata",
    "Outcome",
    "Page",
    "Passage",
    "Point",
    "Quantity",
    "Question",
    "ReadLine",
    "ReadWord",
    "Reading",
    "Recognition",
    "Ruling",
    "Run",
    "Sentence",
    "Series",
    "Side",
    "Span",
    "Stance",
    "Statement",
    "Turn",
    "Verdict",
    "Version",
    "year_of",
]
