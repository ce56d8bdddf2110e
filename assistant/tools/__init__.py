"""The library as tools for other programs' agents: search, figures and check, each with citations."""

from assistant.tools.langchain import tools_for

__all__ = ["tools_for"]
