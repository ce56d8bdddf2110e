"""What is kept from those who have a page read aloud, ``aria-hidden``: they miss nothing by it, others see it.

So it is read like the rest, unless it is an icon, says again what stands beside it, or opens over the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

_OVER = re.compile(
    r"\b(?:modal|dialog|menu|nav|navbar|offcanvas|drawer|popup|popover|tooltip|overlay|dropdown|lightbox|backdrop|"
    r"cookie\w*|clone|cloned|icon|icons|icoon|fa|fas|far|glyphicon|sr-only|visually-hidden)\b",
    re.IGNORECASE,
)
_UNSHOWN = frozenset(("script", "style", "template", "noscript"))
_ICONS = frozenset(("i", "svg"))
_LEAST = 2  # words, or a figure
LONG = 12  # letters; fewer may come again by chance, and must do so near by
NEAR = 2  # elements around it
PARTS = 200  # pieces of text of these
MOST = 500  # elements of a page that are looked at; any more are read


class Decoration:
    """Decides for the elements of one page."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._looked = 0
        self._said: dict[str, Any] = {}  # letters -> the first element that has them

    def is_unread(self, element: Any) -> bool:
        """Whether an element that is ``aria-hidden`` says nothing of its own."""
        if not _is_kept_silent(element):
            return False
        text = "".join(element.itertext())
        words = [word for word in text.split() if any(map(str.isalnum, word))]
        says = " ".join(element.get(name) or "" for name in ("class", "role"))
        if element.tag in _ICONS or _OVER.search(says.replace("_", "-")):
            return True
        if len(words) < _LEAST and not any(map(str.isdigit, text)) and not _is_in_sentence(element):
            return True
        self._looked += 1
        if self._looked > MOST:
            return False
        letters = _letters_of(text)
        if len(letters) >= LONG:
            first = self._said.setdefault(letters, element)
            return letters in self._letters or first is not element
        return any(
            (
                _letters_of("".join(islice(near.itertext(), PARTS)))
                + _letters_of(near.get("aria-label") or "")
            ).count(letters)
            > 1
            for near in islice(element.iterancestors(), NEAR)
        )

    @cached_property
    def _letters(self) -> str:
        """The letters of what the page has read aloud."""
        labels = (e.get("aria-label") for e in self._root.iter() if isinstance(e.tag, str))
        body = self._root.find("body")
        parts = _spoken_parts(self._root if body is None else body)
        return _letters_of("".join(parts)) + "\n" + "\n".join(_letters_of(x) for x in labels if x)


def _is_kept_silent(element: Any) -> bool:
    return bool(element.get("aria-hidden") == "true")


def _is_in_sentence(element: Any) -> bool:
    """Whether words stand before and behind an element: it is one of theirs, "er zijn geen scholen"."""
    before, parent = element.getprevious(), element.getparent()
    said = before.tail if before is not None else parent.text if parent is not None else ""
    return all(any(map(str.isalnum, part or "")) for part in (said, element.tail))


def _spoken_parts(root: Any) -> Iterator[str]:
    ahead = [root]
    while ahead:
        element = ahead.pop()
        if isinstance(element, str):
            yield element
            continue
        ahead.append(element.tail or "")
        spoken = isinstance(element.tag, str) and element.tag not in _UNSHOWN
        if spoken and not _is_kept_silent(element):
            ahead += [*reversed(element), element.text or ""]


def _letters_of(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
