"""The command line: ``assistant``, with sub-commands; ``ingest.py`` is its ``ingest``.

Exit codes: 0 done, 1 done with some files failed, 2 wrong use, 3 nothing could be done.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.cli.asking import asking
from assistant.cli.checking import checking
from assistant.cli.curation import curating
from assistant.cli.evaluating import evaluating
from assistant.cli.feedback import feedback
from assistant.cli.figures import figuring
from assistant.cli.ingesting import ingesting
from assistant.cli.moving import moving
from assistant.cli.opening import NOTHING_DONE, LibraryOption
from assistant.cli.serving import HostOption, PortOption, serving, take_in_and_serve
from assistant.cli.tools import tooling
from assistant.cli.users import users
from assistant.errors import AssistantError

app = typer.Typer(
    help="Programme Assistant: answers from programme documents, every sentence cited.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# The order in which the help lists them.
for commands in (
    serving,
    asking,
    evaluating,
    ingesting,
    curating,
    checking,
    figuring,
    tooling,
    moving,
):
    app.add_typer(commands)
app.add_typer(feedback, name="feedback")
app.add_typer(users, name="users")


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    library: LibraryOption = None,
    host: HostOption = None,
    port: PortOption = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Without a command: take in new documents from corpus/, start the chat, open the browser."""
    context.obj = library
    if context.invoked_subcommand is not None:
        if context.invoked_subcommand != "serve" and (host is not None or port is not None):
            raise typer.BadParameter(f"{context.invoked_subcommand} listens to nothing.", context)
        return
    take_in_and_serve(library, host, port, browser)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; errors are one clear line on standard error."""
    try:
        app(args=arguments, prog_name="assistant")
    except AssistantError as error:
        from assistant.logs import log_fault

        log_fault("command", error)
        sys.stderr.write(f"assistant: {error}\n")
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(130)
