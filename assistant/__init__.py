"""Programme Assistant: answers from programme documents, every sentence cited."""

__version__ = "0.1.0"
