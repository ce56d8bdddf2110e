"""How a command opens the library that it works on, and the codes that commands end with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.settings import Settings

SOME_FAILED, WRONG_USE, NOTHING_DONE = 1, 2, 3

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library", help="Folder of the library (or ASSISTANT_LIBRARY; default ./.library)."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def settings_of(library: Path | None) -> Settings:
    """The settings of a command, with logging set up as they say. Raises AssistantError."""
    from pydantic import ValidationError

    from assistant.logs import set_up_logging
    from assistant.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        name = f"ASSISTANT_{wrong['loc'][0]}".upper()
        raise AssistantError(f"The setting {name} cannot be used: {wrong['msg']}.") from error
    set_up_logging(settings)
    return settings if library is None else settings.model_copy(update={"library": library})


@contextmanager
def opened_library(settings: Settings, make: bool = False) -> Iterator[Library]:
    """The library that the settings name; where there is none, a new one with ``make``, else AssistantError:
    a folder that was misspelt must not look like a library with nothing in it."""
    from assistant.library import Library

    if not (make or Library.is_in(settings)):
        raise AssistantError(
            f"There is no library in {settings.library.expanduser().resolve()}. Make one there with: "
            "assistant ingest FOLDER, or name another with --library or ASSISTANT_LIBRARY."
        )
    library = Library.open(settings=settings)
    try:
        yield library
    finally:
        library.close()
