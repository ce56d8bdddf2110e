"""Whether an element of a page is shown. Where that is not certain, it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.reading.html.style_sheet import (
    StyleSheet,
    declared,
    grounds,
    has_colour,
    is_white,
)

_NOTHING = re.compile(r"0*\.?0+(?:px|pt|r?em|ex|%)?")
_FAR = re.compile(r"-(?:\d{4,7}(?:\.\d+)?(?:px|pt)?|\d{3,7}(?:\.\d+)?r?em)")
_CUT = re.compile(r"rect\((?:[01](?:px)?,?){4}\)")
_MOST = 2_000  # elements within one that are looked at
_TAKEN_OUT = ("absolute", "fixed")
_MOVING = re.compile(r"(?:-[a-z]+-)?(?:animation|transition)")
_INHERITED = ("visibility", "font-size", "color")
# What has a colour or a ground of its own in every browser.
_COLOURED_TAGS = frozenset(("a", "mark", "button", "font"))


def is_unseen(element: Any, styles: StyleSheet) -> bool:
    """Whether an element is not shown: switched off, without size, off the page, or white on white."""
    said = styles.of(element)
    if not said:
        return False
    values = declared(said)
    for name in _hiding(values):
        if not styles.may_show(element, name) and not _is_set_within(element, name, styles):
            return True
    if not is_white(values.get("color", "")) or styles.may_show(element, "color"):
        return False
    return _is_on_white(element, styles) and not _is_set_within(element, "color", styles)


def _hiding(values: dict[str, str]) -> Iterator[str]:
    """The properties whose values show nothing."""
    if values.get("display") == "none":
        yield "display"
    if values.get("visibility") == "hidden":
        yield "visibility"
    moves = any(map(_MOVING.match, values))
    if _NOTHING.fullmatch(values.get("opacity", "")) and not moves:
        yield "opacity"
    if _NOTHING.fullmatch(values.get("font-size", "")):
        yield "font-size"
    if _FAR.fullmatch(values.get("text-indent", "")):
        yield "text-indent"
    if values.get("position") in _TAKEN_OUT:
        yield from (n for n in ("left", "top", "right") if _FAR.fullmatch(values.get(n, "")))
        if _CUT.fullmatch(values.get("clip", "")):
            yield "clip"


def _is_set_within(element: Any, name: str, styles: StyleSheet) -> bool:
    """Whether something within an element may have another value of a property that it hands down."""
    if name not in _INHERITED:
        return False
    for count, within in enumerate(element.iterdescendants()):
        if count == _MOST:
            return True  # not certain
        tag = within.tag
        if not isinstance(tag, str):
            continue
        if tag in styles.tagged.get(name, ()) or styles.may_show(within, name):
            return True
        said = styles.of(within)
        if name == "color" and (tag in _COLOURED_TAGS or has_colour(said) or _attributes(within)):
            return True
        value = declared(said).get(name) if said else None
        if value is not None and not _keeps(name, value):
            return True
    return False


def _keeps(name: str, value: str) -> bool:
    """Whether a value shows no more than the one around it."""
    if value == "inherit":
        return True
    if name == "color":
        return is_white(value)
    if name == "visibility":
        return value == "hidden"
    return _NOTHING.fullmatch(value) is not None or value.endswith(("%", "em"))


def _is_on_white(element: Any, styles: StyleSheet) -> bool:
    """Whether nothing around white words is known to have another colour, or may have one."""
    if styles.is_coloured:
        return False
    around = [element, *element.iterancestors()]
    for one in around:
        under = grounds(styles.of(one)) + _attributes(one)
        if under:
            return all(map(is_white, under))
    return next(around[-1].iter("link"), None) is None  # sheets in other files are not known


def _attributes(element: Any) -> list[str]:
    """The grounds that an element has without a style."""
    said = (element.get("bgcolor"), "x" if element.get("background") else None)
    return [ground.strip().lower() for ground in said if ground]
