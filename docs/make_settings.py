"""Make docs/settings.md from assistant/settings.py.

python docs/make_settings.py            # write the page
python docs/make_settings.py --check    # write nothing; exit code 1 where the page is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_settings import NoDecode

from assistant.settings import Settings

PAGE = Path(__file__).with_name("settings.md")
HEAD = """# Settings

Made from `assistant/settings.py` by `python docs/make_settings.py`; change it there, not here.

Every setting is an environment variable, read when a command starts:

    ASSISTANT_PORT=8000 .venv/bin/assistant
    export ASSISTANT_LIBRARY=/srv/library

The options `--library`, `--host` and `--port` of a command go before the variable. A value of the wrong kind, or
out of bounds, stops the command with one line that names the setting.

Two more kinds of variables are read, of other programs: `TESSDATA_PREFIX`, the folder with Tesseract's language
data, and the keys and addresses of a language model's provider, such as `OPENAI_API_KEY` (see
[model.md](model.md)).
"""
# A heading, and how the names of its settings begin; the first that fits, "" fits all.
SECTIONS = (
    ("Library, chat and reading", ""),
    ("Fetching files from addresses", "fetch_"),
    ("Language model", "model"),
    ("Logging", "log_"),
)


def settings_page() -> str:
    """The whole page as Markdown."""
    tables: dict[str, list[str]] = {heading: [] for heading, _ in SECTIONS}
    for name, field in Settings.model_fields.items():
        tables[_heading(name)].append(_row(name, field))
    sections = [
        f"\n## {heading}\n\n| setting | takes | default | meaning |\n|---|---|---|---|\n"
        + "".join(rows)
        for heading, rows in tables.items()
        if rows
    ]
    return HEAD + "".join(sections)


def _heading(name: str) -> str:
    fits = [(start, heading) for heading, start in SECTIONS if name.startswith(start)]
    return max(fits, key=lambda fit: len(fit[0]))[1]


def _row(name: str, field: FieldInfo) -> str:
    cells = (f"`ASSISTANT_{name.upper()}`", _takes(field), _default(field), field.description or "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _takes(field: FieldInfo) -> str:
    """What may be given, in words: its kind and its bounds."""
    kind: Any = field.annotation
    options = [option for option in get_args(kind) if option is not NoneType]
    if get_origin(kind) is Literal:
        return " or ".join(f"`{option}`" for option in options)
    if get_origin(kind) is tuple:
        plain = any(mark is NoDecode for mark in field.metadata)
        return "words, with commas between" if plain else "a JSON list"
    if NoneType in get_args(kind):
        kind = options[0]
    words = {bool: "`true` or `false`", int: "a whole number", float: "a number", Path: "a folder"}
    bounds = [_bound(mark) for mark in field.metadata]
    return ", ".join([words.get(kind, "text"), *(bound for bound in bounds if bound)])


def _bound(mark: object) -> str:
    signs = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
    found = ((words, getattr(mark, sign, None)) for sign, words in signs.items())
    return next((f"{words} {value}" for words, value in found if value is not None), "")


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None or value == "" or value == ():
        return "not set"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def main(arguments: list[str]) -> int:
    """Write the page, or with ``--check`` say whether it is up to date."""
    page = settings_page()
    if "--check" not in arguments:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    sys.stderr.write("docs/settings.md is out of date. Run: python docs/make_settings.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
