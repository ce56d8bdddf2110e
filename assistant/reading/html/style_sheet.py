"""What the style sheets in a page say of its elements, as far as that decides what is read.

Only rules for one class or id are known, with or without a tag. Of all others (for narrow screens, for elements
within elements) it is kept which elements they may make visible, and whether they may lay a colour under words.
Those in other files are not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

MOST = 200_000  # characters of a sheet
OFF_PAGE = frozenset(("position", "left", "top", "right", "text-indent", "clip"))
_SHOWING = OFF_PAGE | {"display", "visibility", "opacity", "color", "font-size"}
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE)
_TAG = re.compile(r"[a-z][a-z0-9]*", re.IGNORECASE)
_NAMED = re.compile(r"[.#][\w-]+")
_STEP = re.compile(r"[\s>+~]")
_PSEUDO = re.compile(r"::|:before|:after")
_WHITE = re.compile(r"#f{3}(?:f{3})?|white|rgba?\(255,255,255(?:,1)?\)")
_SEE_THROUGH = ("transparent", "none", "inherit", "initial", "unset", "revert")
_GROUND = re.compile(r";background(?:-color|-image)?:([^;!]{1,200})")
_OTHER = re.compile(
    r"(?:font|vertical-align|text-decoration(?:-line)?|background(?:-color|-image)?"
    r"|(?:-webkit-|-moz-)?(?:animation|transition))$"
)
_DEEPEST = 20  # rules within rules
_ALWAYS = ("@media screen", "@media all", "@media only screen")
_ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class _Rule:
    tag: str  # "" for any
    weight: int
    said: str


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Declarations as ";name:value;" by the class or id that they are for.

    ``showing`` has, by property, whom other rules may show with it (".class", "#id", "tag" or "*");
    ``tagged`` the tags for which a rule alone sets it. ``is_coloured`` says whether words may stand on a
    colour that no known rule gives them."""

    rules: dict[str, tuple[_Rule, ...]] = field(default_factory=dict)
    showing: dict[str, frozenset[str]] = field(default_factory=dict)
    tagged: dict[str, frozenset[str]] = field(default_factory=dict)
    is_coloured: bool = False
    _known: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @classmethod
    def of_page(cls, root: Any) -> StyleSheet:
        """The sheets within a page."""
        made = _Making()
        for sheet in root.iter("style"):
            media = " ".join((sheet.get("media") or "screen").lower().split())
            if media == "print":
                continue
            text = sheet.text or ""
            holds = media in ("screen", "all") and _is_plain(sheet)
            made.add(text[:MOST], () if holds else ("at times",))
            if len(text) > MOST or "@import" in text:
                made.not_known()
        made.is_coloured |= any(_is_loose(plain(e.get("style") or "")) for e in root.iter())
        return cls(
            {name: tuple(rules) for name, rules in made.rules.items()},
            {name: frozenset(whom) for name, whom in made.showing.items()},
            {name: frozenset(tags) for name, tags in made.tagged.items()},
            made.is_coloured,
        )

    def of(self, element: Any) -> str:
        """What is declared for an element, the strongest last, in small letters without spaces."""
        own = plain(element.get("style") or "")
        if not self.rules:
            return own
        key = (element.tag, element.get("class") or "", element.get("id") or "")
        if key not in self._known:
            found = (
                rule
                for name in names_of(element)
                for rule in self.rules.get(name, ())
                if rule.tag in ("", element.tag)
            )
            self._known[key] = _short(r.said for r in sorted(found, key=lambda r: r.weight))
        return self._known[key] + own

    def may_show(self, element: Any, name: str) -> bool:
        """Whether a rule that holds at times may show an element by this property."""
        whom = self.showing.get(name, frozenset())
        return bool(whom) and not whom.isdisjoint((_ANYTHING, element.tag, *names_of(element)))


def names_of(element: Any) -> Iterator[str]:
    """An element's classes and id as selectors name them."""
    for name in (element.get("class") or "").split():
        yield f".{name}"
    if element.get("id"):
        yield f"#{element.get('id')}"


def plain(said: str) -> str:
    """Declarations in small letters without spaces."""
    return ";" + re.sub(r"\s", "", said).lower() + ";" if said else ""


def declared(said: str) -> dict[str, str]:
    """The value of each property: the last one, or the last that is important."""
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in said.split(";"):
        name, _, value = declaration.partition(":")
        value, mark, _ = value.partition("!")
        if not value or (name in important and not mark):
            continue
        if mark:
            important.add(name)
        found[name] = value
        if name == "font":
            found["font-size"] = value
    return found


def _short(said: Iterable[str]) -> str:
    """Declarations without those that later ones replace, but with all kinds of grounds."""
    kept: dict[tuple[str, str, bool], str] = {}
    for declaration in (d for part in said for d in part.split(";")):
        name, _, value = declaration.partition(":")
        if name not in _SHOWING and not _OTHER.match(name):
            continue
        kind = ""
        if name.startswith("background"):
            kind = "none" if value in _SEE_THROUGH else "white" if is_white(value) else "colour"
        key = (name, kind, "!" in value)
        kept.pop(key, None)
        kept[key] = declaration
    return f";{';'.join(kept.values())};" if kept else ""


