"""The names of OpenDocument's parts, and what a file's own styles say of its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
FRAME = "}frame"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_NO_GROUND = ("transparent", "#ffffff")
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOOKS = (f"{_DRAW}fill", f"{_FO}text-shadow", f"{_STYLE}text-outline")
_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")


class OpenDocumentStyles:
    """The styles in a file's content, by their names. ``common`` has those that they are based on."""

    def __init__(self, content: Any, common: Any = None) -> None:
        self._parents: dict[str, str] = {}
        self._struck: set[str] = set()
        self._raised: set[str] = set()
        self._hidden: set[str] = set()
        self._white: set[str] = set()
        self._based: dict[str, str] = {}
        self._grounds: set[str] = set()
        both = [content] if common is None else [content, common]
        self._is_plain = not any(map(_may_lie_behind, both))
        self._note_looks(both)
        for style in content.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            self._parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            for properties in style.iter(f"{_STYLE}text-properties"):
                if any(properties.get(through, "none") != "none" for through in _THROUGH):
                    self._struck.add(name)
                if (properties.get(f"{_STYLE}text-position") or "").startswith("super"):
                    self._raised.add(name)
                if properties.get(f"{TEXT}display") == "none":
                    self._hidden.add(name)
                if properties.get(f"{_FO}color", "").lower() == "#ffffff":
                    self._white.add(name)

    def names_of(self, element: Any) -> set[str]:
        """The name of an element's style, and of the one that it is based on."""
        name = element.get(f"{TEXT}style-name", "")
        return {name, self._parents.get(name, "")}

    def is_struck(self, element: Any) -> bool:
        """Whether its words are struck through."""
        return element.get(f"{TEXT}style-name", "") in self._struck

    def is_raised(self, element: Any) -> bool:
        """Whether its words are superscript."""
        return element.get(f"{TEXT}style-name", "") in self._raised

    def is_hidden(self, element: Any) -> bool:
        """Whether its words are not shown: switched off, or white on the white page."""
        name = element.get(f"{TEXT}style-name", "")
        if name in self._hidden:
            return True
        if name not in self._white or not self._is_plain:
            return False
        within = (one.get(f"{TEXT}style-name", name) for one in element.iterdescendants())
        return self._white.issuperset(within) and not any(
            map(self._may_be_ground, (element, *element.iterancestors()))
        )

    def _note_looks(self, parts: Sequence[Any]) -> None:
        kinds = (f"{_STYLE}style", f"{TEXT}list-style")
        for style in (s for part in parts for s in part.iter(*kinds)):
            name = style.get(f"{_STYLE}name", "")
            self._based.setdefault(name, style.get(f"{_STYLE}parent-style-name", ""))
            if _has_ground(style):
                self._grounds.add(name)

    def _may_be_ground(self, around: Any) -> bool:
        """Whether an element may have a colour: a cell, a shape, or by its style or one that is not known."""
        tag = str(around.tag)
        if tag.startswith(_DRAW) or tag in _CELLS:
            return True
        name, seen = around.get(f"{TEXT}style-name", ""), set[str]()
        while name and name not in seen:
            if name in self._grounds or name not in self._based:
                return True
            seen.add(name)
            name = self._based[name]
        return False


def _has_ground(style: Any) -> bool:
    """Whether a style gives words a colour or a picture to stand on, or letters a shadow or an outline."""
    for part in style.iter():
        if part.get(f"{_FO}background-color", "transparent").lower() not in _NO_GROUND:
            return True
        looks = [part.get(name, "none") for name in _LOOKS]
        if any(look not in ("none", "false") for look in looks):
            return True
        if part.tag == f"{_STYLE}background-image" and len(part.attrib):
            return True
    return False


def _may_lie_behind(part: Any) -> bool:
    """Whether a drawing may lie behind words, or a page has a colour."""
    for element in part.iter():
        tag = str(element.tag)
        if tag.startswith(_DRAW) and element.get(f"{TEXT}anchor-type", "as-char") != "as-char":
            return True
        if tag == f"{_STYLE}page-layout" and _has_ground(element):
            return True
    return False
