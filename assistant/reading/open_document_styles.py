"""The names of OpenDocument's parts, and what a file's own styles say of its words."""

from __future__ import annotations

from typing import Any

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
FRAME = "}frame"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")


class OpenDocumentStyles:
    """The styles in a file's content, by their names."""

    def __init__(self, content: Any) -> None:
        self._parents: dict[str, str] = {}
        self._struck: set[str] = set()
        self._raised: set[str] = set()
        self._hidden: set[str] = set()
        for style in content.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name", "")
            self._parents[name] = style.get(f"{_STYLE}parent-style-name", "")
            for properties in style.iter(f"{_STYLE}text-properties"):
                if any(properties.get(through, "none") != "none" for through in _THROUGH):
                    self._struck.add(name)
                if (properties.get(f"{_STYLE}text-position") or "").startswith("super"):
                    self._raised.add(name)
                white = properties.get(f"{_FO}color", "").lower() == "#ffffff"
                if properties.get(f"{TEXT}display") == "none" or (white and not _has_ground(style)):
                    self._hidden.add(name)

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
        """Whether its words are not shown."""
        return element.get(f"{TEXT}style-name", "") in self._hidden


def _has_ground(style: Any) -> bool:
    """Whether a style gives its words a colour to stand on."""
    grounds = (part.get(f"{_FO}background-color", "transparent") for part in style)
    return any(ground not in ("transparent", "#ffffff") for ground in grounds)