def is_white(colour: str) -> bool:
    """Whether a colour is white, and opaque."""
    return _WHITE.fullmatch(colour) is not None


def grounds(said: str) -> list[str]:
    """The colours and pictures that declarations lay under words."""
    return [ground for ground in _GROUND.findall(said) if ground not in _SEE_THROUGH]


def has_colour(said: str) -> bool:
    """Whether declarations lay something under words that is not white."""
    return not all(map(is_white, grounds(said)))


def is_raised(said: str) -> bool:
    """Whether declarations set words as superscript."""
    return ";vertical-align:super" in said


class _Making:
    """Style sheets as they are read."""

    def __init__(self) -> None:
        self.rules: dict[str, list[_Rule]] = defaultdict(list)
        self.showing: dict[str, set[str]] = defaultdict(set)
        self.tagged: dict[str, set[str]] = defaultdict(set)
        self.is_coloured = False
        self._count = 0

    def add(self, sheet: str, around: Iterable[str]) -> None:
        """The rules of a sheet, which holds where ``around`` does."""
        for within, selectors, declarations in _rules(sheet, list(around)):
            if any(a.startswith("@media print") and "screen" not in a for a in within):
                continue
            said = plain(declarations)
            self.is_coloured |= _is_loose(said)
            holds = all(a in _ALWAYS for a in within)
            for selector in selectors.split(","):
                self._add_rule(selector.strip(), said, holds=holds)

    def not_known(self) -> None:
        """A part of a sheet is not known: it may say anything."""
        self.is_coloured = True
        for name in _SHOWING:
            self.showing[name].add(_ANYTHING)

    def _add_rule(self, selector: str, said: str, *, holds: bool) -> None:
        known = _SELECTOR.fullmatch(selector) if holds else None
        if known:
            self._count += 1
            tag, name = (known[1] or "").lower(), known[2]
            weight = self._count + MOST * (2 * (name[0] == "#") + bool(tag))
            self.rules[name].append(_Rule(tag, weight, said))
            return
        self.is_coloured |= has_colour(said)
        if _PSEUDO.search(selector):
            return  # what it shows is no text of the page
        values = declared(said)
        shown = {name for name in _SHOWING.intersection(values) if not _hides(name, values[name])}
        if ":focus" in selector or ":active" in selector:
            shown -= OFF_PAGE  # a link for who goes by the keyboard
        alone = holds and "!" not in said and _TAG.fullmatch(selector)
        for name in shown:
            if alone:
                self.tagged[name].add(selector.lower())
            elif selector != _ANYTHING:
                self.showing[name].update(_subjects(selector))


def _subjects(selector: str) -> list[str]:
    """Whom a selector is for: all names in it, or the tag of its last part."""
    last = _STEP.split(selector)[-1]
    named = _NAMED.findall(selector)
    if _NAMED.search(last):
        return named
    tag = _TAG.match(last)
    return [*named, tag[0].lower() if tag else _ANYTHING]


def _hides(name: str, value: str) -> bool:
    """Whether a value can show nothing that another hides."""
    if name == "color":
        return is_white(value)
    if name in OFF_PAGE:
        return value.startswith(("-", "rect", "absolute", "fixed"))
    return value == ("none" if name == "display" else "hidden" if name == "visibility" else "0")


def _is_loose(said: str) -> bool:
    """Whether something may be laid under words that does not hold them, or the page may be dark."""
    values = declared(said)
    if "dark" in values.get("color-scheme", ""):
        return True
    placed = values.get("position") in ("absolute", "fixed", "sticky")
    return placed and not any(_hides(n, values[n]) for n in OFF_PAGE & {*values} - {"position"})


def _is_plain(sheet: Any) -> bool:
    """Whether a sheet holds for the page as people see it: not where scripts are off, or in a drawing."""
    return next(sheet.iterancestors("noscript", "template", "svg"), None) is None


def _rules(sheet: str, outside: list[str]) -> Iterator[tuple[list[str], str, str]]:
    """(what is around it, selectors, declarations) of each rule."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet, flags=re.DOTALL)
    sheet = sheet.replace("<!--", "").replace("-->", "")
    around: list[str] = []
    head = ""
    for piece in re.findall(r"[^{}]+|[{}]", sheet):
        if piece == "{":
            before, _, selector = head.rpartition(";")
            if around and before:  # declarations before a rule within the rule
                yield outside + around[: min(len(around) - 1, _DEEPEST)], around[-1], before
            around.append(" ".join(selector.split()))
            head = ""
        elif piece == "}":
            if around:
                yield outside + around[: min(len(around) - 1, _DEEPEST)], around[-1], head
            del around[-1:]
            head = ""
        else:
            head = piece
