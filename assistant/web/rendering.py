"""Templates to HTML. Autoescape is on for everything; no HTML is made anywhere else."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from assistant.presenting.places import readable

_LINE_BREAKS = re.compile(r"[^\S\r\n]*[\r\n]\s*")


@cache
def environment() -> Environment:
    loaded = Environment(
        loader=PackageLoader("assistant.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    loaded.globals["asset"] = asset
    loaded.filters["readable"] = readable
    return loaded


def render(template: str, **values: object) -> str:
    """A template from assistant/web/templates, filled in."""
    return environment().get_template(template).render(**values)


def render_for_chat(template: str, **values: object) -> str:
    """A template as one line.

    The chat takes messages as Markdown, in which an HTML block lasts until the first empty
    line. On one line the whole message is HTML, and no character of a document is Markdown.
    """
    return _LINE_BREAKS.sub(" ", render(template, **values)).strip()


@cache
def asset(name: str) -> str:
    """The address of a static file, with a digest so that an upgrade is seen at once."""
    content = files("assistant.web").joinpath("static", name).read_bytes()
    return f"/interface/{name}?v={sha256(content).hexdigest()[:10]}"
