"""Commands for who keeps a library: what becomes of its documents, and whether all is well."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from assistant.cli.console import print_json, stdout
from assistant.cli.opening import (
    SOME_FAILED,
    JsonOption,
    LibraryOption,
    opened_library,
    settings_of,
)

curating = typer.Typer()


@curating.command()
def retire(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A document: its file, title or id.")],
    library: LibraryOption = None,
) -> None:
    """Let a document answer no more; it stays readable."""
    with opened_library(settings_of(library or context.obj)) as opened:
        opened.curation.retire(opened.documents.named(name))
        opened.refresh()
    stdout().print(f"{name} answers no more.", markup=False)


@curating.command()
def restore(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A document: its file, title or id.")],
    library: LibraryOption = None,
) -> None:
    """Let a retired document answer again."""
    with opened_library(settings_of(library or context.obj)) as opened:
        opened.curation.restore(opened.documents.named(name))
        opened.refresh()
    stdout().print(f"{name} answers again.", markup=False)


@curating.command()
def limit(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A document: its file, title or id.")],
    groups: Annotated[str, typer.Argument(help='Groups: a,b. Everybody: "".')],
    library: LibraryOption = None,
) -> None:
    """Let only some groups see a document where people sign in, whatever is said beside its file."""
    with opened_library(settings_of(library or context.obj)) as opened:
        now = opened.curation.set_metadata(opened.documents.named(name), {"groups": groups})
    shown = now.document.groups or "everybody"
    stdout().print(f"{name} is seen by {shown}.", markup=False)


@curating.command()
def share(
    context: typer.Context,
    names: Annotated[
        list[str], typer.Argument(help="Answers or checks: the ends of their addresses.")
    ],
    library: LibraryOption = None,
) -> None:
    """Let everybody who signs in open answers or checks that nobody asked by name."""
    with opened_library(settings_of(library or context.obj)) as opened:
        unknown = [name for name in names if not opened.askers.publish(name)]
    if unknown:
        stdout().print(f"not in the library: {', '.join(unknown)}", markup=False)
        raise typer.Exit(SOME_FAILED)
    stdout().print(f"{len(names)} shared.")


@curating.command()
def separate(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A version: its file, path or SHA-256.")],
    library: LibraryOption = None,
) -> None:
    """Make a version that was joined wrongly a document of its own."""
    with opened_library(settings_of(library or context.obj)) as opened:
        version = opened.curation.separate(opened.versions.named(name))
        opened.refresh()
    stdout().print(f"{version.file} is a document of its own.", markup=False)


@curating.command()
def forget(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="Answers or checks: the ends of their addresses.")
    ] = None,
    days: Annotated[
        float | None, typer.Option("--older-than", min=0, help="All that are older, in days.")
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Delete answers and checks that were kept; links to them then lead nowhere."""
    if bool(names) == (days is not None):
        raise typer.BadParameter("Name answers or checks, or give --older-than DAYS.")
    with opened_library(settings_of(library or context.obj)) as opened:
        if days is not None:
            answers, checks = opened.forget(days)
            stdout().print(f"{answers} answers and {checks} checks are deleted.")
            return
        unknown = [name for name in names or () if not opened.forget_one(name)]
    if unknown:
        stdout().print(f"not in the library: {', '.join(unknown)}", markup=False)
        raise typer.Exit(SOME_FAILED)
    stdout().print(f"{len(names or ())} deleted.")


@curating.command()
def documents(
    context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """List what the library holds."""
    settings = settings_of(library or context.obj)
    with opened_library(settings) as opened:
        versions, problems = opened.versions.current(), opened.files.problems()
    rows: list[dict[str, Any]] = [
        {
            "document": v.document.id,
            "title": v.document.title,
            "publisher": v.document.publisher,
            "file": v.file,
            "version": v.id,
            "published": v.document.published,
            "language": v.document.language,
            "kind": v.document.kind,
            "programme": v.document.programme,
            "groups": v.document.groups,
            "pages": v.pages,
            "passages": v.passages,
            "status": v.status,
            "warnings": list(v.warnings),
        }
        for v in versions
    ]
    if as_json:
        failed = [{"file": f.file, "reason": f.reason} for f in problems]
        print_json({"documents": rows, "failed": failed})
        return
    from rich.table import Table
    from rich.text import Text

    keys = ["title", "publisher", "published", "pages", "passages", "file"]
    if any(row["groups"] for row in rows):
        keys.append("groups")
    heads = {"published": "Date"}
    table = Table(*(heads.get(key, key.capitalize()) for key in keys))
    for row in rows:
        table.add_row(*(Text(str(row[key])) for key in keys))
    stdout().print(table)
    for failure in problems:
        stdout().print(f"not taken in: {failure.file}: {failure.reason}", markup=False)


@curating.command()
def doctor(
    context: typer.Context,
    library: LibraryOption = None,
    rebuild: Annotated[bool, typer.Option(help="Make the indexes again from the ledger.")] = False,
    look: Annotated[
        int,
        typer.Option(
            min=0, help="Look at so many pages of each PDF: is what is held what is seen?"
        ),
    ] = 0,
    as_json: JsonOption = False,
) -> None:
    """Compare ledger, files and indexes, try the language model, and say what is wrong."""
    from assistant.library.doctor import examine, rebuild_indexes
    from assistant.library.looking import look_at_pages
    from assistant.model import try_model

    settings = settings_of(library or context.obj)
    with opened_library(settings) as opened:
        if rebuild:
            rebuild_indexes(opened)
        findings = examine(opened)
        looks = look_at_pages(opened, look) if look else None
        counts = {"documents": len(opened.versions.current()), "revision": opened.newest_revision}
    trial = try_model(settings)
    findings += looks.findings if looks else ()
    if trial is not None and not trial.works:
        findings.append(trial.line)
    if as_json:
        model = {"model": trial.as_json()} if trial else {}
        looked = {"looked_at": looks.as_json()} if looks else {}
        print_json({"healthy": not findings, "findings": findings, **model, **looked, **counts})
    else:
        if trial is not None and trial.works:
            stdout().print(trial.line, markup=False, highlight=False, soft_wrap=True)
        for finding in findings:
            stdout().print(finding, markup=False, highlight=False, soft_wrap=True)
        if not findings:
            stdout().print(
                f"All is well: {counts['documents']} documents, revision {counts['revision']}."
            )
        if looks is not None:
            stdout().print(looks.line, markup=False, highlight=False, soft_wrap=True)
    if findings:
        raise typer.Exit(SOME_FAILED)
