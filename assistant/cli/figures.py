"""``assistant figures``: every figure of something in the library, looked up in the ledger."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.console import print_json, stdout
from assistant.cli.opening import JsonOption, LibraryOption, opened_library, settings_of
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.records import Citation, SourcedMention

figuring = typer.Typer()

_UNITS = {"euro": "euro", "dollar": "dollar", "pound": "pound", "%": "%", "percent": "%"}
_UNITS |= {"procent": "%", "pp": "pp", "count": "", "aantal": ""}


@figuring.command()
def figures(
    context: typer.Context,
    term: Annotated[str, typer.Argument(help="What is counted, in Dutch or English.")],
    unit: Annotated[
        str | None, typer.Option(help="Only euro, dollar, pound, percent, pp, or count.")
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="From what was current on a date.")
    ] = "",
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the figures that the documents give of something, newest publication first."""
    from assistant.language.terms import words
    from assistant.records import Filters

    if unit is not None and unit not in _UNITS:
        raise typer.BadParameter(f"--unit takes one of: {', '.join(_UNITS)}")
    if not words(term):
        raise AssistantError("Name what is counted, for example: assistant figures fieldlabs")
    with opened_library(settings_of(library or context.obj)) as opened:
        found = opened.figures.named(term, Filters(as_of=as_of))
        if unit is not None:
            found = [m for m in found if m.figure.unit == _UNITS[unit]]
        cited = [opened.figures.citation(mention) for mention in found]
    if as_json:
        rows = [_as_json(m, c) for m, c in zip(found, cited, strict=True)]
        print_json({"term": term, "figures": rows})
    elif found:
        _print(found, cited)
    else:
        stdout().print(f"The documents give no figure of {term}.", markup=False)


def _as_json(mention: SourcedMention, citation: Citation) -> dict[str, Any]:
    quantity, document = mention.figure, mention.version.document
    return {
        "printed": quantity.printed,
        "value": quantity.value,
        "low": quantity.low if math.isfinite(quantity.low) else None,
        "high": quantity.high if math.isfinite(quantity.high) else None,
        "unit": quantity.unit,
        "hedge": quantity.hedge,
        "per": quantity.per,
        "counted": quantity.noun,
        "counted_by": quantity.counted_by,
        "first": quantity.first,
        "last": quantity.last,
        "told_by": quantity.told_by,
        "planned": quantity.planned,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "file": mention.version.file,
        "version": mention.version.id,
        "page": quantity.page,
        "page_label": citation.page_label,
        "start": quantity.start,
        "end": quantity.end,
        "key": citation.key,
    }


def _print(found: list[SourcedMention], cited: list[Citation]) -> None:
    from rich.table import Table
    from rich.text import Text

    from assistant.texts import page_reference

    table = Table()
    for name in ("Figure", "Counts", "Of", "Document", "Publisher", "Date", "Page"):
        table.add_column(name, no_wrap=name in ("Figure", "Of", "Date"))
    for mention, citation in zip(found, cited, strict=True):
        quantity, document = mention.figure, mention.version.document
        cells = (
            " ".join(quantity.printed.split()),
            f"{quantity.noun} (planned)" if quantity.planned else quantity.noun,
            _years(quantity.first, quantity.last),
            document.title,
            document.publisher,
            document.published,
            page_reference(citation, document.language),
        )
        table.add_row(*(Text(cell) for cell in cells))
    stdout().print(table)


def _years(first: str, last: str) -> str:
    """ "2018", "2015–2019", "April 2021" as 2021-04; "" where the document does not say."""
    if first[:7] == last[:7]:
        return first[:7]
    return first[:4] if first[:4] == last[:4] else f"{first[:4]}–{last[:4]}"
