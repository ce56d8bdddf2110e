"""The words of an element of HTML: one line, with note marks set apart and what is struck left out."""

from __future__ import annotations

from typing import Any

from assistant.reading.html.fields import filled_in
from assistant.reading.html.shown import Shown
from assistant.reading.metadata import clean
from assistant.reading.raised import opens_note, raised

LINE_BREAK = "\u2028"  # a <br>: white space that no source text has
MAX_DEPTH = 200


def words_of(element: Any, shown: Shown) -> str:
    """The text of an element on one line, in which a line break is U+2028."""
    return one_text(loose_words(element, shown, ""))


def one_text(loose: str) -> str:
    """A text with its white space folded, and its line breaks kept."""
    return LINE_BREAK.join(filter(None, map(clean, loose.split(LINE_BREAK))))


def loose_words(element: Any, shown: Shown, before: str, depth: int = 0) -> str:
    """The text of an element as it goes on behind ``before``, its white space as it is."""
    if depth > MAX_DEPTH:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not shown.leaves_out(child):
            line = before + "".join(parts)
            parts.append(_child(child, shown, line, depth))
        parts.append(child.tail or "")
    return "".join(parts)


def inline_words(element: Any, shown: Shown, before: str) -> str:
    """The text of an element that stands within a line, behind ``before``."""
    return _child(element, shown, before, 0)


def _child(child: Any, shown: Shown, line: str, depth: int) -> str:
    if child.tag == "br":
        return LINE_BREAK
    if child.tag in ("input", "textarea", "select"):
        return f" {filled_in(child)} "
    # What a raised mark stands behind is in these last characters.
    line = line[-40:]
    words = loose_words(child, shown, line, depth + 1)
    if shown.is_raised(child):
        return raised(line, words)
    if child.tag in ("p", "div", "li", "td", "th", "tr"):
        return f" {words} "
    return words


def note_number(element: Any) -> str:
    """The number that an element's text starts with where it is a note, "" where it is none."""
    if clean(element.text or "") or not len(element):
        return ""
    first = element[0]
    if first.tag == "a" and not clean(first.text or "") and len(first):
        first = first[0]
    text = "".join(first.itertext()) if isinstance(first.tag, str) else ""
    return clean(text) if first.tag == "sup" and opens_note(text) else ""
