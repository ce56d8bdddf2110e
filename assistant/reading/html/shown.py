"""What of an HTML tree is shown: no site furniture, nothing hidden, nothing struck, but closed panels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.reading.struck import StruckText

_AROUND = frozenset(
    "nav header footer aside script style noscript form template iframe svg button select dialog "
    "object video audio canvas".split()
)
_AROUND_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu"}
_STRUCK = frozenset(("del", "s", "strike"))
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,3000})\}")
_CLASS = re.compile(r"\s*[a-z]*\.([\w-]+)\s*")
_LINKS = 0.6  # of the words of a panel, from which it is a menu


@dataclass(slots=True)
class Shown:
    """Decides for the elements of one page. ``struck`` counts what was left out as no longer valid."""

    panels: frozenset[str] = frozenset()
    struck_classes: frozenset[str] = frozenset()
    struck: StruckText = field(default_factory=StruckText)

    def leaves_out(self, element: Any) -> bool:
        """Whether an element is no part of what the page says; struck text is counted."""
        if self.is_struck(element):
            self.struck.note("".join(element.itertext()))
            return True
        return self.is_furniture(element)

    def is_furniture(self, element: Any) -> bool:
        """Whether an element belongs to the site around a text, or is not shown."""
        tag, role = element.tag, (element.get("role") or "").lower()
        if tag == "button":
            return not self.opens_panel(element)
        if tag in _AROUND or role in _AROUND_ROLES:
            return True
        style = _style(element)
        hidden = (
            element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or "display:none" in style
            or "visibility:hidden" in style
        )
        return hidden and not self._is_panel(element)

    def is_struck(self, element: Any) -> bool:
        """Whether an element is struck through, by its name, its style or the page's style sheet."""
        if element.tag in _STRUCK or "line-through" in _style(element):
            return True
        classes = (element.get("class") or "").split()
        return bool(self.struck_classes) and not self.struck_classes.isdisjoint(classes)

    def opens_panel(self, element: Any) -> bool:
        """Whether a click on an element opens a part of the page."""
        return any(name in self.panels for name in _targets(element))

    def _is_panel(self, element: Any) -> bool:
        opened = element.get("id") in self.panels or (element.get("role") or "") == "tabpanel"
        return opened and not _is_menu(element)


def shown_on(root: Any) -> Shown:
    """What decides for a page."""
    opened: set[str] = set()
    for element in root.iter():
        if isinstance(element.tag, str) and _is_control(element):
            opened.update(_targets(element))
    return Shown(frozenset(opened), frozenset(_struck_classes(root)))


def _is_control(element: Any) -> bool:
    return (
        element.tag == "button"
        or element.get("role") in ("button", "tab")
        or element.get("aria-expanded") is not None
        or element.get("data-toggle") in ("collapse", "tab")
        or element.get("data-bs-toggle") in ("collapse", "tab")
    )


def _targets(element: Any) -> Iterator[str]:
    for name in _CONTROLS:
        value = element.get(name) or ""
        if name == "href" and not value.startswith("#"):
            continue
        yield from (part.lstrip("#") for part in value.split())


def _is_menu(element: Any) -> bool:
    words = len("".join(element.itertext()).split())
    linked = sum(len("".join(link.itertext()).split()) for link in element.iter("a"))
    return linked > _LINKS * words


def _style(element: Any) -> str:
    return (element.get("style") or "").replace(" ", "").lower()


def _struck_classes(root: Any) -> Iterator[str]:
    for sheet in root.iter("style"):
        for rule in _RULE.finditer((sheet.text or "")[:200_000]):
            if "line-through" in rule[2]:
                for selector in rule[1].split(","):
                    if named := _CLASS.fullmatch(selector):
                        yield named[1]
