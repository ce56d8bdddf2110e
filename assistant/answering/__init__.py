"""Passages -> Answer: quoting, deciding, comparing sources, named outcomes.

``pipeline`` lists the steps in order; each is a module named for what it does ("weighing").
"""

from assistant.answering.answerer import Answerer, Quoting
from assistant.answering.inquiry import Inquiry
from assistant.answering.pipeline import QuotedAnswer, answer_in_quotes, answer_question, inquire

__all__ = [
    "Answerer",
    "Inquiry",
    "QuotedAnswer",
    "Quoting",
    "answer_in_quotes",
    "answer_question",
    "inquire",
]
