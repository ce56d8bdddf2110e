"""The fields of forms on a page: what somebody filled in is seen, and read; what asks to be filled in is not."""

from __future__ import annotations

import re
from typing import Any

_TYPED = frozenset("text email tel url number date datetime-local month week time".split())
_TICKED = frozenset(("checkbox", "radio"))
_CONTROLS = frozenset("input textarea select button label legend option".split())
TICKED, OPEN = "☒", "☐"
# No "verzoek", "onderzoek" or "research".
_SEARCH = re.compile(r"(?<![^\W\d_])(?:search|zoek)|(?-i:(?<=[a-z])(?:Search|Zoek))", re.IGNORECASE)
_CLEARED = ("onfocus", "onclick")  # what old pages empty an invitation by
ENOUGH = (
    60  # words of a form beside its fields, from which it is a page's own text and no box on it
)
MUCH = 150  # of one that searches or signs in, too: some sites hold whole pages in it


def filled_in(field: Any) -> str:
    """What a field shows that somebody filled in, "" where that is nothing.

    Never what only stands there until then, and never what is not shown: passwords and hidden fields."""
    if field.tag == "textarea":
        return field.text or ""
    if field.tag == "select":
        chosen = [o for o in field.iter("option") if o.get("selected") is not None]
        return ", ".join("".join(o.itertext()).strip() for o in chosen if o.get("value") != "")
    kind = (field.get("type") or "text").lower()
    if kind in _TICKED:
        if next(field.iterancestors("form", "label", "li", "td"), None) is None:
            return ""  # some menus are opened by one that nobody sees
        return TICKED if field.get("checked") is not None else OPEN
    return (field.get("value") or "") if kind in _TYPED and not _invites(field) else ""


def _invites(field: Any) -> bool:
    """Whether what a field has is what asks to fill it in: old pages empty it at a click."""
    value = (field.get("value") or "").strip()
    names = ("placeholder", "title", "aria-label", "data-placeholder")
    emptied = any("value" in (field.get(name) or "") for name in _CLEARED)
    return emptied or value in ((field.get(name) or "").strip() for name in names)


def is_own_text(form: Any) -> bool:
    """Whether a form is what a page is about, and no box for searching, signing in or signing up."""
    says = " ".join(form.get(name) or "" for name in ("role", "action", "class", "id"))
    fields = list(form.iter("input", "textarea", "select"))
    kinds = {(field.get("type") or "text").lower() for field in fields}
    asks = (form.get("method") or "").lower() == "get"  # what a list is to show
    if asks or _SEARCH.search(says) or kinds & {"search", "password"}:
        held = next(form.iter("h1", "main", "article"), None) is not None
        return held or _words_beside(form) >= MUCH
    if any(filled_in(field).strip(f"{TICKED}{OPEN} \n") for field in fields):
        return True
    ticked = any(filled_in(field) == TICKED for field in fields)
    return ticked or _words_beside(form) >= ENOUGH


def _words_beside(form: Any) -> int:
    return sum(len((part or "").split()) for part in _beside_fields(form))


def _beside_fields(form: Any) -> list[str | None]:
    parts: list[str | None] = [form.text]
    for element in form.iterdescendants():
        if isinstance(element.tag, str) and element.tag not in _CONTROLS | {"script", "style", "a"}:
            parts.append(element.text)
        parts.append(element.tail)
    return parts
