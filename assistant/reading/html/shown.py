"""What of an HTML tree is shown: no site furniture, nothing hidden, nothing struck, but closed panels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.reading.html.decoration import Decoration
from assistant.reading.html.fields import is_own_text
from assistant.reading.html.style_sheet import StyleSheet, is_raised
from assistant.reading.html.unseen import is_unseen
from assistant.reading.struck import StruckText

_AROUND = frozenset(
    "nav header footer aside script style noscript template iframe svg button dialog datalist "
    "object video audio canvas".split()
)
_AROUND_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu"}
_STRUCK = frozenset(("del", "s", "strike"))
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href")
_LINKS = 0.6  # of the words of a panel, from which it is a menu


@dataclass(slots=True)
class Shown:
    """Decides for the elements of one page. ``struck`` counts what was left out."""

    decoration: Decoration
    panels: frozenset[str] = frozenset()
    styles: StyleSheet = field(default_factory=StyleSheet)
    struck: StruckText = field(default_factory=StruckText)

    def leaves_out(self, element: Any) -> bool:
        """Whether an element is no part of what the page says; struck text is counted."""
        if self.is_struck(element):
            self.struck.note("".join(element.itertext()))
            return True
        return self.is_furniture(element)

    def is_furniture(self, element: Any) -> bool:
        """Whether an element belongs to the site around a text, or is not shown, which is counted."""
        tag, role = element.tag, (element.get("role") or "").lower()
        if tag == "button":
            return not self.opens_panel(element)
        if tag in _AROUND or role in _AROUND_ROLES or (tag == "form" and not is_own_text(element)):
            return True
        hidden = (
            ((element.get("hidden") or "") != "until-found" and element.get("hidden") is not None)
            or self.decoration.is_unread(element)
            or is_unseen(element, self.styles)
        )
        if not hidden or self._is_panel(element):
            return False
        if not _is_menu(element):
            self.struck.note_unseen("".join(element.itertext()))
        return True

    def is_struck(self, element: Any) -> bool:
        """Whether an element is struck through, by its name, its style or the page's style sheet."""
        return element.tag in _STRUCK or "line-through" in self.styles.of(element)

    def is_raised(self, element: Any) -> bool:
        """Whether an element is set as superscript, or is the mark of a note."""
        if element.tag == "sup" or (element.get("role") or "") == "doc-noteref":
            return True
        return is_raised(self.styles.of(element))

    def opens_panel(self, element: Any) -> bool:
        """Whether a click on an element opens a part of the page."""
        return any(name in self.panels for name in _targets(element))

    def _is_panel(self, element: Any) -> bool:
        names = (element.get("aria-labelledby") or "").split()
        opened = (
            element.get("id") in self.panels
            or (element.get("role") or "") == "tabpanel"
            or not self.panels.isdisjoint(f"by {name}" for name in names)
            or _follows_control(element)
        )
        return opened and not _is_menu(element)


def shown_on(root: Any) -> Shown:
    """What decides for a page."""
    opened: set[str] = set()
    for element in root.iter():
        if isinstance(element.tag, str) and _is_control(element):
            opened.update(_targets(element))
            opened.add(f"by {element.get('id')}")
    return Shown(Decoration(root), frozenset(opened), StyleSheet.of_page(root))


def _follows_control(element: Any) -> bool:
    """Whether what stands just before an element says that it opens and closes something."""
    before = element.getprevious()
    if before is None or not isinstance(before.tag, str):
        return False
    return any(e.get("aria-expanded") is not None for e in (before, *before))


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
