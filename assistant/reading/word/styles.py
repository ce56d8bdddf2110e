"""What the styles of a Word file say of its paragraphs and runs, through the styles they are based on."""

from __future__ import annotations

import re
from typing import Any

from assistant.reading.word.names import number_in, switched, value_of, w
from assistant.records import BlockKind

_DEEPEST = 20  # styles based on styles
_TINY = 2  # half points
_COLOURED = (w("tbl"), w("txbxContent"))
_GROUNDS = ("shd", "highlight")
# Effects of newer versions and older ones that show letters whatever their colour is.
_EFFECTS = frozenset(
    "textFill textOutline glow shadow reflection props3d outline emboss imprint".split()
)
_HEADING = re.compile(r"(?:heading|kop)\s*(\d)", re.IGNORECASE)


class WordStyles:
    """The styles of one file by their ids. ``root`` is None where it has none.

    ``is_plain`` says that nothing lies behind its words but the white page."""

    def __init__(self, root: Any, *, is_plain: bool = True) -> None:
        self._is_plain = is_plain
        styles = root.iterchildren(w("style")) if root is not None else ()
        self._styles = {style.get(w("styleId"), ""): style for style in styles}
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true")
            ),
            "",
        )

    def is_on(self, name: str, run: Any, paragraph: Any) -> bool:
        """Whether a switch ("strike", "vanish", "b") holds for a run of a paragraph."""
        properties = run.find(w("rPr"))
        direct = switched(properties, name)
        if direct is not None:
            return direct
        own = value_of(properties, "rStyle") or ""
        for style in (own, self._style_of(paragraph)):
            for based_on in self._line(style):
                said = switched(based_on.find(w("rPr")), name)
                if said is not None:
                    return said
        return False

    def is_raised(self, run: Any) -> bool:
        """Whether a run is set as superscript."""
        properties = run.find(w("rPr"))
        placed = value_of(properties, "vertAlign")
        if placed is None:
            line = self._line(value_of(properties, "rStyle") or "")
            placed = next(
                (v for s in line if (v := value_of(s.find(w("rPr")), "vertAlign")) is not None), ""
            )
        return placed == "superscript"

    def is_unseen(self, run: Any, paragraph: Any) -> bool:
        """Whether nobody can see a run: switched off, one point high, or white on the white page."""
        if self.is_on("vanish", run, paragraph):
            return True
        size = self._set(run, paragraph, "sz")
        if size.isdecimal() and int(size) <= _TINY:
            return True
        colour = self._set(run, paragraph, "color").upper()
        return colour == "FFFFFF" and self._is_plain and not self._has_ground(run, paragraph)

    def _set(self, run: Any, paragraph: Any, name: str) -> str:
        """What a run or its styles set, "" where they do not."""
        properties = run.find(w("rPr"))
        own = value_of(properties, name)
        if own is not None:
            return own
        styles = (value_of(properties, "rStyle") or "", self._style_of(paragraph))
        said = (value_of(s.find(w("rPr")), name) for style in styles for s in self._line(style))
        return next((value for value in said if value is not None), "")

    def _has_ground(self, run: Any, paragraph: Any) -> bool:
        """Whether a run may stand on a colour (its own, its paragraph's, a table's, a box's) or has one."""
        if any(around.tag in _COLOURED for around in paragraph.iterancestors()):
            return True
        own = run.find(w("rPr"))
        styles = self._line(value_of(own, "rStyle") or "") + self._line(self._style_of(paragraph))
        said = [own, paragraph.find(w("pPr"))]
        said += [style.find(w(part)) for part in ("rPr", "pPr") for style in styles]
        known = [properties for properties in said if properties is not None]
        if any(properties.find(w(name)) is not None for properties in known for name in _GROUNDS):
            return True
        names = (str(e.tag).rpartition("}")[2] for properties in known for e in properties)
        return not _EFFECTS.isdisjoint(names)

    def kind_of(self, paragraph: Any) -> tuple[BlockKind, int]:
        """What a paragraph is, by the name of its style, its level in the outline or its numbering."""
        properties = paragraph.find(w("pPr"))
        style = self._style_of(paragraph)
        name = (value_of(self._styles.get(style), "name") or style).lower()
        if name in ("title", "titel"):
            return BlockKind.HEADING, 1
        if found := _HEADING.match(name):
            return BlockKind.HEADING, min(6, max(1, int(found[1])))
        if name.startswith(("toc", "inhopg")):
            return BlockKind.CONTENTS, 0
        if name.startswith(("caption", "bijschrift")):
            return BlockKind.CAPTION, 0
        level = self._said(properties, style, lambda p: number_in(p, "outlineLvl"))
        if level is not None and level < 9:
            return BlockKind.HEADING, min(6, level + 1)
        numbered = self._said(properties, style, _numbering)
        if numbered or "list" in name or "lijst" in name:
            return BlockKind.LIST_ITEM, 0
        return BlockKind.PARAGRAPH, 0

    def _said(self, properties: Any, style: str, ask: Any) -> int | None:
        """The first answer that is not None of a paragraph's own properties and those of its styles."""
        for part in (properties, *(s.find(w("pPr")) for s in self._line(style))):
            answer: int | None = ask(part) if part is not None else None
            if answer is not None:
                return answer
        return None

    def _style_of(self, paragraph: Any) -> str:
        if paragraph is None:
            return ""
        return value_of(paragraph.find(w("pPr")), "pStyle") or self._default

    def _line(self, name: str) -> list[Any]:
        """A style and those that it is based on, nearest first."""
        found: list[Any] = []
        while name in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[name])
            name = value_of(found[-1], "basedOn") or ""
        return found


def _numbering(properties: Any) -> int | None:
    """The list that a paragraph is in, 0 where it says that it is in none."""
    numbered = properties.find(w("numPr"))
    return None if numbered is None else number_in(numbered, "numId")
