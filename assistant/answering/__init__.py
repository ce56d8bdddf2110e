"""Passages -> Answer: quoting, deciding, comparing sources, named outcomes."""

from assistant.answering.answerer import Answerer, Quoting
from assistant.answering.pipeline import Quoted, answer_question, ask, quote

__all__ = ["Answerer", "Quoted", "Quoting", "answer_question", "ask", "quote"]
