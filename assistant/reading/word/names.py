"""Names of WordprocessingML (ISO/IEC 29500-1) as lxml writes them."""

from __future__ import annotations

from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHOICE, FALLBACK = f"{_COMPATIBLE}Choice", f"{_COMPATIBLE}Fallback"
ALTERNATE = f"{_COMPATIBLE}AlternateContent"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """The full name of an element or attribute of Word's."""
    return _WORD + name


def value_of(element: Any, name: str) -> str | None:
    """The value of a property within an element, None where it has none."""
    found = element.find(w(name)) if element is not None else None
    return None if found is None else str(found.get(w("val")) or "")


def switched(element: Any, name: str) -> bool | None:
    """Whether a property that is on or off is on; None where the element does not say."""
    value = value_of(element, name)
    return None if value is None else value.lower() not in _OFF


def number_in(element: Any, name: str) -> int | None:
    """The value of a property as a number of up to five digits, None where it is none."""
    value = value_of(element, name) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else None


def chosen(alternate: Any) -> Any:
    """What is read of content that is there in two forms, so that it is not read twice."""
    found = alternate.find(CHOICE)
    return found if found is not None else alternate.find(FALLBACK)
