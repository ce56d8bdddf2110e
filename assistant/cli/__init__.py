"""The command line: one command, ``assistant``, with sub-commands; ``ingest.py`` is its ``ingest``."""

from assistant.cli.main import main

__all__ = ["main"]
