"""Passages -> Answer: quoting, deciding, comparing sources, named outcomes."""

from assistant.answering.ask import answer_question, ask

__all__ = ["answer_question", "ask"]
