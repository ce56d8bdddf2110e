r"""Programme Assistant: answers from programme documents, every sentence cited.

>>> import assistant, pathlib, tempfile
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> report = folder / "monitor.md"
>>> _ = report.write_text("# Monitor\n\nIn 2020 telde het programma 32 proeftuinen.\n", "utf-8")
>>> library = assistant.open_library(folder / "library")
>>> assistant.ingest(library, [report]).added
('monitor.md',)
>>> answer = assistant.ask(library, "Hoeveel proeftuinen telde het programma in 2020?")
>>> answer.outcome.value, answer.statements[0].text
('answered', 'In 2020 telde het programma 32 proeftuinen.')
>>> assistant.check(library, "Het programma telde in 2020 40 proeftuinen.").verdicts[0].ruling.value
'contradicted'
>>> library.close()

A name is imported when it is first used, so that a process that reads files loads nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.api import ask, check, ingest, open_library, search
    from assistant.errors import AssistantError, LibraryError
    from assistant.library import Library
    from assistant.records import (
        Answer,
        Check,
        Citation,
        Document,
        Filters,
        Outcome,
        Question,
        Ruling,
        Statement,
        Turn,
        Verdict,
        Version,
    )
    from assistant.records.runs import IngestReport
    from assistant.retrieval import Retrieved
    from assistant.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "AssistantError",
    "Check",
    "Citation",
    "Document",
    "Filters",
    "IngestReport",
    "Library",
    "LibraryError",
    "Outcome",
    "Question",
    "Retrieved",
    "Ruling",
    "Settings",
    "Statement",
    "Turn",
    "Verdict",
    "Version",
    "ask",
    "check",
    "ingest",
    "open_library",
    "search",
]

_ELSEWHERE = {
    **dict.fromkeys(("ask", "check", "ingest", "open_library", "search"), "api"),
    **dict.fromkeys(("AssistantError", "LibraryError"), "errors"),
    "IngestReport": "records.runs",
    "Library": "library",
    "Retrieved": "retrieval",
    "Settings": "settings",
}

if not TYPE_CHECKING:  # a type checker sees the imports above, and finds a name that is wrong

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = import_module(f"{__name__}.{_ELSEWHERE.get(name, 'records')}")
        globals()[name] = getattr(module, name)
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
