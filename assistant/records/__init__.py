"""The records that travel through the journeys: a report arrives, a question comes, a claim is checked.

Everything else in the package imports this module; it imports nothing of the package. All
records are frozen.
"""

from assistant.records.accounts import Account
from assistant.records.answers import (
    Answer,
    Citation,
    Disagreement,
    Fault,
    Filters,
    Outcome,
    Point,
    Question,
    Series,
    Side,
    Statement,
    Turn,
    Writing,
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
from assistant.records.figures import FigureMention, SourcedMention
from assistant.records.tables import Cell, NamedCell, Row, Table

__all__ = [
    "Account",
    "Answer",
    "Block",
    "BlockKind",
    "Cell",
    "Check",
    "Citation",
    "Disagreement",
    "Document",
    "Fault",
    "FigureMention",
    "Filters",
    "Finding",
    "Language",
    "Metadata",
    "NamedCell",
    "Outcome",
    "Page",
    "Passage",
    "Point",
    "Question",
    "ReadLine",
    "ReadWord",
    "Reading",
    "Recognition",
    "Row",
    "Ruling",
    "Run",
    "Sentence",
    "Series",
    "Side",
    "SourcedMention",
    "Span",
    "Stance",
    "Statement",
    "Table",
    "Turn",
    "Verdict",
    "Version",
    "Writing",
    "year_of",
]
