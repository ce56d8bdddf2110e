"""Commands for who owns an installation: who may sign in, and as what."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_json, stdout
from assistant.cli.opening import JsonOption, LibraryOption, settings_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from assistant.access import Role

users = typer.Typer(help="Who may sign in, and as what.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="The user's name.")]
RoleOption = Annotated[str, typer.Option(help="reader, keeper or owner.")]
DAY = 24 * 3600.0


@users.command("add")
def add(
    context: typer.Context,
    name: NameArgument,
    role: RoleOption = "reader",
    without: Annotated[
        bool,
        typer.Option("--no-password", help="Whom a provider or a proxy is to sign in has none."),
    ] = False,
    library: LibraryOption = None,
) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    from assistant.access import Accounts

    Accounts(_opened(context, library)).add(name, _role(role), None if without else _password())
    stdout().print(f"{name} may sign in as {role}.", markup=False)


@users.command("change")
def change(
    context: typer.Context,
    name: NameArgument,
    role: Annotated[str | None, typer.Option(help="reader, keeper or owner.")] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password.")] = False,
    library: LibraryOption = None,
) -> None:
    """Give another role or password; whoever is signed in under the name has to sign in again."""
    from assistant.access import Accounts

    new = _password() if password else None
    Accounts(_opened(context, library)).change(name, _role(role) if role else None, new)
    stdout().print(f"{name} is changed.", markup=False)


@users.command("groups")
def groups(
    context: typer.Context,
    name: NameArgument,
    groups: Annotated[
        str | None,
        typer.Argument(help='Those that they are in: a,b. None: "". Left out: they are shown.'),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Put somebody in groups, at once, and in no others."""
    from assistant.access import Accounts

    accounts = Accounts(_opened(context, library))
    if groups is not None:
        accounts.put_in_groups(name, [part.strip() for part in groups.split(",") if part.strip()])
    user = accounts.existing(name)
    shown = ", ".join(sorted(user.groups)) or "no group"
    stdout().print(f"{user.name} is in {shown}.", markup=False)


@users.command("remove")
def remove(context: typer.Context, name: NameArgument, library: LibraryOption = None) -> None:
    """Let somebody in no more, at once; a provider or a proxy may bring them back, as a reader."""
    from assistant.access import Accounts

    Accounts(_opened(context, library)).remove(name)
    others = {"oidc": "provider", "header": "proxy"}.get(
        settings_of(library or context.obj).sign_in
    )
    ending = (
        f"is a reader again whenever the {others} signs them in"
        if others
        else "may not sign in any more"
    )
    stdout().print(f"{name} is signed out, and {ending}.", markup=False)


@users.command("list")
def listed(
    context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Who may sign in."""
    from assistant.access import Accounts

    every = Accounts(_opened(context, library)).every()
    if as_json:
        rows = [
            {"name": user.name, "role": user.role.value, "groups": sorted(user.groups)}
            for user in every
        ]
        print_json({"users": rows})
        return
    if not every:
        stdout().print("Nobody yet: assistant users add NAME")
    for user in every:
        shown = "  ".join((user.name, user.role, *filter(None, [", ".join(sorted(user.groups))])))
        stdout().print(shown, markup=False)


@users.command("token")
def token(
    context: typer.Context,
    name: NameArgument,
    days: Annotated[float, typer.Option(min=0.01, help="How long it holds.")] = 365,
    library: LibraryOption = None,
) -> None:
    """A token with which a program asks over HTTP as this user; it is shown once."""
    from assistant.access import Accounts, Sessions, WrongName

    engine = _opened(context, library)
    user = Accounts(engine).find(name)
    if user is None:
        raise WrongName(f"There is no user {name}.")
    stdout().print(Sessions(engine).begin(user, days * DAY), markup=False, highlight=False)


def _opened(context: typer.Context, library: Path | None) -> Engine:
    from assistant.access import open_access

    settings = settings_of(library or context.obj)
    folder = settings.library.expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return open_access(folder, settings.ledger_url)


def _role(name: str) -> Role:
    from assistant.access import Role

    try:
        return Role(name)
    except ValueError as error:
        raise typer.BadParameter("A role is reader, keeper or owner.") from error


def _password() -> str:
    """Typed twice where somebody types, else the first line of standard input: never an argument, which
    others on the machine could see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    entered: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return entered
