"""The trained reader: which sentences of a passage answer a question, and whether they bear a claim out."""

from assistant.reader.judging import Readable, is_there, judge
from assistant.reader.network import PairReading, Skill
from assistant.reader.pairs import heading

__all__ = ["PairReading", "Readable", "Skill", "heading", "is_there", "judge"]
