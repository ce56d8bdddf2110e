"""Question sets -> figures: how well the library finds, cites and refuses, and which run does it better."""

from assistant.evaluation.compare import RunComparison, compare_files
from assistant.evaluation.questions import UnusableFile, read_questions
from assistant.evaluation.report import Evaluation, evaluate_file
from assistant.evaluation.run import Result, ask_all
from assistant.evaluation.writing import WritingEvaluation, evaluate_writing

__all__ = [
    "Evaluation",
    "Result",
    "RunComparison",
    "UnusableFile",
    "WritingEvaluation",
    "ask_all",
    "compare_files",
    "evaluate_file",
    "evaluate_writing",
    "read_questions",
]
