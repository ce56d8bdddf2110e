"""The command that brings a library's ledger and accounts into a database that machines share."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.console import print_json, stdout
from assistant.cli.opening import JsonOption, LibraryOption, settings_of

moving = typer.Typer()


@moving.command("move-ledger")
def move_ledger(
    context: typer.Context,
    url: Annotated[
        str, typer.Argument(help="An empty database of PostgreSQL: postgresql://user@host/name.")
    ],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy ledger and accounts into PostgreSQL; stop the chat first. The files stay where they are."""
    from assistant.access import held_access
    from assistant.databases import open_engine
    from assistant.databases.copying import copy_tables
    from assistant.library import held_ledger

    settings = settings_of(library or context.obj)
    folder = settings.library.expanduser().resolve()
    before = settings.ledger_url
    with held_ledger(folder, before) as ledger, held_access(folder, before) as access:
        counts = copy_tables([ledger, *access], open_engine(url))
    if as_json:
        print_json({"rows": counts})
        return
    stdout().print(
        f"{sum(counts.values())} rows of {len(counts)} tables are copied. From now on start every command with "
        f"ASSISTANT_LEDGER_URL; the files with the old ledger in {folder} are left as they were.",
        markup=False,
        soft_wrap=True,
    )
