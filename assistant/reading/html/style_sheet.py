"""What the style sheets in a page say of its elements, as far as that decides what is read.

Only rules for one class, id or element are known; those for print, for narrow screens, and in other files are not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MOST = 200_000  # characters of a sheet
_SELECTOR = re.compile(r"[a-z]*([.#][\w-]+)")
_NAMED = re.compile(r"[.#][\w-]+")
_HIDDEN = re.compile(
    r";(?:display:none|visibility:hidden|font-size:0(?:px|pt|em|rem|%)?(?=;|!)|opacity:0(?:\.0+)?(?=;|!)|mso-hide:all"
    r"|(?:left|top|right|text-indent):-\d{3,}|clip:rect\(0)"
)
_SHOWN = re.compile(r";(?:display:(?!none)|visibility:visible|opacity:1)")
_COLOUR = re.compile(r";color:([^;!]{1,40})")
_GROUND = re.compile(r";background(?:-color|-image)?:([^;!]{1,200})")
_WHITE = re.compile(
    r"#f{3}(?:f{3})?|white|rgba?\(255,255,255(?:,1)?\)|transparent|none|initial|inherit"
)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Declarations as ";name:value;" by the selector that they are for; what other rules show again."""

    rules: dict[str, str] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()

    @classmethod
    def of_page(cls, root: Any) -> StyleSheet:
        """The sheets within a page."""
        rules: dict[str, str] = defaultdict(str)
        opened: set[str] = set()
        for sheet in root.iter("style"):
            for selectors, said in _rules((sheet.text or "")[:MOST]):
                for selector in selectors.split(","):
                    known = _SELECTOR.fullmatch(selector.strip())
                    if known:
                        rules[known[1]] += _plain(said)
                    elif _SHOWN.search(_plain(said)):
                        opened.update(_NAMED.findall(selector))
        return cls(dict(rules), frozenset(opened))

    def of(self, element: Any) -> str:
        """What is declared for an element, in small letters without spaces."""
        named = [f".{name}" for name in (element.get("class") or "").split()]
        if element.get("id"):
            named.append(f"#{element.get('id')}")
        own = "".join(self.rules.get(name, "") for name in named) if self.rules else ""
        return own + _plain(element.get("style") or "")

    def may_open(self, element: Any) -> bool:
        """Whether a rule that holds at times shows an element that another rule hides."""
        named = {f".{name}" for name in (element.get("class") or "").split()}
        return not self.opened.isdisjoint(named | {f"#{element.get('id')}"})


def is_unseen(element: Any, styles: StyleSheet) -> bool:
    """Whether an element is not shown: switched off, without size, off the page, or white on white."""
    said = styles.of(element)
    if not said:
        return False
    hidden = _HIDDEN.search(said)
    if hidden:
        later = _SHOWN.search(said, hidden.end()) or styles.may_open(element)
        return not later
    colours = _COLOUR.findall(said)
    return bool(colours) and bool(_WHITE.fullmatch(colours[-1])) and _is_on_white(element, styles)


def is_raised(said: str) -> bool:
    """Whether declarations set words as superscript."""
    return ";vertical-align:super" in said


def _is_on_white(element: Any, styles: StyleSheet) -> bool:
    """Whether nothing around white words is known to have another colour, or may have one."""
    around = [element, *element.iterancestors()]
    for one in around:
        if one.get("bgcolor") or one.get("background"):
            return bool(_WHITE.fullmatch((one.get("bgcolor") or "x").lower()))
        grounds = _GROUND.findall(styles.of(one))
        if grounds:
            return bool(_WHITE.fullmatch(grounds[-1]))
    page = around[-1]
    return next(page.iter("link"), None) is None  # sheets in other files are not known


def _plain(said: str) -> str:
    return ";" + re.sub(r"\s", "", said).lower() + ";" if said else ""


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of the rules that always hold on a screen."""
    sheet = re.sub(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/", "", sheet)
    around: list[str] = []
    head = ""
    for piece in re.findall(r"[^{}]+|[{}]", sheet):
        if piece == "{":
            around.append(head.strip())
            head = ""
        elif piece == "}":
            if around and all(a in ("@media screen", "@media all") for a in around[:-1]):
                yield around[-1], head
            del around[-1:]
            head = ""
        else:
            head = piece.rpartition(";")[2] if not around else piece
